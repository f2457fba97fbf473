// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Frame;
import io.handfast.engine.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects what happens in one case. Safe for the threads of all its connections. */
final class CaseTrace {
    private static final int LIMIT_SHOWN = 600;

    private final TimeSource time;
    private final long start;
    private final Queue<TraceLine> lines = new ConcurrentLinkedQueue<>();

    CaseTrace(TimeSource time) {
        this.time = time;
        this.start = time.nanos();
    }

    void sent(String connection, Frame frame) {
        add(connection, TraceLine.Direction.SENT, shown(frame));
    }

    void received(String connection, Frame frame) {
        add(connection, TraceLine.Direction.RECEIVED, shown(frame));
    }

    void note(String connection, String text) {
        add(connection, TraceLine.Direction.NOTE, text);
    }

    private void add(String connection, TraceLine.Direction direction, String text) {
        lines.add(new TraceLine(elapsed(), connection, direction, text));
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanos() - start);
    }

    List<TraceLine> lines() {
        return List.copyOf(lines);
    }

    private static String shown(Frame frame) {
        return switch (frame) {
            case Frame.Message(byte[] bytes) -> shown(bytes);
            case Frame.Ping _ -> "ping";
            case Frame.Pong _ -> "pong";
            case Frame.Close(int code, String reason) -> "close " + code + (reason.isEmpty() ? "" : " " + reason);
        };
    }

    /** The type byte and the text; bytes that are no text in hexadecimal digits. */
    static String shown(byte[] message) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(message, 0, Math.min(message.length, LIMIT_SHOWN / 3));
        if (message.length < 3 || message[0] < 1 || message[0] > 3) {
            return hex;
        }
        String text = new String(message, 1, message.length - 1, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "·");
        String head = text.length() > LIMIT_SHOWN ? text.substring(0, LIMIT_SHOWN) + "…" : text;
        return hex.substring(0, 2) + " " + head;
    }
}
