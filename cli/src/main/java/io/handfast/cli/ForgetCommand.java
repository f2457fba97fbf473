// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "forget",
        description = "Trust a device no more, and end its connection.",
        footer = {"", "Example: handfast hub forget Wallbox"})
final class ForgetCommand extends RemoteCommand {
    @Mixin
    private DeviceArgument device = new DeviceArgument();

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        String ski = device.ski(hub);
        output.tell(hub.call("POST", "devices/" + ski + "/forget", Map.of()));
        output.say("device " + ski + " is not trusted any more");
    }
}
