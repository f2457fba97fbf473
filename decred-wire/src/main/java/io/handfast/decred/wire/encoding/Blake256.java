// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * BLAKE-256 with 14 rounds, the finalist of the SHA-3 competition (submission of December 2010, section 2.1); neither
 * BLAKE2 nor the older one with 10 rounds. Decred's only hash: checksums, block, transaction and filter hashes.
 *
 * <p>The counter is where implementations go wrong: it counts bits of the message, never those of the padding, and is
 * zero for a block that holds no bit of the message.
 */
public final class Blake256 {
    private static final int BLOCK_BYTES = 64;
    private static final int ROUNDS = 14;
    private static final int[] NO_SALT = new int[4];
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private static final int[] CONSTANTS = {
        0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89,
        0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c, 0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917
    };
    /** A row a round, from the eleventh round on again from the first; each digit is an index. */
    private static final String[] PERMUTATIONS = {
        "0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194", "7931dcbe265a40f8", "905724afe1bc683d",
        "2c6a0b834d75fe19", "c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5", "a2847615fb9e3cd0"
    };
    /** Which word of the block the n-th half step takes, and the constant that goes with it. */
    private static final int[] WORD = new int[ROUNDS * 16];

    private static final int[] CONSTANT = new int[ROUNDS * 16];

    static {
        for (int i = 0; i < WORD.length; i++) {
            String row = PERMUTATIONS[i / 16 % PERMUTATIONS.length];
            WORD[i] = Character.digit(row.charAt(i % 16), 16);
            CONSTANT[i] = CONSTANTS[Character.digit(row.charAt((i % 16) ^ 1), 16)];
        }
    }

    private Blake256() {}

    /**
     * Hashes an array.
     *
     * @param data the message
     * @return its hash
     */
    public static Hash hash(byte... data) {
        return hash(data, 0, data.length);
    }

    /**
     * Hashes bytes.
     *
     * @param data the message
     * @return its hash
     */
    public static Hash hash(Bytes data) {
        return hash(data.array(), data.offset(), data.length());
    }

    /**
     * Hashes a part of an array.
     *
     * @param data holds the message
     * @param offset of its first byte
     * @param length bytes
     * @return its hash
     */
    public static Hash hash(byte[] data, int offset, int length) {
        return wrapped(digest(data, offset, length, NO_SALT));
    }

    /**
     * Hashes with a salt. Decred has no use for it.
     *
     * @param data the message
     * @param salt 16 bytes
     * @return its hash
     */
    public static Hash salted(byte[] data, byte[] salt) {
        Objects.checkFromIndexSize(0, 16, salt.length);
        int[] words = new int[4];
        for (int i = 0; i < 4; i++) {
            words[i] = (int) INT.get(salt, 4 * i);
        }
        return wrapped(digest(data, 0, data.length, words));
    }

    /**
     * The checksum of a payload: the first four bytes of its hash.
     *
     * @param payload the payload
     * @return those bytes as a little-endian number, as other numbers of a frame
     */
    public static int checksum(Bytes payload) {
        return Integer.reverseBytes(digest(payload.array(), payload.offset(), payload.length(), NO_SALT)[0]);
    }

    /** Two big-endian words become eight bytes of the hash. */
    private static Hash wrapped(int[] h) {
        return new Hash(word(h[0], h[1]), word(h[2], h[3]), word(h[4], h[5]), word(h[6], h[7]));
    }

    private static long word(int first, int second) {
        return Long.reverseBytes(((long) first << 32) | (second & 0xFFFFFFFFL));
    }

    private static int[] digest(byte[] data, int offset, int length, int[] salt) {
        Objects.checkFromIndexSize(offset, length, data.length);
        int[] h = INITIAL.clone();
        int[] m = new int[16];
        int at = offset;
        long bits = 0;
        for (int left = length; left >= BLOCK_BYTES; left -= BLOCK_BYTES) {
            bits += BLOCK_BYTES * 8;
            compress(h, m, data, at, bits, salt);
            at += BLOCK_BYTES;
        }
        int rest = offset + length - at;
        byte[] tail = new byte[rest < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES];
        System.arraycopy(data, at, tail, 0, rest);
        tail[rest] = (byte) 0x80;
        tail[tail.length - 9] |= 1;
        LONG.set(tail, tail.length - 8, length * 8L);
        compress(h, m, tail, 0, rest > 0 ? length * 8L : 0, salt);
        if (tail.length > BLOCK_BYTES) {
            compress(h, m, tail, BLOCK_BYTES, 0, salt);
        }
        return h;
    }

    private static void compress(int[] h, int[] m, byte[] block, int at, long bits, int[] salt) {
        for (int i = 0; i < 16; i++) {
            m[i] = (int) INT.get(block, at + 4 * i);
        }
        int v0 = h[0];
        int v1 = h[1];
        int v2 = h[2];
        int v3 = h[3];
        int v4 = h[4];
        int v5 = h[5];
        int v6 = h[6];
        int v7 = h[7];
        int v8 = salt[0] ^ CONSTANTS[0];
        int v9 = salt[1] ^ CONSTANTS[1];
        int v10 = salt[2] ^ CONSTANTS[2];
        int v11 = salt[3] ^ CONSTANTS[3];
        int v12 = (int) bits ^ CONSTANTS[4];
        int v13 = (int) bits ^ CONSTANTS[5];
        int v14 = (int) (bits >>> 32) ^ CONSTANTS[6];
        int v15 = (int) (bits >>> 32) ^ CONSTANTS[7];
        for (int r = 0; r < WORD.length; r += 16) {
            v0 += v4 + (m[WORD[r + 0]] ^ CONSTANT[r + 0]);
            v12 = Integer.rotateRight(v12 ^ v0, 16);
            v8 += v12;
            v4 = Integer.rotateRight(v4 ^ v8, 12);
            v0 += v4 + (m[WORD[r + 1]] ^ CONSTANT[r + 1]);
            v12 = Integer.rotateRight(v12 ^ v0, 8);
            v8 += v12;
            v4 = Integer.rotateRight(v4 ^ v8, 7);
            v1 += v5 + (m[WORD[r + 2]] ^ CONSTANT[r + 2]);
            v13 = Integer.rotateRight(v13 ^ v1, 16);
            v9 += v13;
            v5 = Integer.rotateRight(v5 ^ v9, 12);
            v1 += v5 + (m[WORD[r + 3]] ^ CONSTANT[r + 3]);
            v13 = Integer.rotateRight(v13 ^ v1, 8);
            v9 += v13;
            v5 = Integer.rotateRight(v5 ^ v9, 7);
            v2 += v6 + (m[WORD[r + 4]] ^ CONSTANT[r + 4]);
            v14 = Integer.rotateRight(v14 ^ v2, 16);
            v10 += v14;
            v6 = Integer.rotateRight(v6 ^ v10, 12);
            v2 += v6 + (m[WORD[r + 5]] ^ CONSTANT[r + 5]);
            v14 = Integer.rotateRight(v14 ^ v2, 8);
            v10 += v14;
            v6 = Integer.rotateRight(v6 ^ v10, 7);
            v3 += v7 + (m[WORD[r + 6]] ^ CONSTANT[r + 6]);
            v15 = Integer.rotateRight(v15 ^ v3, 16);
            v11 += v15;
            v7 = Integer.rotateRight(v7 ^ v11, 12);
            v3 += v7 + (m[WORD[r + 7]] ^ CONSTANT[r + 7]);
            v15 = Integer.rotateRight(v15 ^ v3, 8);
            v11 += v15;
            v7 = Integer.rotateRight(v7 ^ v11, 7);
            v0 += v5 + (m[WORD[r + 8]] ^ CONSTANT[r + 8]);
            v15 = Integer.rotateRight(v15 ^ v0, 16);
            v10 += v15;
            v5 = Integer.rotateRight(v5 ^ v10, 12);
            v0 += v5 + (m[WORD[r + 9]] ^ CONSTANT[r + 9]);
            v15 = Integer.rotateRight(v15 ^ v0, 8);
            v10 += v15;
            v5 = Integer.rotateRight(v5 ^ v10, 7);
            v1 += v6 + (m[WORD[r + 10]] ^ CONSTANT[r + 10]);
            v12 = Integer.rotateRight(v12 ^ v1, 16);
            v11 += v12;
            v6 = Integer.rotateRight(v6 ^ v11, 12);
            v1 += v6 + (m[WORD[r + 11]] ^ CONSTANT[r + 11]);
            v12 = Integer.rotateRight(v12 ^ v1, 8);
            v11 += v12;
            v6 = Integer.rotateRight(v6 ^ v11, 7);
            v2 += v7 + (m[WORD[r + 12]] ^ CONSTANT[r + 12]);
            v13 = Integer.rotateRight(v13 ^ v2, 16);
            v8 += v13;
            v7 = Integer.rotateRight(v7 ^ v8, 12);
            v2 += v7 + (m[WORD[r + 13]] ^ CONSTANT[r + 13]);
            v13 = Integer.rotateRight(v13 ^ v2, 8);
            v8 += v13;
            v7 = Integer.rotateRight(v7 ^ v8, 7);
            v3 += v4 + (m[WORD[r + 14]] ^ CONSTANT[r + 14]);
            v14 = Integer.rotateRight(v14 ^ v3, 16);
            v9 += v14;
            v4 = Integer.rotateRight(v4 ^ v9, 12);
            v3 += v4 + (m[WORD[r + 15]] ^ CONSTANT[r + 15]);
            v14 = Integer.rotateRight(v14 ^ v3, 8);
            v9 += v14;
            v4 = Integer.rotateRight(v4 ^ v9, 7);
        }
        h[0] ^= salt[0] ^ v0 ^ v8;
        h[1] ^= salt[1] ^ v1 ^ v9;
        h[2] ^= salt[2] ^ v2 ^ v10;
        h[3] ^= salt[3] ^ v3 ^ v11;
        h[4] ^= salt[0] ^ v4 ^ v12;
        h[5] ^= salt[1] ^ v5 ^ v13;
        h[6] ^= salt[2] ^ v6 ^ v14;
        h[7] ^= salt[3] ^ v7 ^ v15;
    }
}
