// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.health.Lifetimes;
import io.handfast.hub.app.health.Vitals;
import io.handfast.hub.app.pairing.PairingJson;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.pairing.PairingEvent;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hub's events as lines. Those that ship-go's production example has begin with its words, which operators search
 * for; what we know besides follows them. Owned by the hub's event thread.
 */
final class EventLines {
    /** How the event of a connection begins. */
    private static final Pattern SHIP_ID = Pattern.compile("SHIP ID (.*), handshake ");

    private final Lifetimes lifetimes;
    private volatile IntSupplier visible = () -> 0;

    EventLines(TimeSource time) {
        this.lifetimes = new Lifetimes(time);
    }

    /** Who knows how many devices announce themselves. */
    void counting(IntSupplier devices) {
        visible = devices;
    }

    static Level level(HubEvent event) {
        return switch (event.kind()) {
            case FAILED, REFUSED, WARNING -> Level.WARNING;
            default -> Level.INFO;
        };
    }

    static Level level(PairingEvent event) {
        return event.failure().isPresent() ? Level.WARNING : Level.INFO;
    }

    /** Who is refused is told by its record, and records cost nothing to make up: one key for all of a kind. */
    static LogLine of(PairingEvent event) {
        String device = event.device().map(each -> each.shipId() + ": ").orElse("");
        String hint = event.failure().map(why -> "; " + why.hint()).orElse("");
        String text = "Pairing service: " + device + event.kind().word() + ", " + event.text() + hint;
        return new LogLine(event.at(), level(event), "pairing " + event.kind(), text, PairingJson.of(event));
    }

    List<LogLine> of(HubEvent event) {
        Optional<String> lasted = lifetimes.told(event).map(lifetime -> Vitals.brief(lifetime.lasted()));
        String device = event.ski().map(Ski::toString).orElse("");
        String name = event.name().isEmpty() ? "" : " (" + event.name() + ")";
        String text = switch (event.kind()) {
            case CONNECTED -> "Device connected: " + device + name + ": " + event.text();
            case DISCONNECTED ->
                "Device disconnected: " + device + " (connected for " + lasted.orElse("unknown") + ")" + name + ": "
                        + event.sentence();
            case APPEARED -> "Discovered " + visible.getAsInt() + " devices: " + subject(event) + event.text();
            case PENDING -> "Trust decision requested for device: " + device + name;
            case TRUSTED -> "Added trusted device: " + device + name;
            case FORGOTTEN -> "Removed trusted device: " + device + name;
            case WARNING -> subject(event) + event.text();
            default -> words(event.kind()) + ": " + subject(event) + event.sentence();
        };
        List<LogLine> lines = new ArrayList<>();
        lines.add(new LogLine(event.at(), level(event), key(event), text, EventJson.of(event)));
        Matcher id = SHIP_ID.matcher(event.text());
        if (event.kind() == HubEvent.Kind.CONNECTED && id.lookingAt()) {
            String says = "Device " + device + " has SHIP ID: " + id.group(1);
            lines.add(new LogLine(event.at(), Level.INFO, key(event) + " id", says, EventJson.of(event)));
        }
        return lines;
    }

    private static String words(HubEvent.Kind kind) {
        String word = kind.word().replace('-', ' ');
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String subject(HubEvent event) {
        return event.ski().map(ski -> ski.beside(event.name()) + ": ").orElse("");
    }

    /** Of each device there may be lines of each kind; strangers share one, since they cost nothing to make up. */
    private static String key(HubEvent event) {
        String code = event.failure().map(why -> why.code().code()).orElse("");
        String whose = event.name().isEmpty()
                ? "stranger"
                : event.ski().map(Ski::toString).orElse("");
        boolean ofTheHub = event.ski().isEmpty() && event.failure().isEmpty();
        return event.kind() + " " + code + " " + (ofTheHub ? event.text() : whose);
    }

    /** A state and the one before it, with ship-go's numbers. */
    LogLine of(Instant at, DeviceStatus before, DeviceStatus after) {
        String key = "state " + after.state() + " " + (after.name().isEmpty() ? "stranger" : after.ski());
        String text =
                "Pairing update for " + after.ski() + ": state=" + after.state().value() + ", was="
                        + before.state().value() + " (" + EventJson.word(before.state()) + " to "
                        + EventJson.word(after.state()) + ", at "
                        + after.stage() + ")";
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("event", "state");
        members.put("ski", after.ski().toString());
        members.put("stage", after.stage());
        members.put("stageBefore", before.stage());
        members.put("state", EventJson.word(after.state()));
        members.put("stateBefore", EventJson.word(before.state()));
        return new LogLine(at, Level.INFO, key, text, members);
    }
}
