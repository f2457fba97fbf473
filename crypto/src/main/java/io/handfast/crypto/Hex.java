// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

/** Shapes of hexadecimal text. */
final class Hex {
    private Hex() {}

    static boolean isLowerCase(String text, int bytes) {
        return text.length() == 2 * bytes && text.chars().allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'f'));
    }

    static boolean isUpperCase(String text, int bytes) {
        return text.length() == 2 * bytes && text.chars().allMatch(c -> isDigit(c) || (c >= 'A' && c <= 'F'));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
