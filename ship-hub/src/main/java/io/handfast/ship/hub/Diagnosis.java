// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.failure.Blame;
import io.handfast.ship.PinTerms;
import io.handfast.ship.ShipPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What is the matter with a device, for whoever stands before it: how it stands, where it is, what went wrong last and
 * whose doing it was, what comes next, what to do.
 */
final class Diagnosis {
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    private Diagnosis() {}

    static List<String> of(DeviceStatus device, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(device.ski().beside(device.name()) + ": " + standing(device) + ", " + where(device, now));
        lines.add("address: " + addresses(device)
                + device.shipId().map(id -> ", SHIP ID " + id).orElse(""));
        device.trouble().ifPresent(trouble -> {
            lines.add("last failure: " + ago(trouble.at(), now) + ", " + during(trouble.stage()) + ": expected "
                    + trouble.expected() + ", got " + trouble.got());
            lines.add("whose doing: " + doing(trouble.blame()) + " (" + trouble.code() + ")");
        });
        lines.add("next: " + next(device, now));
        lines.add("to do: " + toDo(device));
        return lines;
    }

    private static String standing(DeviceStatus device) {
        return switch (device.standing()) {
            case TRUSTED -> "trusted";
            case PENDING -> "asks to be trusted";
            case UNKNOWN -> "not trusted";
        };
    }

    private static String where(DeviceStatus device, Instant now) {
        if (device.asksForTrust()) {
            return "waiting" + since(device, now);
        }
        if (waitsForTheirUser(device)) {
            return "waiting for the device's user" + since(device, now);
        }
        if (isStuckForPin(device)) {
            return "waiting for the device's PIN" + since(device, now);
        }
        if (device.stage().equals(DeviceStatus.ESTABLISHED)) {
            return "connected" + since(device, now);
        }
        String tries = switch (device.attempts()) {
            case 0 -> "";
            case 1 -> ", dialled once";
            default -> ", dialled " + device.attempts() + " times";
        };
        return (device.stage().equals(DeviceStatus.SEEN) ? "not connected" : "connecting (" + device.stage() + ")")
                + tries;
    }

    private static String since(DeviceStatus device, Instant now) {
        Duration lasting = Duration.between(device.since(), now);
        return lasting.isNegative() ? "" : " for " + words(lasting);
    }

    private static String addresses(DeviceStatus device) {
        if (device.addresses().isEmpty()) {
            return "not known";
        }
        int others = device.addresses().size() - 1;
        return device.addresses().getFirst() + (others == 0 ? "" : " and " + others + " more");
    }

    /** When something happened, in the words of what was going on. */
    private static String during(String stage) {
        String doing = switch (stage) {
            case DeviceStatus.ESTABLISHED -> "while connected";
            case "tcp" -> "while reaching its address";
            case "tls" -> "while proving who is who";
            case "websocket" -> "when it was to take the connection";
            default -> duringShip(stage);
        };
        return stage.equals(DeviceStatus.ESTABLISHED) ? doing : doing + " (" + stage + ")";
    }

    private static String duringShip(String stage) {
        String phase = stage.split("[.-]", 3).length > 1 ? stage.split("[.-]", 3)[1] : stage;
        return switch (phase) {
            case "cmi" -> "at the first SHIP message";
            case "hello" -> "while both users' consent was asked for";
            case "protocol" -> "while agreeing on a version";
            case "pin" -> "while PINs were checked";
            case "access" -> "while telling each other's SHIP ID";
            default -> "in the handshake";
        };
    }

    private static String doing(Blame blame) {
        return switch (blame) {
            case PEER -> "the device's";
            case US -> "this hub's";
            case NETWORK -> "the network's, or the device's own";
            case POLICY -> "this hub's, as its rules demand";
        };
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
            return "dialled " + soon(Duration.between(now, device.nextAttempt().get())) + ", attempt "
                    + (device.attempts() + 1);
        }
        return device.stage().equals(DeviceStatus.SEEN)
                ? "nothing: its address is not known, it has to show itself or dial us"
                : "this attempt goes on";
    }

    /** No attempt is planned minutes ahead, and none in the past: somebody has set the calendar meanwhile. */
    private static String soon(Duration left) {
        return left.isNegative() || left.compareTo(MOST_AHEAD) > 0 ? "soon" : "in " + words(left);
    }

    private static String toDo(DeviceStatus device) {
        if (device.asksForTrust()) {
            return "compare the SKI with the one on the device, then trust or refuse it";
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
        if (device.stayAway()) {
            return "connect it again when it is wanted";
        }
        if (device.waitsForRoom()) {
            return "raise max_connections, or remove a device";
        }
        return device.trouble().map(DeviceStatus.Trouble::hint).orElse(withoutTrouble(device));
    }

    private static String withoutTrouble(DeviceStatus device) {
        return device.addresses().isEmpty()
                ? "switch the device on and check that it is in the same network, or give its address"
                : "nothing yet";
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
        return ago.isNegative() ? "at " + then.truncatedTo(ChronoUnit.SECONDS) : words(ago) + " ago";
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
