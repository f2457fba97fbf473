// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Judges UTF-8 as it arrives, in pieces of any size, and says no at the first byte that cannot be part of it.
 * The ranges are those of RFC 3629 section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
final class Utf8Check {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private int missing;
    private int lowest;
    private int highest;

    /** Whether the text may still become valid. */
    boolean accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (missing == 0 && at + Long.BYTES <= end && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else if (!accept(bytes[at++] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text does not end inside a character. */
    boolean complete() {
        return missing == 0;
    }

    private boolean accept(int octet) {
        if (missing == 0) {
            return begin(octet);
        }
        boolean fits = octet >= lowest && octet <= highest;
        missing--;
        lowest = 0x80;
        highest = 0xBF;
        return fits;
    }

    private boolean begin(int octet) {
        if (octet < 0x80) {
            return true;
        }
        if (octet < 0xC2 || octet > 0xF4) {
            return false;
        }
        missing = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
        lowest = octet == 0xE0 ? 0xA0 : octet == 0xF0 ? 0x90 : 0x80;
        highest = octet == 0xED ? 0x9F : octet == 0xF4 ? 0x8F : 0xBF;
        return true;
    }
}
