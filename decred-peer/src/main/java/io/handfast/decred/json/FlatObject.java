// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.json;

import java.io.StringWriter;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object without inner structure, as it stands on a line. What has structure, and what nobody asks for, is
 * read over: others may say more than we understand.
 */
public final class FlatObject {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int SHOWN = 60;
    /** Far enough from what {@code Instant} cannot add to. */
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Map<String, Object> members;

    private FlatObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a line.
     *
     * @param line one object and nothing after it
     * @return the object
     * @throws NotFlat when it is none, or a member stands twice
     */
    public static FlatObject read(String line) throws NotFlat {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotFlat("'" + shown(line) + "' is no JSON object");
            }
            Map<String, Object> members = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                value(parser).ifPresent(value -> members.put(name, value));
            }
            if (parser.nextToken() != null) {
                throw new NotFlat("something follows the object");
            }
            return new FlatObject(members);
        } catch (JacksonException e) { // such as a number of more digits than anybody needs
            throw new NotFlat(printable(String.valueOf(e.getOriginalMessage())));
        }
    }

    private static Optional<Object> value(JsonParser parser) {
        JsonToken token = parser.nextToken();
        return switch (token) {
            case VALUE_STRING -> Optional.of(parser.getString());
            case VALUE_NUMBER_INT -> Optional.of(parser.getBigIntegerValue());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            case null, default -> {
                parser.skipChildren();
                yield Optional.empty();
            }
        };
    }

    /**
     * Writes an object on one line.
     *
     * @param members texts, whole numbers and truth values, in the map's order
     * @return JSON without a line feed
     */
    public static String line(Map<String, ?> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            members.forEach((name, value) -> {
                generator.writeName(name);
                write(generator, value);
            });
            generator.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) {
        switch (value) {
            case String text -> generator.writeString(text);
            case Boolean truth -> generator.writeBoolean(truth);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            default -> throw new IllegalArgumentException("not for a line: " + value.getClass());
        }
    }

    /**
     * Whether it has a member.
     *
     * @param name of the member
     * @return whether it is there and neither null nor something with structure
     */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * A text.
     *
     * @param name of the member
     * @return its value
     * @throws NotFlat when it is none
     */
    public String text(String name) throws NotFlat {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a text");
    }

    /**
     * A whole number.
     *
     * @param name of the member
     * @param least smallest value
     * @param most largest value
     * @return its value
     * @throws NotFlat when it is none, or beyond the limits
     */
    public long number(String name, long least, long most) throws NotFlat {
        if (members.get(name) instanceof BigInteger number
                && number.compareTo(BigInteger.valueOf(least)) >= 0
                && number.compareTo(BigInteger.valueOf(most)) <= 0) {
            return number.longValueExact();
        }
        throw wrong(name, "a number from " + least + " to " + most);
    }

    /**
     * 64 bits without a sign.
     *
     * @param name of the member
     * @return the bits
     * @throws NotFlat when it is no such number
     */
    public long bits(String name) throws NotFlat {
        if (members.get(name) instanceof BigInteger number && number.signum() >= 0 && number.bitLength() <= Long.SIZE) {
            return number.longValue();
        }
        throw wrong(name, "a number of 64 bits");
    }

    /**
     * An instant, if it is there.
     *
     * @param name of the member, in ISO 8601
     * @return the instant, or empty
     * @throws NotFlat when it is something else
     */
    public Optional<Instant> instant(String name) throws NotFlat {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            Instant instant = Instant.parse(text(name));
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(END)) {
                return Optional.of(instant);
            }
        } catch (DateTimeException _) {
            // said below
        }
        throw wrong(name, "a time such as 2026-01-31T12:00:00Z");
    }

    /**
     * A complaint about a member.
     *
     * @param name of the member
     * @param expected what it should be
     * @return not thrown
     */
    public NotFlat wrong(String name, String expected) {
        @Nullable Object value = members.get(name);
        String got = value == null ? "nothing" : "'" + shown(value.toString()) + "'";
        return new NotFlat("member \"" + name + "\": " + expected + " expected, got " + got);
    }

    private static String shown(String text) {
        return printable(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }

    private static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return clean.toString();
    }
}
