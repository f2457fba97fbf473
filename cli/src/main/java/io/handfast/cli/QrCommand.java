// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "qr",
        description = "Draw this hub's QR code and print its text; needs no running hub.",
        footer = {"", "Example: handfast hub qr"})
final class QrCommand implements Callable<Integer> {
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
            output.tell(Map.of("qr", qr));
            if (output.isForPeople()) {
                QrPicture.lines(qr).forEach(output::say);
            }
            output.say(qr);
            return ExitStatus.DONE;
        }
    }
}
