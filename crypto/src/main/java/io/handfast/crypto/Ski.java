// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.util.HexFormat;
import java.util.Locale;

/**
 * A subject key identifier of 20 bytes: the name of a node for those who trust it.
 *
 * <p>The natural order is that of the bytes, unsigned; SHIP decides with it which of two connections stays.
 *
 * @param hex its 40 hexadecimal digits in lower case
 */
public record Ski(String hex) implements Comparable<Ski> {
    /** Length in bytes: that of a SHA-1 hash. */
    public static final int SIZE_BYTES = 20;

    /**
     * Demands the canonical form; {@link #parse} takes others.
     *
     * @throws IllegalArgumentException when it is not 40 hexadecimal digits in lower case
     */
    public Ski {
        if (!Hex.isLowerCase(hex, SIZE_BYTES)) {
            throw new IllegalArgumentException("an SKI has 40 hexadecimal digits, got: " + hex);
        }
    }

    /**
     * Reads what people and devices write: upper or lower case, in groups separated by blanks, '-' or ':'.
     *
     * @param text an SKI
     * @return its value
     * @throws IllegalArgumentException when what is left are not 40 hexadecimal digits; the message is for people
     */
    public static Ski parse(String text) {
        return new Ski(text.replaceAll("[\\s:-]", "").toLowerCase(Locale.ROOT));
    }

    /**
     * An SKI from its bytes.
     *
     * @param bytes 20 bytes
     * @return the SKI
     * @throws IllegalArgumentException when there are not 20
     */
    public static Ski of(byte[] bytes) {
        return new Ski(HexFormat.of().formatHex(bytes));
    }

    /**
     * Its bytes.
     *
     * @return a new array of 20 bytes
     */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Digits in lower case stand in the order of their values, so the text compares like unsigned bytes. */
    @Override
    public int compareTo(Ski other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    /**
     * Its beginning, where people only have to tell devices apart.
     *
     * @return the first eight hexadecimal digits
     */
    public String brief() {
        return hex().substring(0, 8);
    }

    /**
     * A device's name beside what tells it from another of that name.
     *
     * @param name what it is called; may be empty
     * @return the whole key where there is no name; the name alone where it ends with the key's brief form
     */
    public String beside(String name) {
        if (name.isEmpty()) {
            return hex;
        }
        return name.endsWith(brief()) ? name : name + " (" + brief() + ")";
    }
}
