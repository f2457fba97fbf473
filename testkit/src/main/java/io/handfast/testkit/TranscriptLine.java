// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.handfast.engine.Frame;
import io.handfast.testkit.Transcript.Direction;
import io.handfast.testkit.Transcript.Entry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a {@link Transcript} on disk. */
final class TranscriptLine {
    private static final Pattern PING_OR_PONG =
            Pattern.compile("(ping|pong), payload (?:\"(.*)\"|0x([0-9a-f]*))", Pattern.DOTALL);
    private static final Pattern CLOSE =
            Pattern.compile("WebSocket close frame code (\\d+) reason \"(.*)\"", Pattern.DOTALL);
    private static final int FIRST_PRINTABLE = ' ';

    private TranscriptLine() {}

    static String of(Transcript transcript) {
        StringBuilder line = new StringBuilder("{\"id\": ").append(JsonText.quoted(transcript.id()));
        line.append(", \"events\": [");
        String separator = "";
        for (Entry entry : transcript.entries()) {
            line.append(separator).append(event(entry));
            separator = ", ";
        }
        return line.append("]}").toString();
    }

    private static String event(Entry entry) {
        StringBuilder event = new StringBuilder("{\"dir\": ")
                .append(JsonText.quoted(entry.direction().name().toLowerCase(Locale.ROOT)));
        entry.frame().ifPresent(frame -> event.append(content(frame)));
        if (!entry.what().isEmpty()) {
            event.append(", \"what\": ").append(JsonText.quoted(entry.what()));
        }
        if (entry.connection() != 1) {
            event.append(", \"conn\": ").append(entry.connection());
        }
        return event.append(", \"t\": \"")
                .append(seconds(entry.at()))
                .append("\"}")
                .toString();
    }

    private static String content(Frame frame) {
        return switch (frame) {
            case Frame.Message(byte[] bytes) -> message(bytes);
            case Frame.Ping(byte[] bytes) -> what("ping, payload " + payload(bytes));
            case Frame.Pong(byte[] bytes) -> what("pong, payload " + payload(bytes));
            case Frame.Close(int code, String reason) ->
                what("WebSocket close frame code " + code + " reason \"" + reason + "\"");
        };
    }

    private static String what(String words) {
        return ", \"what\": " + JsonText.quoted(words);
    }

    private static String message(byte[] bytes) {
        Optional<String> text =
                bytes.length > 1 && bytes[0] >= 0 && bytes[0] < FIRST_PRINTABLE ? text(bytes, 1) : Optional.empty();
        return text.map(it -> ", \"type\": " + bytes[0] + ", \"text\": " + JsonText.quoted(it))
                .orElseGet(() -> ", \"hex\": \"" + HexFormat.of().formatHex(bytes) + '"');
    }

    private static String payload(byte[] bytes) {
        return text(bytes, 0)
                .map(text -> '"' + text + '"')
                .orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes));
    }

    /** UTF-8 without control characters other than white space, else empty. */
    private static Optional<String> text(byte[] bytes, int from) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            boolean control = text.chars().anyMatch(c -> c < FIRST_PRINTABLE && "\t\r\n".indexOf(c) < 0);
            return control ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** At least milliseconds, at most nanoseconds. */
    private static String seconds(Duration at) {
        BigDecimal exact = BigDecimal.valueOf(at.toNanos(), 9).stripTrailingZeros();
        return exact.setScale(Math.max(3, exact.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    static Transcript parse(String line) {
        Map<?, ?> members = object(JsonText.parse(line));
        List<?> events = members.get("events") instanceof List<?> list ? list : List.of();
        return new Transcript(
                text(members, "id").orElse(""),
                events.stream().map(TranscriptLine::entry).toList());
    }

    private static Entry entry(Object tree) {
        Map<?, ?> event = object(tree);
        String dir =
                text(event, "dir").orElseThrow(() -> new IllegalArgumentException("an event without dir: " + tree));
        String what = text(event, "what").orElse("");
        Direction direction = Direction.valueOf(dir.toUpperCase(Locale.ROOT));
        boolean framed = direction == Direction.SEND || direction == Direction.RECV;
        Optional<Frame> message = framed ? message(event) : Optional.empty();
        Optional<Frame> spoken = framed && message.isEmpty() ? spoken(what) : Optional.empty();
        Duration at = Duration.ofNanos(
                new BigDecimal(text(event, "t").orElse("0")).movePointRight(9).longValue());
        int connection = event.get("conn") instanceof BigDecimal number ? number.intValueExact() : 1;
        return new Entry(at, direction, connection, message.or(() -> spoken), spoken.isPresent() ? "" : what);
    }

    private static Optional<Frame> message(Map<?, ?> event) {
        Optional<String> text = text(event, "text");
        if (text.isPresent() && event.get("type") instanceof BigDecimal type) {
            byte[] content = text.get().getBytes(UTF_8);
            byte[] bytes = ByteBuffer.allocate(1 + content.length)
                    .put((byte) type.intValueExact())
                    .put(content)
                    .array();
            return Optional.of(new Frame.Message(bytes));
        }
        return text(event, "hex").map(hex -> new Frame.Message(HexFormat.of().parseHex(hex)));
    }

    /** Frames that are told in words. */
    private static Optional<Frame> spoken(String what) {
        Matcher close = CLOSE.matcher(what);
        if (close.matches()) {
            return Optional.of(new Frame.Close(Integer.parseInt(close.group(1)), close.group(2)));
        }
        Matcher echo = PING_OR_PONG.matcher(what);
        if (!echo.matches()) {
            return Optional.empty();
        }
        byte[] bytes = echo.group(2) == null
                ? HexFormat.of().parseHex(echo.group(3))
                : echo.group(2).getBytes(UTF_8);
        return Optional.of(echo.group(1).equals("ping") ? new Frame.Ping(bytes) : new Frame.Pong(bytes));
    }

    private static Map<?, ?> object(Object tree) {
        if (tree instanceof Map<?, ?> members) {
            return members;
        }
        throw new IllegalArgumentException("not an object: " + tree);
    }

    private static Optional<String> text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
