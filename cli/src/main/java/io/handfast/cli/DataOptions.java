// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.ConfigurationSource;
import io.handfast.hub.app.DataDirectory;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration, which folder: the same for all commands of the hub. */
final class DataOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration, JSON; see docs/how-to/configure.md.")
    private @Nullable Path config;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder for identity, trust and state.")
    private @Nullable Path data;

    /** File and environment; the file may be named as an argument instead of an option where that is allowed. */
    HubConfiguration configuration(Optional<Path> argument) throws StartException {
        Optional<Path> file = argument.or(() -> Optional.ofNullable(config));
        return new ConfigurationSource(file, System.getenv()).read();
    }

    /** What relative paths are relative to: {@code --data} when given, else the configuration file's folder. */
    Path base(Optional<Path> argument) {
        Optional<Path> file = argument.or(() -> Optional.ofNullable(config));
        if (data == null && file.isPresent()) {
            Path folder = file.get().toAbsolutePath().getParent();
            return folder == null ? Path.of("") : folder;
        }
        boolean fromCheckout = Boolean.getBoolean("handfast.checkout");
        return DataDirectory.choose(Optional.ofNullable(data), System.getenv(), fromCheckout);
    }
}
