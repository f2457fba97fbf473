// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.ConfigurationFile;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubKey;
import io.handfast.hub.app.HubKeys;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = "Look at a hub's configuration without starting a hub.",
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Print.class, ConfigCommand.Schema.class},
        footer = {"", "Example: handfast hub config check config.json"})
final class ConfigCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new CommandFailed(
                ExitStatus.USAGE,
                "hub config needs one word more: check, print or schema; see handfast hub config --help");
    }

    /** Which configuration. */
    static final class Which {
        @Mixin
        private DataOptions files = new DataOptions();

        @Parameters(paramLabel = "CONFIG", arity = "0..1", description = "Same as --config.")
        private @Nullable Path config;

        HubConfiguration read() throws StartException {
            return files.configuration(Optional.ofNullable(config));
        }
    }

    @Command(
            name = "check",
            description = "Say whether a hub would start with it; every mistake has a line of its own.",
            footer = {"", "Example: handfast hub config check config.json"})
    static final class Check implements Callable<Integer> {
        @Mixin
        private Output output = new Output();

        @Mixin
        private Which which = new Which();

        @Override
        public Integer call() throws StartException {
            HubConfiguration configuration = which.read();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("ok", true);
            object.put("ineffective", configuration.ineffective());
            output.tell(object);
            output.say("the configuration has no mistake");
            if (!configuration.ineffective().isEmpty()) {
                output.say("without effect in this version: " + String.join(", ", configuration.ineffective()));
            }
            return ExitStatus.DONE;
        }
    }

    @Command(
            name = "print",
            description = "Print what is in effect, and where each value came from.",
            footer = {"", "Example: HANDFAST_PORT=4713 handfast hub config print"})
    static final class Print implements Callable<Integer> {
        @Mixin
        private Output output = new Output();

        @Mixin
        private Which which = new Which();

        @Override
        public Integer call() throws StartException {
            HubConfiguration configuration = which.read();
            Map<String, Object> object = new LinkedHashMap<>();
            for (HubKey<?> key : HubKeys.all()) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("value", configuration.json(key));
                entry.put("origin", configuration.origin(key));
                object.put(key.name(), entry);
                String value = JsonTree.line(configuration.json(key));
                output.say(String.format(Locale.ROOT, "%-24s %-32s %s", key.name(), value, configuration.origin(key)));
            }
            output.tell(object);
            return ExitStatus.DONE;
        }
    }

    @Command(
            name = "schema",
            description = "Print a JSON Schema of the configuration, for editors.",
            footer = {"", "Example: handfast hub config schema > hub.schema.json"})
    static final class Schema implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.print(ConfigurationFile.schema());
            return ExitStatus.DONE;
        }
    }
}
