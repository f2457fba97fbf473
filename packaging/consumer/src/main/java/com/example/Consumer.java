// SPDX-License-Identifier: Apache-2.0
package com.example;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.ConfigurationFile;
import io.handfast.hub.app.HubProgram;
import java.nio.file.Path;

/** Starts a hub and stops it. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        try (Environment environment = Environment.system()) {
            HubProgram hub = HubProgram.start(
                    ConfigurationFile.read(file),
                    file.getParent(),
                    (device, data) -> {},
                    event -> System.out.println(event.kind().word() + " " + event.text()),
                    CryptoProvider.detect(),
                    environment);
            System.out.println(hub.stop() ? "stopped well" : "stopped late");
        }
    }
}
