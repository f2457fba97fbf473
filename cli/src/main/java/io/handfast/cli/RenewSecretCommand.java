// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.PairingSecretFile;
import io.handfast.hub.app.StartException;
import io.handfast.hub.app.rest.ConsoleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "renew-secret",
        description = {
            "Give this hub's QR code another secret: codes of before are worthless from then on.",
            "Who is paired stays so. Tells the running hub, or does it itself when none runs."
        },
        footer = {"", "Example: handfast hub pairing renew-secret"})
final class RenewSecretCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Override
    public Integer call() throws StartException {
        Path base = files.base(Optional.empty());
        try (Environment environment = Environment.system()) {
            if (isAsked(base)) {
                RemoteHub.of(base).call("POST", "pairing/secret", Map.of());
            } else {
                PairingSecretFile.renew(base, environment);
            }
            output.tell(Map.of("done", "renewed"));
            output.say("this hub's QR code has another secret now: handfast hub qr --secret shows it");
            return ExitStatus.DONE;
        } catch (RemoteException e) {
            output.tell(e.json());
            output.warn(e.line("hub pairing renew-secret"));
            return ExitStatus.FAILED;
        }
    }

    /** A file that a hub left which was killed does not count. */
    private static boolean isAsked(Path base) throws RemoteException {
        try {
            if (ConsoleFile.read(base).isEmpty()) {
                return false;
            }
            RemoteHub.of(base).get("hub");
            return true;
        } catch (IOException _) {
            return false;
        } catch (RemoteException e) {
            if (e.code().equals(RemoteFailure.NO_HUB.code())) {
                return false;
            }
            throw e;
        }
    }
}
