// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "withdraw",
        description = "Announce the hub to a device no more; it stays trusted.",
        footer = {"", "Example: handfast hub pairing withdraw d:_i:wallbox-1"})
final class WithdrawCommand extends RemoteCommand {
    @Parameters(paramLabel = "DEVICE", description = "Its SHIP ID, or the beginning of its fingerprint.")
    private String named = "";

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        String fingerprint = PairingCommand.fingerprint(hub, "announcing", named);
        hub.call("DELETE", "pairing/announcements/" + fingerprint, Map.of());
        output.tell(Map.of("withdrawn", fingerprint));
        output.say("the hub does not announce itself to " + named + " any more; the device stays trusted");
    }
}
