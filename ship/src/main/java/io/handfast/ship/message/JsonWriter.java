// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes EEBUS JSON: an object is an array of objects with one member each, and {@link #begin} and {@link #end}
 * bracket one at every level, the root included. One payload may be embedded; it is copied when all is known.
 */
final class JsonWriter {
    private static final HexFormat HEX = HexFormat.of();

    private byte[] bytes;
    private int size;
    private boolean afterMember;
    private @Nullable RawJson payload;
    private int payloadAt;

    JsonWriter(int capacity) {
        bytes = new byte[capacity];
    }

    JsonWriter octet(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2 + 16);
        }
        bytes[size++] = (byte) value;
        return this;
    }

    JsonWriter octets(byte[] source, int from, int to) {
        int length = to - from;
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, size * 2 + length);
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }

    /** Text that needs no escapes. */
    JsonWriter ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            octet(text.charAt(i));
        }
        return this;
    }

    JsonWriter begin(String name) {
        separate();
        ascii("{\"").ascii(name).ascii("\":[");
        afterMember = false;
        return this;
    }

    JsonWriter end() {
        ascii("]}");
        afterMember = true;
        return this;
    }

    JsonWriter member(String name, long value) {
        return open(name).ascii(Long.toString(value)).close();
    }

    JsonWriter member(String name, String value) {
        return open(name).string(value).close();
    }

    JsonWriter member(String name, Word value) {
        return member(name, value.word());
    }

    /** Digits need no escapes; no text is made of them. */
    JsonWriter member(String name, Pin value) {
        open(name).octet('"');
        for (int i = 0; i < value.length(); i++) {
            octet(value.digit(i));
        }
        return octet('"').close();
    }

    JsonWriter member(String name, RawJson value) {
        open(name);
        payload = value;
        payloadAt = size;
        return close();
    }

    JsonWriter text(String name, Optional<String> value) {
        value.ifPresent(text -> member(name, text));
        return this;
    }

    JsonWriter word(String name, Optional<? extends Word> value) {
        value.ifPresent(word -> member(name, word));
        return this;
    }

    JsonWriter millis(String name, Optional<Duration> value) {
        value.ifPresent(duration -> member(name, duration.toMillis()));
        return this;
    }

    /** Only {@code true} means something: nobody sends {@code false}. */
    JsonWriter flag(String name, boolean value) {
        return value ? open(name).ascii("true").close() : this;
    }

    /** A list of simple values stays a list. */
    JsonWriter list(String name, List<String> values) {
        open(name).octet('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                octet(',');
            }
            string(values.get(i));
        }
        return octet(']').close();
    }

    private JsonWriter open(String name) {
        separate();
        return ascii("{\"").ascii(name).ascii("\":");
    }

    private JsonWriter close() {
        afterMember = true;
        return octet('}');
    }

    private void separate() {
        if (afterMember) {
            octet(',');
        }
    }

    /**
     * A string that no stack damages which reads JSON by replacing pairs of brackets in the text: square and curly
     * ones are escaped.
     */
    JsonWriter string(String text) {
        return string(text, true);
    }

    JsonWriter plainString(String text) {
        return string(text, false);
    }

    private JsonWriter string(String text, boolean escapeBrackets) {
        octet('"');
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            switch (point) {
                case '"', '\\' -> octet('\\').octet(point);
                case '[', ']', '{', '}' -> bracket(point, escapeBrackets);
                default -> character(point);
            }
        }
        return octet('"');
    }

    private void bracket(int point, boolean escape) {
        if (escape) {
            escape(point);
        } else {
            octet(point);
        }
    }

    /** Half a surrogate pair has no form in UTF-8, but it may have come as an escape. */
    private void character(int point) {
        if (point < ' ' || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            escape(point);
        } else if (point < 0x80) {
            octet(point);
        } else {
            for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                octet(each);
            }
        }
    }

    private void escape(int point) {
        ascii("\\u").ascii(HEX.toHexDigits((char) point));
    }

    /** Overwrites what was written, after {@link #toBytes}. */
    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** For whoever has made sure of what was written. */
    RawJson toVouchedJson() {
        return new RawJson(bytes, 0, size);
    }

    byte[] toBytes() {
        if (payload == null) {
            return Arrays.copyOf(bytes, size);
        }
        byte[] whole = new byte[size + payload.length()];
        System.arraycopy(bytes, 0, whole, 0, payloadAt);
        payload.copyTo(whole, payloadAt);
        System.arraycopy(bytes, payloadAt, whole, payloadAt + payload.length(), size - payloadAt);
        return whole;
    }
}
