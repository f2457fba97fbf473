// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.pairing.PairingJson;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** A hub's events as one readable line or one JSON object each. */
final class EventText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private EventText() {}

    static String line(HubEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(CLOCK.format(event.at().atZone(ZoneId.systemDefault())));
        line.append(String.format(Locale.ROOT, " %-12s ", event.kind().word()));
        event.ski().ifPresent(ski -> line.append(ski.beside(event.name())).append(": "));
        line.append(event.sentence());
        return line.toString();
    }

    static String line(PairingEvent event) {
        StringBuilder line = new StringBuilder();
        line.append(CLOCK.format(event.at().atZone(ZoneId.systemDefault())));
        line.append(String.format(Locale.ROOT, " %-12s ", PairingJson.EVENT));
        event.device().ifPresent(device -> line.append(device.shipId()).append(": "));
        line.append(event.kind().word()).append(", ").append(event.text());
        event.failure().ifPresent(failure -> line.append("; ").append(failure.hint()));
        return line.toString();
    }

    static Map<String, Object> json(HubEvent event) {
        return EventJson.of(event);
    }
}
