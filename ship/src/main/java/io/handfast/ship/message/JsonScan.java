// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.nio.charset.StandardCharsets;

/**
 * A walk over the bytes of a JSON text that was checked before, from one byte that means something to the next: white
 * space between tokens is passed over. Only for a {@link RawJson}; anything else would lead it past the end.
 */
final class JsonScan {
    private final byte[] bytes;
    private final int end;
    private int at;

    JsonScan(RawJson json) {
        bytes = json.array();
        at = json.offset();
        end = at + json.length();
    }

    byte here() {
        return bytes[at];
    }

    /** Moves to the next byte; behind the last one it may not be asked where it stands. */
    void next() {
        moveTo(at + 1);
    }

    void moveTo(int offset) {
        at = offset;
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
    }

    void nextOrBehindString() {
        moveTo(here() == '"' ? endOfString() : at + 1);
    }

    /** Behind the quote that ends the string that begins here. */
    int endOfString() {
        int i = at + 1;
        while (bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    boolean isStringWithoutEscapes(int endOfString) {
        for (int i = at; i < endOfString; i++) {
            if (bytes[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    boolean isStringWithoutEscapesOrBrackets(int endOfString) {
        for (int i = at; i < endOfString; i++) {
            switch (bytes[i]) {
                case '\\', '[', ']', '{', '}' -> {
                    return false;
                }
                default -> {
                    // stays as it is
                }
            }
        }
        return true;
    }

    /** The characters of the string that begins here. */
    String text(int endOfString) throws MalformedMessage {
        if (isStringWithoutEscapes(endOfString)) {
            return new String(bytes, at + 1, endOfString - at - 2, StandardCharsets.UTF_8);
        }
        try (JsonReader in = new RawJson(bytes, at, endOfString - at).reader()) {
            in.next();
            return in.text();
        }
    }

    void copyTo(int endOfToken, JsonWriter out) {
        out.octets(bytes, at, endOfToken);
    }

    void requireObject() throws MalformedMessage {
        if (here() != '{') {
            throw badRoot();
        }
    }

    MalformedMessage badRoot() {
        return fault(MessageFault.BAD_ROOT, "an object with one member", "something else");
    }

    /** A complaint about what is here. */
    MalformedMessage fault(MessageFault code, String expected, String got) {
        return new MalformedMessage(code, "frame", at, expected, got);
    }
}
