// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Frame;
import io.handfast.ship.vectors.VectorRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that one end of a recorded connection did.
 *
 * @param at since the TCP connection began
 * @param by whose doing it was
 * @param act what
 */
record Event(Duration at, Place by, Act act) {
    private static final Pattern PING = Pattern.compile("ping, payload \"(.*)\"");
    private static final Pattern PONG = Pattern.compile("pong, payload \"(.*)\"");
    private static final Pattern CLOSE = Pattern.compile("WebSocket close frame code (\\d+) reason \"(.*)\"");

    /** What can be done to a connection. */
    sealed interface Act {}

    /** A frame was sent. */
    record Sent(Frame frame) implements Act {}

    /** The WebSocket upgrade is over: SHIP begins. */
    record Upgraded() implements Act {}

    /** The upgrade was refused: no SHIP. */
    record Refused() implements Act {}

    /** The connection was ended without a close frame. */
    record Gone() implements Act {}

    /** The connection was ended with a close frame that was lost: a fault of ship-go's after ten silent seconds. */
    record GoneWithLostClose() implements Act {}

    /** Something that the harness cannot play. */
    record Unplayable(String what) implements Act {}

    /** Reads an event; empty for a remark. */
    static Optional<Event> of(VectorRecord event) {
        String direction = event.text("dir");
        Place by = direction.equals("send") || direction.equals("local") ? Place.PROBE : Place.SHIP_GO;
        return act(event, direction).map(act -> new Event(seconds(event.text("t")), by, act));
    }

    static Duration seconds(String text) {
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }

    private static Optional<Act> act(VectorRecord event, String direction) {
        Optional<byte[]> message = event.frame();
        if (message.isPresent()) {
            return Optional.of(new Sent(new Frame.Message(message.get())));
        }
        String what = event.find("what").orElse("empty frame");
        return switch (direction) {
            case "send", "recv" -> exchanged(what);
            case "local", "remote" -> noticed(what);
            default -> throw new IllegalArgumentException("direction " + direction);
        };
    }

    private static Optional<Act> exchanged(String what) {
        if (what.startsWith("HTTP 101") || what.startsWith("HTTP GET")) {
            return Optional.of(new Upgraded());
        }
        if (what.startsWith("HTTP ")) {
            return Optional.of(new Refused());
        }
        if (what.startsWith("ClientHello")) {
            return Optional.empty();
        }
        return Optional.of(frame(what).<Act>map(Sent::new).orElseGet(() -> new Unplayable(what)));
    }

    private static Optional<Frame> frame(String what) {
        Matcher ping = PING.matcher(what);
        if (ping.matches()) {
            return Optional.of(new Frame.Ping(ping.group(1).getBytes(StandardCharsets.UTF_8)));
        }
        Matcher pong = PONG.matcher(what);
        if (pong.matches()) {
            return Optional.of(new Frame.Pong(pong.group(1).getBytes(StandardCharsets.UTF_8)));
        }
        Matcher close = CLOSE.matcher(what);
        return close.matches()
                ? Optional.of(new Frame.Close(Integer.parseInt(close.group(1)), close.group(2)))
                : Optional.empty();
    }

    private static Optional<Act> noticed(String what) {
        return switch (what) {
            case "TCP closed without close frame", "connection ended: end of stream" -> Optional.of(new Gone());
            case "connection ended: tls: bad record MAC" -> Optional.of(new GoneWithLostClose());
            default -> Optional.empty();
        };
    }
}
