// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.nio.charset.StandardCharsets;

/** Text of strangers, made fit for one line of a log or a screen. */
final class Printable {
    private Printable() {}

    /** Whether there is nothing in it that ends a line, hides or reorders text, or is no character. */
    static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(Printable::isOdd);
    }

    /** With a question mark for each odd character. */
    static String replaced(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().map(c -> isOdd(c) ? '?' : c).forEach(result::appendCodePoint);
        return result.toString();
    }

    /** The longest beginning of at most so many bytes in UTF-8 that cuts no character in two. */
    static String cutTo(int bytes, String text) {
        int size = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            size += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (size > bytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    static int sizeInBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isOdd(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
