// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "identity",
        description = "Print who this hub is: SKI, SHIP ID, fingerprint, QR text. Makes the identity if there is none.",
        subcommands = RenewCommand.class,
        footer = {"", "Example: handfast hub identity --json"})
final class IdentityCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Option(
            names = "--secret",
            description =
                    "The code for the pairing service, with the secret: for the eyes of who installs, not for logs.")
    private boolean secret;

    @Override
    public Integer call() throws StartException {
        HubConfiguration configuration = files.configuration(Optional.empty());
        try (Environment environment = Environment.system()) {
            Path base = files.base(Optional.empty());
            HubProgram.Identity identity = HubProgram.identity(configuration, base, environment);
            Identities.warn(output, identity);
            String qr = Identities.qrText(secret, configuration, identity, base, environment, output);
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
}
