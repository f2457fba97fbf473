// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pair",
        description = {
            "Trust a device, one that waits or one that will come.",
            "Compare the SKI with what the device or its app shows."
        },
        footer = {"", "Example: handfast hub pair 3c5f --name Wallbox"})
final class PairCommand extends RemoteCommand {
    @Mixin
    private DeviceArgument device = new DeviceArgument();

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it; usual is what it says itself.")
    private String name = "";

    @Option(
            names = "--despite-refusal",
            description = "It was refused in the last ten minutes, and is wanted all the same.")
    private boolean refused;

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            body.put("name", name);
        }
        if (refused) {
            body.put("expected", "refused");
        }
        String ski = device.ski(hub);
        output.tell(hub.call("POST", "devices/" + ski + "/trust", body));
        output.say("device " + ski + " is trusted from now on");
    }
}
