// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Frames in words for people. */
final class FrameText {
    private static final int LIMIT_SHOWN_BYTES = 256;

    private FrameText() {}

    static String of(Frame frame) {
        return switch (frame) {
            case Frame.Message(byte[] bytes) -> "message " + of(bytes);
            case Frame.Ping(byte[] bytes) -> "ping " + of(bytes);
            case Frame.Pong(byte[] bytes) -> "pong " + of(bytes);
            case Frame.Close(int code, String reason) -> "close " + code + " '" + reason + "'";
        };
    }

    /** Bytes in hexadecimal, and as text where they are. */
    static String of(byte[] bytes) {
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, LIMIT_SHOWN_BYTES));
        StringBuilder text =
                new StringBuilder("[" + bytes.length + "] " + HexFormat.of().formatHex(head));
        if (head.length < bytes.length) {
            text.append("…");
        }
        String ascii = new String(head, StandardCharsets.US_ASCII).replaceAll("[^\\x20-\\x7e]", ".");
        return text.append(" '").append(ascii).append('\'').toString();
    }

    /** A line of a dialogue. */
    static String line(long nanos, String direction, String what) {
        return String.format("%10.3f s %s %s", nanos / 1e9, direction, what);
    }

    static AssertionError failure(String expected, String got, List<String> dialogue) {
        return new AssertionError(
                "expected " + expected + ", got " + got + "; the dialogue so far:\n  " + String.join("\n  ", dialogue));
    }
}
