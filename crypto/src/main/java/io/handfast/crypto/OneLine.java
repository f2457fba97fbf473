// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

/** Text out of a stranger's certificate, made fit for one line of a log: it would forge lines or hide text else. */
final class OneLine {
    private static final int MAX_CHARACTERS = 256;

    private OneLine() {}

    /** With a question mark for each character that is odd, and an end after so many. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MAX_CHARACTERS).map(c -> isOdd(c) ? '?' : c).forEach(line::appendCodePoint);
        return line.append(text.codePointCount(0, text.length()) > MAX_CHARACTERS ? "..." : "")
                .toString();
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
