// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "explain",
        description = "Say what is the matter with a device: how it stands, why, what comes next, what to do.",
        footer = {"", "Example: handfast hub explain 3c5f"})
final class ExplainCommand extends RemoteCommand {
    @Mixin
    private DeviceArgument device = new DeviceArgument();

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        Map<String, JsonTree.Node> known = hub.get("devices/" + device.ski(hub));
        output.tell(known);
        known.getOrDefault("diagnosis", new JsonTree.Node(null, 0))
                .items()
                .forEach(line -> output.say(String.valueOf(line.value())));
    }
}
