// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonToken;

/**
 * The members of one object in either form: an array of objects, as EEBUS has it (the objects should have one
 * member each, more are accepted), or an ordinary object. A member with the value {@code null} counts as absent, one
 * that comes twice is refused. After {@link #next} exactly one of the reading methods has to be called.
 */
final class Members {
    private final JsonReader in;
    private final String path;
    private final Set<String> seen = new HashSet<>();
    private boolean insideEntry;
    private String name = "";

    /** The current token has to be the first one of the object. */
    Members(JsonReader in, String path) throws MalformedMessage {
        this.in = in;
        this.path = path;
        if (!in.token().isStructStart()) {
            throw in.fault(MessageFault.WRONG_KIND, path, "an object", kind());
        }
    }

    /** Moves to the value of the next member that is not null; false at the end of the object. */
    boolean next() throws MalformedMessage {
        while (true) {
            switch (in.next()) {
                case PROPERTY_NAME -> {
                    name = in.name();
                    if (!seen.add(name)) {
                        throw fault(MessageFault.DUPLICATE_MEMBER, "each member once", "it again");
                    }
                    if (in.next() != JsonToken.VALUE_NULL) {
                        return true;
                    }
                }
                case START_OBJECT -> insideEntry = true;
                case END_OBJECT -> {
                    if (!insideEntry) {
                        return false;
                    }
                    insideEntry = false;
                }
                case END_ARRAY -> {
                    return false;
                }
                default -> throw in.fault(MessageFault.WRONG_KIND, path, "objects with one member", kind());
            }
        }
    }

    /** Name of the current member. */
    String name() {
        return name;
    }

    private String field() {
        return path + "." + name;
    }

    /** The members of the current member's value. */
    Members inner() throws MalformedMessage {
        return new Members(in, field());
    }

    void skip() throws MalformedMessage {
        in.skip();
    }

    RawJson raw() throws MalformedMessage {
        return in.raw();
    }

    boolean isText() {
        return in.token() == JsonToken.VALUE_STRING;
    }

    String text() throws MalformedMessage {
        if (!isText()) {
            throw fault(MessageFault.WRONG_KIND, "a text", kind());
        }
        String text = in.text();
        if (!Values.isText(text)) {
            throw fault(MessageFault.OUT_OF_RANGE, "whole characters", "half a surrogate pair");
        }
        return text;
    }

    String hex() throws MalformedMessage {
        String text = text();
        if (!Values.isHex(text)) {
            throw fault(MessageFault.OUT_OF_RANGE, "an even number of hexadecimal digits", Printable.quote(text));
        }
        return text;
    }

    /** The text itself is never repeated. */
    PinInput pin() throws MalformedMessage {
        if (!isText()) {
            throw fault(MessageFault.WRONG_KIND, "a text", kind());
        }
        char[] typed = in.secret();
        try {
            if (!Pin.isPin(typed)) {
                String got = "a text of " + typed.length + " characters";
                throw fault(MessageFault.OUT_OF_RANGE, "8 to 16 hexadecimal digits", got);
            }
            return new PinInput(new Pin(typed));
        } finally {
            Arrays.fill(typed, '0');
        }
    }

    <W extends Word> W word(W[] words) throws MalformedMessage {
        String text = text();
        for (W word : words) {
            if (word.word().equals(text)) {
                return word;
            }
        }
        throw fault(MessageFault.OUT_OF_RANGE, "a word of the schema", Printable.quote(text));
    }

    int number(int most) throws MalformedMessage {
        return (int) in.number(field(), 0, most);
    }

    Duration millis() throws MalformedMessage {
        return Duration.ofMillis(in.number(field(), 0, Values.MAX_MILLIS));
    }

    boolean flag() throws MalformedMessage {
        return switch (in.token()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw fault(MessageFault.WRONG_KIND, "true or false", kind());
        };
    }

    /** A member without content: an empty object or list; what a later version puts inside is skipped. */
    boolean present() throws MalformedMessage {
        if (!in.token().isStructStart()) {
            throw fault(MessageFault.WRONG_KIND, "an empty element", kind());
        }
        in.skip();
        return true;
    }

    /** A list of texts; an empty object is an empty list. */
    List<String> texts() throws MalformedMessage {
        List<String> texts = new ArrayList<>();
        if (in.token() == JsonToken.START_OBJECT && in.next() == JsonToken.END_OBJECT) {
            return texts;
        }
        if (in.token() != JsonToken.START_ARRAY) {
            throw fault(MessageFault.WRONG_KIND, "a list of texts", kind());
        }
        while (in.next() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    /** The value of the one member that counts; reads to the end of the object. */
    <T> Optional<T> only(String wanted, Reading<T> reading) throws MalformedMessage {
        Optional<T> value = Optional.empty();
        while (next()) {
            if (name.equals(wanted)) {
                value = Optional.of(reading.read(this));
            } else {
                skip();
            }
        }
        return value;
    }

    /** One of the reading methods. */
    interface Reading<T> {
        T read(Members members) throws MalformedMessage;
    }

    <T> T require(Optional<T> value, String member) throws MalformedMessage {
        if (value.isPresent()) {
            return value.get();
        }
        throw in.fault(MessageFault.MISSING_MEMBER, path + "." + member, "a value", "none");
    }

    /** A complaint about the current member. */
    MalformedMessage fault(MessageFault code, String expected, String got) {
        return in.fault(code, field(), expected, got);
    }

    private String kind() {
        return Printable.kind(in.token());
    }
}
