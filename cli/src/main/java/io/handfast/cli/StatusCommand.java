// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = "Say how the running hub is.",
        footer = {"", "Example: handfast hub status --data /var/lib/handfast"})
final class StatusCommand extends RemoteCommand {
    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        Map<String, JsonTree.Node> status = hub.get("hub");
        Map<String, JsonTree.Node> health = hub.get("health");
        Map<String, Object> object = new LinkedHashMap<>(status);
        object.put("console", hub.address());
        object.put("health", health);
        output.tell(object);
        output.say("SKI       " + RemoteHub.text(status, "ski"));
        output.say("SHIP ID   " + RemoteHub.text(status, "shipId"));
        output.say("port      " + RemoteHub.text(status, "port"));
        output.say("console   " + hub.address());
        output.say("running   since " + RemoteHub.text(status, "startedAt") + ", version "
                + RemoteHub.text(status, "version"));
        output.say("devices   " + counts(status.getOrDefault("devices", new JsonTree.Node(null, 0))));
        Map<String, JsonTree.Node> window =
                status.getOrDefault("autoAccept", new JsonTree.Node(null, 0)).members();
        if (RemoteHub.text(window, "always").equals("true")) {
            output.say("pairing   whoever asks is trusted: auto_accept_pairing is on");
        } else if (RemoteHub.text(window, "open").equals("true")) {
            output.say("pairing   whoever asks is trusted until " + RemoteHub.text(window, "closesAt"));
        }
        status.getOrDefault("warnings", new JsonTree.Node(null, 0))
                .items()
                .forEach(warning -> output.warn(String.valueOf(warning.value())));
        health.getOrDefault("warnings", new JsonTree.Node(null, 0))
                .items()
                .forEach(warning -> output.warn(RemoteHub.text(warning.members(), "text")));
    }

    private static String counts(JsonTree.Node devices) {
        StringBuilder line = new StringBuilder();
        devices.members()
                .forEach((name, count) -> line.append(line.isEmpty() ? "" : ", ")
                        .append(count.value())
                        .append(' ')
                        .append(name));
        return line.toString();
    }
}
