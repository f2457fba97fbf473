// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.ship.PinTerms;
import io.handfast.ship.ShipPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is the matter with a device, for people: where it stands, what went wrong last, what comes next, what to do. */
final class Diagnosis {
    private Diagnosis() {}

    static List<String> of(DeviceStatus device, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(name(device) + ": " + standing(device) + ", " + where(device) + since(device, now));
        device.trouble().ifPresent(trouble -> {
            lines.add("last failure " + ago(trouble.at(), now) + " in " + trouble.stage() + ": " + trouble.code()
                    + " (" + trouble.blame().name().toLowerCase(Locale.ROOT) + "), expected " + trouble.expected()
                    + ", got " + trouble.got());
        });
        lines.add("next: " + next(device, now));
        lines.add("to do: " + toDo(device));
        return lines;
    }

    private static String name(DeviceStatus device) {
        String ski = device.ski().toString();
        return device.name().isEmpty() ? ski : device.name() + " (" + ski.substring(0, 8) + ")";
    }

    private static String standing(DeviceStatus device) {
        return switch (device.standing()) {
            case TRUSTED -> "trusted";
            case PENDING -> "asks to be trusted";
            case UNKNOWN -> "not trusted";
        };
    }

    private static String where(DeviceStatus device) {
        return switch (device.stage()) {
            case DeviceStatus.ESTABLISHED -> "connected";
            case DeviceStatus.SEEN -> "not connected";
            default -> "connecting, at " + device.stage();
        };
    }

    private static String since(DeviceStatus device, Instant now) {
        Duration lasting = Duration.between(device.since(), now);
        return lasting.isNegative() ? "" : " for " + words(lasting);
    }

    private static String next(DeviceStatus device, Instant now) {
        if (isStuckForPin(device)) {
            return "it goes on as soon as somebody enters the device's PIN";
        }
        if (device.stage().equals(DeviceStatus.ESTABLISHED)) {
            return "nothing, data may flow";
        }
        if (device.asksForTrust()) {
            return "it is let through as soon as somebody trusts it";
        }
        if (waitsForTheirUser(device)) {
            return "the device's own user has to accept us";
        }
        if (device.stayAway()) {
            return "nothing until somebody asks for it: it was disconnected on purpose";
        }
        if (device.waitsForRoom()) {
            return "dialled as soon as one of the connections is free";
        }
        if (device.nextAttempt().isPresent()) {
            Duration left = Duration.between(now, device.nextAttempt().get());
            return "dialled in " + words(left.isNegative() ? Duration.ZERO : left) + ", attempt "
                    + (device.attempts() + 1);
        }
        return device.stage().equals(DeviceStatus.SEEN)
                ? "nothing: its address is not known, it has to show itself or dial us"
                : "this attempt goes on";
    }

    private static String toDo(DeviceStatus device) {
        if (device.asksForTrust()) {
            return "decide whether to trust it";
        }
        if (waitsForTheirUser(device)) {
            return "accept this hub on the device, in its app or on its display";
        }
        if (device.pinWish().isPresent()) {
            return pinToDo(device.pinWish().get());
        }
        if (device.stage().equals(DeviceStatus.ESTABLISHED)) {
            return "nothing";
        }
        if (device.waitsForRoom()) {
            return "raise max_connections, or remove a device";
        }
        return device.trouble()
                .map(DeviceStatus.Trouble::hint)
                .orElse(
                        device.addresses().isEmpty()
                                ? "switch the device on and check that it is in the same network, or give its address"
                                : "nothing yet");
    }

    private static boolean isStuckForPin(DeviceStatus device) {
        boolean underWay =
                !device.stage().equals(DeviceStatus.SEEN) && !device.stage().equals(DeviceStatus.ESTABLISHED);
        return underWay && device.pinWish().isPresent();
    }

    private static String pinToDo(PinTerms.Wish wish) {
        String pin = wish.refused()
                ? "the last PIN was wrong: check it on the device and enter it again"
                : "enter the PIN that the device shows or that is printed on it";
        return wish.required() ? pin : pin + "; until then the device may withhold things";
    }

    private static boolean waitsForTheirUser(DeviceStatus device) {
        return device.stage().equals(ShipPhase.HELLO_READY_LISTEN.phaseName());
    }

    private static String ago(Instant then, Instant now) {
        Duration ago = Duration.between(then, now);
        return ago.isNegative() ? "at " + then : words(ago) + " ago";
    }

    private static String words(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() > 1) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() > 1 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
