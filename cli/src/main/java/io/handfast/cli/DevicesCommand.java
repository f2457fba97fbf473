// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "devices",
        description = "List the devices of the running hub: trusted ones, those that wait, those on the way.",
        footer = {"", "Example: handfast hub devices --json"})
final class DevicesCommand extends RemoteCommand {
    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        List<JsonTree.Node> devices = hub.devices("devices");
        for (JsonTree.Node device : devices) {
            output.tell(device.members());
            output.say(line(device.members()));
        }
        if (devices.isEmpty()) {
            output.say("no device is trusted or waits");
        }
    }

    private static String line(Map<String, JsonTree.Node> device) {
        String name = RemoteHub.text(device, "name");
        JsonTree.Node failure = device.getOrDefault("lastFailure", new JsonTree.Node(null, 0));
        String code = RemoteHub.text(failure.members(), "code");
        return RemoteHub.text(device, "ski") + "  " + RemoteHub.text(device, "standing") + "  "
                + RemoteHub.text(device, "stage") + (name.isEmpty() ? "" : "  " + name)
                + (code.isEmpty() ? "" : "  " + code);
    }
}
