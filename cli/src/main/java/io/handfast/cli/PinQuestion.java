// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.message.Pin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which PIN does a device want? It stands on its label or its screen. The terminal shows what is typed. */
record PinQuestion(Ski ski, String name, HubDesk desk) implements Question {
    @Override
    public List<String> lines() {
        return List.of(
                "",
                "A device wants a PIN, which its label, manual or screen shows:",
                "  " + name,
                "  SKI   " + TrustQuestion.grouped(ski));
    }

    @Override
    public String prompt() {
        return "PIN, or later: ";
    }

    @Override
    public String answers() {
        return "8 to 16 hexadecimal digits or later";
    }

    @Override
    public Optional<String> settledBy(HubEvent.Kind kind) {
        return switch (kind) {
            case CONNECTED -> Optional.of("it was let in without");
            case FORGOTTEN -> Optional.of("it is trusted no more");
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Reply> answer(String line) {
        if (line.toLowerCase(Locale.ROOT).equals("later")) {
            return Optional.of(new Reply("asked again when it wants the PIN the next time", true));
        }
        try {
            Pin pin = new Pin(line);
            String text = desk.enterPin(ski, pin) ? "the PIN is given to it" : "it is trusted no more";
            pin.wipe();
            return Optional.of(new Reply(text, true));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
