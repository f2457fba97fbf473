// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.time.Duration;
import java.util.HexFormat;

/** The rules that records share; all of them complain about the caller. */
final class Values {
    /** The specification's unsignedInt. */
    static final long MAX_MILLIS = 0xFFFF_FFFFL;

    private Values() {}

    static void requireRange(int value, int least, int most, String field) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ", not " + least + " to " + most);
        }
    }

    static void requireMillis(Duration value, String field) {
        if (value.isNegative()
                || value.toNanosPart() % 1_000_000 != 0
                || value.compareTo(Duration.ofMillis(MAX_MILLIS)) > 0) {
            throw new IllegalArgumentException(field + " is " + value + ", not whole milliseconds below 2^32");
        }
    }

    /** Half a surrogate pair has no form in UTF-8. */
    static void requireText(String text, String field) {
        if (!isText(text)) {
            throw new IllegalArgumentException(field + " holds half a surrogate pair");
        }
    }

    static boolean isText(String text) {
        return text.codePoints().noneMatch(Values::isSurrogate);
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    static void requireHex(String text) {
        if (!isHex(text)) {
            throw new IllegalArgumentException("binary is not an even number of hexadecimal digits");
        }
    }

    static boolean isHex(String text) {
        return text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit);
    }
}
