// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "pair",
        description = {
            "Trust a device, one that waits or one that will come.",
            "Compare the SKI with what the device or its app shows; or give the text of its QR code for pairing:",
            "then nobody has to be asked at the device either, see docs/how-to/pairing-service.md."
        },
        footer = {"", "Example: handfast hub pair 3c5f --name Wallbox", "         handfast hub pair --qr - < code.txt"})
final class PairCommand extends RemoteCommand {
    /** A line of it is a QR code, and nothing is longer. */
    private static final int LONGEST_CODE = 5_000;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Whom whom = new Whom();

    /** One of two. */
    static final class Whom {
        @Parameters(
                paramLabel = "DEVICE",
                description = "Its SKI, the beginning of it (4 digits or more), or its name.")
        private String named = "";

        @Option(
                names = "--qr",
                paramLabel = "TEXT",
                description = "The text of its QR code with the secret; - reads it from stdin, out of others' sight.")
        private String qr = "";
    }

    @Option(
            names = "--ship-id",
            paramLabel = "ID",
            description = "The device's, where an old QR code does not tell it.")
    private String shipId = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What to call it; usual is what it says itself.")
    private String name = "";

    @Option(
            names = "--despite-refusal",
            description = "It was refused in the last ten minutes, and is wanted all the same.")
    private boolean refused;

    @Override
    void ask(RemoteHub hub, Output output) throws RemoteException {
        if (!whom.qr.isEmpty()) {
            if (refused || !name.isEmpty()) {
                throw new CommandFailed(
                        ExitStatus.USAGE, "hub pair: --name and --despite-refusal belong to DEVICE, not to --qr");
            }
            announce(hub, output);
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (!name.isEmpty()) {
            body.put("name", name);
        }
        if (refused) {
            body.put("expected", "refused");
        }
        String ski = hub.ski(whom.named);
        output.tell(hub.call("POST", "devices/" + ski + "/trust", body));
        output.say("device " + ski + " is trusted from now on");
    }

    private void announce(RemoteHub hub, Output output) throws RemoteException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("qr", whom.qr.equals("-") ? line() : whom.qr.strip());
        if (!shipId.isEmpty()) {
            body.put("shipId", shipId);
        }
        Map<String, JsonTree.Node> announcing = hub.call("POST", "pairing/announcements", body);
        output.tell(announcing);
        output.say("trusted: " + PairingCommand.device(announcing));
        String until = RemoteHub.text(announcing, "until");
        if (!until.isEmpty()) {
            output.say("the hub announces itself to it until " + until);
        }
        output.say("waits for: " + RemoteHub.text(announcing, "waitsFor"));
        output.say("handfast hub pairing says how it goes on");
    }

    private static String line() {
        try {
            return new String(System.in.readNBytes(LONGEST_CODE), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new CommandFailed(ExitStatus.FAILED, "stdin cannot be read: " + e.getMessage());
        }
    }
}
