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
    private static final int[] NO_SALT = new int[4];
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    /** The first half of the constants; the rounds know all of them. */
    private static final int[] CONSTANTS = {
        0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89
    };

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
        Work work = new Work();
        int at = offset;
        long bits = 0;
        for (int left = length; left >= BLOCK_BYTES; left -= BLOCK_BYTES) {
            bits += BLOCK_BYTES * 8;
            compress(h, work, data, at, bits, salt);
            at += BLOCK_BYTES;
        }
        int rest = offset + length - at;
        byte[] tail = new byte[rest < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES];
        System.arraycopy(data, at, tail, 0, rest);
        tail[rest] = (byte) 0x80;
        tail[tail.length - 9] |= 1;
        LONG.set(tail, tail.length - 8, length * 8L);
        compress(h, work, tail, 0, rest > 0 ? length * 8L : 0, salt);
        if (tail.length > BLOCK_BYTES) {
            compress(h, work, tail, BLOCK_BYTES, 0, salt);
        }
        return h;
    }

    private static void compress(int[] h, Work work, byte[] block, int at, long bits, int[] salt) {
        int[] m = work.block;
        for (int i = 0; i < 16; i++) {
            m[i] = (int) INT.get(block, at + 4 * i);
        }
        int[] v = work.state;
        System.arraycopy(h, 0, v, 0, 8);
        for (int i = 0; i < 4; i++) {
            v[8 + i] = salt[i] ^ CONSTANTS[i];
        }
        v[12] = (int) bits ^ CONSTANTS[4];
        v[13] = (int) bits ^ CONSTANTS[5];
        v[14] = (int) (bits >>> 32) ^ CONSTANTS[6];
        v[15] = (int) (bits >>> 32) ^ CONSTANTS[7];
        Blake256Rounds.run(v, m);
        for (int i = 0; i < 8; i++) {
            h[i] ^= salt[i % 4] ^ v[i] ^ v[8 + i];
        }
    }

    /** What one hash needs and every block of it uses again. */
    private static final class Work {
        final int[] block = new int[16];
        final int[] state = new int[16];
    }
}
