// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "qr",
        description = "Draw this hub's QR code and print its text; needs no running hub.",
        footer = {"", "Example: handfast hub qr"})
final class QrCommand implements Callable<Integer> {
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
            String qr = Identities.qrText(configuration, identity);
            output.tell(Map.of("qr", qr));
            if (output.isForPeople()) {
                QrPicture.lines(qr).forEach(output::say);
            }
            output.say(qr);
            return ExitStatus.DONE;
        }
    }
}
