// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/**
 * BLAKE-256 with 14 rounds, the finalist of the SHA-3 competition (submission of December 2010, section 2.1); neither
 * BLAKE2 nor the older one with 10 rounds. Decred's only hash: checksums, block, transaction and filter hashes.
 *
 * <p>The counter is where implementations go wrong: it counts bits of the message, never those of the padding, and is
 * zero for a block that holds no bit of the message.
 */
public final class Blake256 {
    static final int BLOCK_BYTES = 64;
    private static final int[] NO_SALT = new int[4];
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final boolean ROWS =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Blake256Rows.available();

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

    /**
     * Hashes many messages, side by side as far as they have the same number of blocks: three to six times as fast as
     * one after the other where there are hundreds of a kind, such as headers.
     *
     * @param messages the messages
     * @return their hashes, in the same order
     */
    public static List<Hash> hashAll(List<Bytes> messages) {
        return Blake256Batch.hash(messages);
    }

    /** Two big-endian words become eight bytes of the hash. */
    private static Hash wrapped(int[] h) {
        return new Hash(word(h[0], h[1]), word(h[2], h[3]), word(h[4], h[5]), word(h[6], h[7]));
    }

    static long word(int first, int second) {
        return Long.reverseBytes(((long) first << 32) | (second & 0xFFFFFFFFL));
    }

    /** Vectors where the JVM was started with them, since their module is still incubating; words otherwise. */
    private static Blake256Compression compression(int... salt) {
        return ROWS ? new Blake256Rows(salt) : new Blake256Words(salt);
    }

    private static int[] digest(byte[] data, int offset, int length, int[] salt) {
        return digest(compression(salt), data, offset, length);
    }

    static int[] digest(Blake256Compression compression, byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        int whole = length / BLOCK_BYTES;
        compression.blocks(data, offset, whole, BLOCK_BYTES * 8L);
        byte[] tail = tail(data, offset, length);
        compression.blocks(tail, 0, 1, length % BLOCK_BYTES > 0 ? length * 8L : 0);
        compression.blocks(tail, BLOCK_BYTES, tail.length / BLOCK_BYTES - 1, 0);
        return compression.h;
    }

    /** The last bytes, a one bit, zeros, a one bit, the length in bits: one block or two. */
    static byte[] tail(byte[] data, int offset, int length) {
        int rest = length % BLOCK_BYTES;
        byte[] tail = new byte[rest < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES];
        System.arraycopy(data, offset + length - rest, tail, 0, rest);
        tail[rest] = (byte) 0x80;
        tail[tail.length - 9] |= 1;
        LONG.set(tail, tail.length - 8, length * 8L);
        return tail;
    }
}
