// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/** Texts of nothing but the characters 0x20 to 0x7e, as commands and user agents have to be. */
public final class StrictAscii {
    private static final int SHOWN = 64;

    private StrictAscii() {}

    /**
     * Judges a text.
     *
     * @param text any
     * @return whether it is printable ASCII
     */
    public static boolean holds(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }

    /**
     * A peer's text for a failure.
     *
     * @param text any
     * @return in quotes, shortened, other characters in hexadecimal
     */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(SHOWN).forEach(c -> {
            if (c >= 0x20 && c <= 0x7E) {
                shown.append((char) c);
            } else {
                shown.append("\\x")
                        .append(Character.forDigit((c >> 4) & 0xF, 16))
                        .append(Character.forDigit(c & 0xF, 16));
            }
        });
        return shown.append(text.length() > SHOWN ? "…\"" : "\"").toString();
    }

    /**
     * Guards a text of a message that is being made.
     *
     * @param field what it is
     * @param text the value
     */
    public static void require(String field, String text) {
        if (!holds(text)) {
            throw new IllegalMessage(WireFault.MALFORMED_STRICT_STRING, field, "printable ASCII", shown(text));
        }
    }
}
