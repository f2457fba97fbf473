// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The check that the tokenizer does not make: it skips over strings without looking at their encoding, and takes
 * text with NUL bytes for UTF-16.
 */
final class Utf8 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /**
     * Where text stops being UTF-8 (RFC 3629, so without surrogates and long forms) without NUL.
     *
     * @return offset of the first byte of the faulty character; {@code to} when there is none
     */
    static int validTo(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            while (at + Long.BYTES <= to && isPlainAscii((long) LONG.get(bytes, at))) {
                at += Long.BYTES;
            }
            if (at == to) {
                return to;
            }
            int length = sequenceLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return to;
    }

    /** Eight bytes of 1 to 127: subtracting one sets the high bit of a zero and of nothing else below 128. */
    private static boolean isPlainAscii(long eight) {
        return ((eight - ONES | eight) & HIGH_BITS) == 0;
    }

    private static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return first == 0 ? 0 : 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
