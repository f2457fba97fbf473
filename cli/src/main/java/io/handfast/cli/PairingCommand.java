// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "pairing",
        description = {
            "Say how the pairing service of the running hub stands: pairing by QR code without a question.",
            "See docs/how-to/pairing-service.md."
        },
        subcommands = {RenewSecretCommand.class, WithdrawCommand.class, UnpairCommand.class},
        footer = {"", "Example: handfast hub pairing"})
final class PairingCommand extends RemoteCommand {
    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        Map<String, JsonTree.Node> pairing = hub.get("pairing");
        output.tell(pairing);
        String role = RemoteHub.text(pairing, "role");
        if (!RemoteHub.text(pairing, "running").equals("true")) {
            output.say("pairing service  "
                    + (role.equals("off") ? "off" : role + ", but not running: mdns_enabled is off"));
        } else {
            output.say("pairing service  " + role);
        }
        if (role.equals("listener") || role.equals("both")) {
            output.say("listening        " + listening(pairing));
        }
        Map<String, JsonTree.Node> unit = node(pairing, "controlUnit").members();
        if (!unit.isEmpty()) {
            output.say("control unit     " + device(unit));
        }
        for (JsonTree.Node scanned : items(pairing, "scanned")) {
            output.say("scanned          " + device(scanned.members()));
        }
        for (JsonTree.Node announcing : items(pairing, "announcing")) {
            output.say("announcing to    " + RemoteHub.text(announcing.members(), "shipId") + " until "
                    + RemoteHub.text(announcing.members(), "until") + "; waits for: "
                    + RemoteHub.text(announcing.members(), "waitsFor"));
        }
    }

    private static String listening(Map<String, JsonTree.Node> pairing) {
        if (RemoteHub.text(pairing, "listening").equals("true")) {
            return "yes: the next control unit that has this hub's code is trusted (handfast hub qr --secret)";
        }
        String deferred = RemoteHub.text(pairing, "deferred");
        String waiting = deferred.equals("0") ? "" : "; announcements that wait: " + deferred;
        String at = RemoteHub.text(pairing, "listensAt");
        return (at.isEmpty()
                        ? "no: the control unit is connected"
                        : "from " + at + ", unless the control unit comes back")
                + waiting;
    }

    static String device(Map<String, JsonTree.Node> device) {
        String ski = RemoteHub.text(device, "ski");
        return RemoteHub.text(device, "shipId") + ", certificate "
                + RemoteHub.text(device, "fingerprint").substring(0, 16) + "…, "
                + (ski.isEmpty() ? "not seen yet" : "SKI " + ski);
    }

    private static JsonTree.Node node(Map<String, JsonTree.Node> object, String member) {
        return object.getOrDefault(member, new JsonTree.Node(null, 0));
    }

    private static List<JsonTree.Node> items(Map<String, JsonTree.Node> object, String member) {
        return node(object, member).items();
    }

    /** The fingerprint of the one device of a list that is named by its SHIP ID, or by its fingerprint's beginning. */
    static String fingerprint(RemoteHub hub, String list, String named) throws RemoteException {
        List<Map<String, JsonTree.Node>> fitting = items(hub.get("pairing"), list).stream()
                .map(JsonTree.Node::members)
                .filter(device -> fits(device, named))
                .toList();
        if (fitting.size() == 1) {
            return RemoteHub.text(fitting.getFirst(), "fingerprint");
        }
        throw fitting.isEmpty()
                ? RemoteException.of(RemoteFailure.NO_DEVICE, "handfast hub pairing lists no " + named + " there")
                : RemoteException.of(RemoteFailure.SEVERAL_DEVICES, named + " fits several");
    }

    private static boolean fits(Map<String, JsonTree.Node> device, String named) {
        boolean byFingerprint = named.length() >= 4
                && RemoteHub.text(device, "fingerprint").startsWith(named.toUpperCase(java.util.Locale.ROOT));
        return byFingerprint || RemoteHub.text(device, "shipId").equals(named);
    }
}
