// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "forget",
        description = {
            "Trust no more a device whose code was told and that was never seen.",
            "One that was seen has an SKI: handfast hub forget SKI."
        },
        footer = {"", "Example: handfast hub pairing forget d:_i:wallbox-1"})
final class UnpairCommand extends RemoteCommand {
    @Parameters(paramLabel = "DEVICE", description = "Its SHIP ID, or the beginning of its fingerprint.")
    private String named = "";

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        String fingerprint = PairingCommand.fingerprint(hub, "scanned", named);
        hub.call("DELETE", "pairing/expected/" + fingerprint, Map.of());
        output.tell(Map.of("forgotten", fingerprint));
        output.say("device " + named + " is not trusted any more");
    }
}
