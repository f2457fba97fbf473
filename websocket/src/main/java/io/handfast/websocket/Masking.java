// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The exclusive-or of RFC 6455 section 5.3, eight bytes at a time. */
final class Masking {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Masking() {}

    /**
     * Masks or unmasks in place.
     *
     * @param mask its first byte on the wire is the highest
     * @param position of the first of these bytes within the frame's payload
     */
    static void apply(byte[] bytes, int offset, int length, int mask, long position) {
        if (mask == 0) {
            return;
        }
        int key = Integer.rotateLeft(mask, 8 * (int) (position & 3));
        long wideKey = ((long) key << 32) | (key & 0xFFFF_FFFFL);
        int at = offset;
        for (int last = offset + length - Long.BYTES; at <= last; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ wideKey);
        }
        for (int shift = 24; at < offset + length; at++, shift -= 8) {
            bytes[at] ^= (byte) (key >>> (shift & 31));
        }
    }
}
