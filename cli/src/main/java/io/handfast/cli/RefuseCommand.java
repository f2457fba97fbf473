// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "refuse",
        description = "Turn away a device that waits, and for the next ten minutes whenever it comes.",
        footer = {"", "Example: handfast hub refuse 3c5f"})
final class RefuseCommand extends RemoteCommand {
    @Mixin
    private DeviceArgument device = new DeviceArgument();

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        String ski = device.ski(hub);
        output.tell(hub.call("POST", "devices/" + ski + "/refuse", Map.of()));
        output.say("device " + ski + " is turned away for the next ten minutes");
    }
}
