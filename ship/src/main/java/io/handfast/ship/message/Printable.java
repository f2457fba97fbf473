// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import tools.jackson.core.JsonToken;

/** What a stranger sent, in words that fit into a log line. */
final class Printable {
    private static final int MOST = 40;

    private static final int MOST_OF_A_PATH = 200;

    private Printable() {}

    static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_OBJECT, END_ARRAY -> "nothing";
            case PROPERTY_NAME -> "a member";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> token.name();
        };
    }

    /** A peer's text between quotes, without line breaks, shortened. */
    static String quote(String text) {
        return "'" + line(text, MOST) + "'";
    }

    /** A member's path, which a peer may have named: one line, shortened. */
    static String path(String path) {
        return line(path, MOST_OF_A_PATH);
    }

    private static String line(String text, int most) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(most)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?' : point)
                .forEach(shown::appendCodePoint);
        return shown.append(text.codePointCount(0, text.length()) > most ? "…" : "")
                .toString();
    }
}
