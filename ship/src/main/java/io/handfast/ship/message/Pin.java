// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A PIN: 8 to 16 hexadecimal digits, kept as typed. No text form of it shows them. Its memory can be overwritten,
 * which is as much as Java allows: a copy that the runtime makes while it moves objects is out of reach.
 *
 * <p>Not changed by anything but {@link #wipe}; whoever made an instance or a copy wipes it.
 */
public final class Pin {
    private static final int LEAST_DIGITS = 8;
    private static final int MOST_DIGITS = 16;

    /** ASCII; zero bytes once wiped. */
    private final byte[] digits;

    private Pin(byte[] digits) {
        this.digits = digits;
    }

    /**
     * A PIN from characters that can be wiped.
     *
     * @param typed 8 to 16 hexadecimal digits; copied, the caller overwrites its own
     * @throws IllegalArgumentException when it is anything else; the text is not repeated
     */
    public Pin(char[] typed) {
        if (!isPin(typed)) {
            throw new IllegalArgumentException("pin is not 8 to 16 hexadecimal digits");
        }
        digits = new byte[typed.length];
        for (int i = 0; i < typed.length; i++) {
            digits[i] = (byte) typed[i];
        }
    }

    /**
     * A PIN from a text, which stays in memory until it is collected.
     *
     * @param typed 8 to 16 hexadecimal digits
     * @throws IllegalArgumentException when it is anything else; the text is not repeated
     */
    public Pin(String typed) {
        this(typed.toCharArray());
    }

    static boolean isPin(char[] typed) {
        if (typed.length < LEAST_DIGITS || typed.length > MOST_DIGITS) {
            return false;
        }
        for (char each : typed) {
            boolean digit =
                    (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f') || (each >= 'A' && each <= 'F');
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether this is the right PIN: the same hexadecimal value, whatever the case and the leading zeros. Takes the
     * same time wherever the two differ. A wiped one matches nothing.
     *
     * @param expected the right one
     * @return true when it is
     */
    public boolean matches(Pin expected) {
        return !isWiped() && !expected.isWiped() && (value() ^ expected.value()) == 0;
    }

    /** 64 bits; without a branch on a digit. */
    private long value() {
        long value = 0;
        for (byte digit : digits) {
            value = (value << 4) | ((digit & 0xF) + 9L * (digit >> 6));
        }
        return value;
    }

    private boolean isWiped() {
        return digits[0] == 0;
    }

    /**
     * The same digits in memory of their own.
     *
     * @return another instance, to be wiped for itself
     */
    public Pin copy() {
        return new Pin(digits.clone());
    }

    /** Overwrites the digits. Any number of times. */
    public void wipe() {
        Arrays.fill(digits, (byte) 0);
    }

    byte digit(int index) {
        return digits[index];
    }

    int length() {
        return digits.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pin pin && MessageDigest.isEqual(digits, pin.digits);
    }

    /** The same for all: it is no way to learn about the digits. */
    @Override
    public int hashCode() {
        return Pin.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
