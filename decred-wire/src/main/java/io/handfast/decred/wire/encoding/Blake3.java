// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * BLAKE3-256 (O'Connor, Aumasson, Neves, Wilcox-O'Hearn, 2020) of up to 1 024 bytes: one chunk, so no tree. Decred's
 * proof of work since DCP0011; nothing else of Decred is hashed with it.
 */
public final class Blake3 {
    /** The most that can be hashed. */
    public static final int CHUNK_BYTES = 1024;

    private static final int BLOCK_BYTES = 64;
    private static final int CHUNK_START = 1;
    private static final int CHUNK_END = 2;
    private static final int ROOT = 8;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    /** Which word of the message goes where, in each of the seven rounds. */
    private static final int[] SCHEDULE = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8,
        3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1,
        10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6,
        12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4,
        9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7,
        11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13,
    };

    private Blake3() {}

    /**
     * Hashes a part of an array.
     *
     * @param data holds the message
     * @param offset of its first byte
     * @param length 0 to 1 024 bytes
     * @return its hash
     */
    public static Hash hash(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        Objects.checkIndex(length, CHUNK_BYTES + 1);
        int[] h = INITIAL.clone();
        int[] m = new int[16];
        int at = offset;
        int left = length;
        int flags = CHUNK_START;
        while (left > BLOCK_BYTES) {
            load(m, data, at);
            compress(h, m, BLOCK_BYTES, flags);
            flags = 0;
            at += BLOCK_BYTES;
            left -= BLOCK_BYTES;
        }
        byte[] last = new byte[BLOCK_BYTES];
        System.arraycopy(data, at, last, 0, left);
        load(m, last, 0);
        compress(h, m, left, flags | CHUNK_END | ROOT);
        return new Hash(word(h[0], h[1]), word(h[2], h[3]), word(h[4], h[5]), word(h[6], h[7]));
    }

    /**
     * Hashes bytes.
     *
     * @param data 0 to 1 024 of them
     * @return their hash
     */
    public static Hash hash(Bytes data) {
        return hash(data.array(), data.offset(), data.length());
    }

    private static long word(int low, int high) {
        return (low & 0xFFFF_FFFFL) | ((long) high << 32);
    }

    private static void load(int[] m, byte[] block, int at) {
        for (int i = 0; i < 16; i++) {
            m[i] = (int) INT.get(block, at + 4 * i);
        }
    }

    /** One block of the only chunk, whose number is 0. Local variables, because they stay in registers. */
    private static void compress(int[] h, int[] m, int length, int flags) {
        int v0 = h[0];
        int v1 = h[1];
        int v2 = h[2];
        int v3 = h[3];
        int v4 = h[4];
        int v5 = h[5];
        int v6 = h[6];
        int v7 = h[7];
        int v8 = INITIAL[0];
        int v9 = INITIAL[1];
        int v10 = INITIAL[2];
        int v11 = INITIAL[3];
        int v12 = 0;
        int v13 = 0;
        int v14 = length;
        int v15 = flags;
        for (int at = 0; at < SCHEDULE.length; at += 16) {
            v0 += v4 + m[SCHEDULE[at]];
            v12 = Integer.rotateRight(v12 ^ v0, 16);
            v8 += v12;
            v4 = Integer.rotateRight(v4 ^ v8, 12);
            v0 += v4 + m[SCHEDULE[at + 1]];
            v12 = Integer.rotateRight(v12 ^ v0, 8);
            v8 += v12;
            v4 = Integer.rotateRight(v4 ^ v8, 7);
            v1 += v5 + m[SCHEDULE[at + 2]];
            v13 = Integer.rotateRight(v13 ^ v1, 16);
            v9 += v13;
            v5 = Integer.rotateRight(v5 ^ v9, 12);
            v1 += v5 + m[SCHEDULE[at + 3]];
            v13 = Integer.rotateRight(v13 ^ v1, 8);
            v9 += v13;
            v5 = Integer.rotateRight(v5 ^ v9, 7);
            v2 += v6 + m[SCHEDULE[at + 4]];
            v14 = Integer.rotateRight(v14 ^ v2, 16);
            v10 += v14;
            v6 = Integer.rotateRight(v6 ^ v10, 12);
            v2 += v6 + m[SCHEDULE[at + 5]];
            v14 = Integer.rotateRight(v14 ^ v2, 8);
            v10 += v14;
            v6 = Integer.rotateRight(v6 ^ v10, 7);
            v3 += v7 + m[SCHEDULE[at + 6]];
            v15 = Integer.rotateRight(v15 ^ v3, 16);
            v11 += v15;
            v7 = Integer.rotateRight(v7 ^ v11, 12);
            v3 += v7 + m[SCHEDULE[at + 7]];
            v15 = Integer.rotateRight(v15 ^ v3, 8);
            v11 += v15;
            v7 = Integer.rotateRight(v7 ^ v11, 7);
            v0 += v5 + m[SCHEDULE[at + 8]];
            v15 = Integer.rotateRight(v15 ^ v0, 16);
            v10 += v15;
            v5 = Integer.rotateRight(v5 ^ v10, 12);
            v0 += v5 + m[SCHEDULE[at + 9]];
            v15 = Integer.rotateRight(v15 ^ v0, 8);
            v10 += v15;
            v5 = Integer.rotateRight(v5 ^ v10, 7);
            v1 += v6 + m[SCHEDULE[at + 10]];
            v12 = Integer.rotateRight(v12 ^ v1, 16);
            v11 += v12;
            v6 = Integer.rotateRight(v6 ^ v11, 12);
            v1 += v6 + m[SCHEDULE[at + 11]];
            v12 = Integer.rotateRight(v12 ^ v1, 8);
            v11 += v12;
            v6 = Integer.rotateRight(v6 ^ v11, 7);
            v2 += v7 + m[SCHEDULE[at + 12]];
            v13 = Integer.rotateRight(v13 ^ v2, 16);
            v8 += v13;
            v7 = Integer.rotateRight(v7 ^ v8, 12);
            v2 += v7 + m[SCHEDULE[at + 13]];
            v13 = Integer.rotateRight(v13 ^ v2, 8);
            v8 += v13;
            v7 = Integer.rotateRight(v7 ^ v8, 7);
            v3 += v4 + m[SCHEDULE[at + 14]];
            v14 = Integer.rotateRight(v14 ^ v3, 16);
            v9 += v14;
            v4 = Integer.rotateRight(v4 ^ v9, 12);
            v3 += v4 + m[SCHEDULE[at + 15]];
            v14 = Integer.rotateRight(v14 ^ v3, 8);
            v9 += v14;
            v4 = Integer.rotateRight(v4 ^ v9, 7);
        }
        h[0] = v0 ^ v8;
        h[1] = v1 ^ v9;
        h[2] = v2 ^ v10;
        h[3] = v3 ^ v11;
        h[4] = v4 ^ v12;
        h[5] = v5 ^ v13;
        h[6] = v6 ^ v14;
        h[7] = v7 ^ v15;
    }
}
