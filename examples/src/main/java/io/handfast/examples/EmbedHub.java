// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.ConfigurationFile;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import java.io.IOException;
import java.nio.file.Path;

/** A whole hub inside another program: identity, trust, discovery and state in one folder. Ends at a line on stdin. */
public final class EmbedHub {
    private EmbedHub() {}

    /** Runs with one argument: the hub's configuration, in the folder where it keeps its files. */
    public static void main(String[] arguments) throws StartException, IOException, InterruptedException {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        try (Environment environment = Environment.system()) {
            HubProgram hub = HubProgram.start(
                    ConfigurationFile.read(file),
                    file.resolveSibling("."),
                    (device, data) -> System.out.println(device.ski() + " says " + data.text()),
                    event -> System.out.println(event.kind().word() + " " + event.text()),
                    CryptoProvider.detect(),
                    environment);
            System.in.read();
            System.out.println(hub.stop() ? "all took leave" : "somebody did not answer");
        }
    }
}
