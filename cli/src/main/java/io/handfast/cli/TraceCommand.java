// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "trace",
        description = "Show the phases of a device's last complete handshake, and what happened to it lately.",
        footer = {"", "Example: handfast hub trace Wallbox"})
final class TraceCommand extends RemoteCommand {
    @Mixin
    private DeviceArgument device = new DeviceArgument();

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        Map<String, JsonTree.Node> trace = hub.get("devices/" + device.ski(hub) + "/trace");
        output.tell(trace);
        Map<String, JsonTree.Node> handshake =
                trace.getOrDefault("handshake", new JsonTree.Node(null, 0)).members();
        for (JsonTree.Node phase :
                handshake.getOrDefault("phases", new JsonTree.Node(null, 0)).items()) {
            output.say(String.format(
                    Locale.ROOT,
                    "%10.1f ms  %s",
                    millis(phase.members(), "tookMicros"),
                    RemoteHub.text(phase.members(), "phase")));
        }
        for (JsonTree.Node event :
                trace.getOrDefault("events", new JsonTree.Node(null, 0)).items()) {
            String code = RemoteHub.text(event.members(), "code");
            output.say(RemoteHub.text(event.members(), "at") + "  " + RemoteHub.text(event.members(), "event") + "  "
                    + (code.isEmpty() ? "" : code + ", ") + RemoteHub.text(event.members(), "text"));
        }
    }

    private static double millis(Map<String, JsonTree.Node> object, String member) {
        JsonTree.Node node = object.get(member);
        return node != null && node.value() instanceof BigDecimal micros ? micros.doubleValue() / 1000 : 0;
    }
}
