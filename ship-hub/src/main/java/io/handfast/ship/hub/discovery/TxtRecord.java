// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The TXT record of a DNS-SD service (RFC 6763 section 6): strings {@code key=value} in an order. Keys are compared
 * without regard to case, the first of several equal ones counts, and a value begins behind the first {@code =}.
 * Strings without a key are passed over; a key without {@code =} has no value.
 *
 * <p>Immutable; equal when strings and their order are.
 */
public final class TxtRecord {
    /** What is read of a record of others: five times what SHIP allows. */
    public static final int MAX_BYTES = 2048;

    private static final int MAX_STRING_BYTES = 255;

    private final List<String> strings;
    private final Map<String, String> values = new LinkedHashMap<>();

    private TxtRecord(List<String> strings) {
        this.strings = List.copyOf(strings);
        for (String string : strings) {
            int equals = string.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(lowerCase(string.substring(0, equals)), string.substring(equals + 1));
            }
        }
    }

    /**
     * A record of given strings.
     *
     * @param strings each {@code key=value}, in order
     * @return the record
     * @throws IllegalArgumentException when one has more than 255 bytes in UTF-8
     */
    public static TxtRecord of(List<String> strings) {
        for (String string : strings) {
            if (Printable.sizeInBytes(string) > MAX_STRING_BYTES) {
                throw new IllegalArgumentException("a string of a TXT record has at most 255 bytes, got: " + string);
            }
        }
        return new TxtRecord(strings);
    }

    /**
     * Reads a record as it stands in DNS: strings, each behind a byte with its length. What is not UTF-8 becomes a
     * question mark.
     *
     * @param bytes the data of the record; none, or one zero, are an empty record
     * @return the record
     * @throws MalformedRecord {@link DiscoveryFailure#TXT_MALFORMED} when a string is cut short, or there are more than
     *     {@value #MAX_BYTES} bytes
     */
    public static TxtRecord parse(byte[] bytes) throws MalformedRecord {
        if (bytes.length > MAX_BYTES) {
            throw malformed("at most " + MAX_BYTES + " bytes", bytes.length + " bytes");
        }
        List<String> strings = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = Byte.toUnsignedInt(bytes[at]);
            at++;
            if (length > bytes.length - at) {
                throw malformed("a string of " + length + " bytes", (bytes.length - at) + " bytes");
            }
            if (length > 0) {
                strings.add(text(ByteBuffer.wrap(bytes, at, length)));
            }
            at += length;
        }
        return new TxtRecord(strings);
    }

    /** Not with U+FFFD, which is longer than what it stands for: a record would outgrow its limits. */
    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith("?")
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("bug: a decoder that replaces has thrown", e);
        }
    }

    private static MalformedRecord malformed(String expected, String got) {
        return new MalformedRecord(DiscoveryFailure.TXT_MALFORMED, "TXT", expected, got);
    }

    /**
     * The record as it stands in DNS.
     *
     * @return strings, each behind a byte with its length
     */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String string : strings) {
            byte[] text = string.getBytes(StandardCharsets.UTF_8);
            bytes.write(text.length);
            bytes.write(text, 0, text.length);
        }
        return bytes.toByteArray();
    }

    /**
     * All strings.
     *
     * @return in order, without empty ones
     */
    public List<String> strings() {
        return strings;
    }

    /**
     * The value of a key.
     *
     * @param key in any case
     * @return its value, possibly empty; absent when there is no such key, or it has no {@code =}
     */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(lowerCase(key)));
    }

    private static String lowerCase(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TxtRecord that && strings.equals(that.strings);
    }

    @Override
    public int hashCode() {
        return strings.hashCode();
    }

    @Override
    public String toString() {
        return Printable.replaced(strings.toString());
    }
}
