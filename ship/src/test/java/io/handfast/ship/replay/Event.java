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
public record Event(Duration at, Place by, Act act) {
    private static final Pattern PING = Pattern.compile("ping, payload \"(.*)\"");
    private static final Pattern PONG = Pattern.compile("pong, payload \"(.*)\"");
    private static final Pattern CLOSE = Pattern.compile("WebSocket close frame code (\\d+) reason \"(.*)\"");

    private static final Pattern LARGE = Pattern.compile(
            "data message of (\\d+) bytes(?:, payload \\{\"x\":\"aaa...\"}|( in one frame, text begins .*))");
    private static final String DATA = "{\"data\":[{\"header\":[{\"protocolId\":\"ee1.0\"}]},{\"payload\":";
    private static final String[] SENT_AROUND = {DATA + "{\"x\":\"", "\"}}]}"};
    private static final String[] RECEIVED_AROUND = {
        DATA + "{\"datagram\":[{\"payload\":[{\"cmd\":[[{\"x\":\"", "\"}]]}]}]}}]}"
    };

    /** What can be done to a connection. */
    public sealed interface Act {}

    /** A frame was sent. */
    public record Sent(Frame frame) implements Act {}

    /** A message was sent in several frames. */
    public record SentInFragments(byte[] message, int fragmentBytes) implements Act {}

    /** The WebSocket upgrade is over: SHIP begins. */
    public record Upgraded() implements Act {}

    /** The upgrade was refused: no SHIP. */
    public record Refused() implements Act {}

    /** The connection was ended without a close frame. */
    public record Gone() implements Act {}

    /** The connection was ended with a close frame that was lost: a fault of ship-go's after ten silent seconds. */
    public record GoneWithLostClose() implements Act {}

    /** A text message, which no frame channel of ours can send. */
    public record SentText(String text) implements Act {}

    /** Whether something was sent: otherwise it began or ended. */
    public boolean isSent() {
        return act instanceof Sent || act instanceof SentText || act instanceof SentInFragments;
    }

    /** The same message, in fragments. */
    Event inFragments(int bytes) {
        if (act instanceof Sent(Frame.Message(byte[] message))) {
            return new Event(at, by, new SentInFragments(message, bytes));
        }
        throw new IllegalArgumentException("no message: " + act);
    }

    /** Reads an event; empty for a remark. */
    public static Optional<Event> of(VectorRecord event) {
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
        if (what.equals("text frame")) {
            return Optional.of(new SentText(event.text("text")));
        }
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
        return Optional.of(new Sent(frame(what).or(() -> large(what)).orElseThrow(() -> unknown(what))));
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("not to be played: " + what);
    }

    /** Long messages are recorded in short; an empty one not at all. */
    private static Optional<Frame> large(String what) {
        Matcher large = LARGE.matcher(what);
        if (large.matches()) {
            int bytes = Integer.parseInt(large.group(1));
            String[] around = large.group(2) == null ? SENT_AROUND : RECEIVED_AROUND;
            int padding = bytes - 1 - around[0].length() - around[1].length();
            String text = around[0] + "a".repeat(padding) + around[1];
            return Optional.of(new Frame.Message(VectorRecord.frame(2, text)));
        }
        return what.equals("empty frame") ? Optional.of(new Frame.Message(new byte[0])) : Optional.empty();
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
