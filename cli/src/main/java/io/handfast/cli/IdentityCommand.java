// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "identity",
        description = "Print who this hub is: SKI, SHIP ID, fingerprint, QR text. Makes the identity if there is none.",
        footer = {"", "Example: handfast hub identity --json"})
final class IdentityCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Override
    public Integer call() throws StartException {
        HubConfiguration configuration = files.configuration(Optional.empty());
        try (Environment environment = Environment.system()) {
            HubProgram.Identity identity =
                    HubProgram.identity(configuration, files.base(Optional.empty()), environment);
            Identities.warn(output, identity);
            String qr = qrText(configuration, identity);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("ski", identity.node().ski().toString());
            object.put("shipId", identity.shipId());
            object.put("fingerprint", identity.node().fingerprint().toString());
            object.put("qr", qr);
            object.put("created", identity.created());
            output.tell(object);
            output.say("SKI          " + identity.node().ski());
            output.say("SHIP ID      " + identity.shipId());
            output.say("fingerprint  " + identity.node().fingerprint());
            output.say("QR text      " + qr);
            return ExitStatus.DONE;
        }
    }

    /** SHIP Requirements for Installation Process: KEY:value; with semicolons left out of values. */
    private static String qrText(HubConfiguration configuration, HubProgram.Identity identity) {
        StringBuilder text = new StringBuilder("SHIP;");
        append(text, "SKI", identity.node().ski().toString());
        append(text, "ID", identity.shipId());
        append(text, "BRAND", configuration.brand());
        append(text, "TYPE", "EnergyManagementSystem");
        append(text, "MODEL", configuration.model());
        append(text, "SERIAL", configuration.serial().orElse(""));
        append(text, "CAT", "2");
        return text.append("ENDSHIP;").toString();
    }

    private static void append(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(key).append(':').append(value.replace(";", "")).append(';');
        }
    }
}
