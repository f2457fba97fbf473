// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * 32 bytes, most often a BLAKE-256 hash. On the wire they stand as they are; people read them reversed
 * ({@link #toString}). Four numbers instead of an array: fifty thousand of them come in one message.
 *
 * @param word0 bytes 0 to 7, little endian
 * @param word1 bytes 8 to 15
 * @param word2 bytes 16 to 23
 * @param word3 bytes 24 to 31
 */
public record Hash(long word0, long word1, long word2, long word3) {
    /** Bytes of a hash. */
    public static final int SIZE_BYTES = 32;
    /** Nothing but zeros: no block, or as many as possible. */
    public static final Hash ZERO = new Hash(0, 0, 0, 0);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * Takes 32 bytes in wire order.
     *
     * @param bytes holds them; is copied
     * @param offset of the first
     * @return the hash
     */
    public static Hash of(byte[] bytes, int offset) {
        return new Hash(
                (long) LONG.get(bytes, offset),
                (long) LONG.get(bytes, offset + 8),
                (long) LONG.get(bytes, offset + 16),
                (long) LONG.get(bytes, offset + 24));
    }

    /**
     * Takes 64 hexadecimal digits in wire order.
     *
     * @param hex the digits
     * @return the hash
     */
    public static Hash ofWire(String hex) {
        return of(parse(hex), 0);
    }

    /**
     * Takes 64 hexadecimal digits as people write them, the last byte first.
     *
     * @param hex the digits
     * @return the hash
     */
    public static Hash ofDisplay(String hex) {
        return of(reversed(parse(hex)), 0);
    }

    private static byte[] parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException("a hash has 64 hexadecimal digits: " + hex);
        }
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[SIZE_BYTES];
        for (int i = 0; i < SIZE_BYTES; i++) {
            reversed[i] = bytes[SIZE_BYTES - 1 - i];
        }
        return reversed;
    }

    /**
     * The bytes in wire order.
     *
     * @return a new array
     */
    public byte[] toByteArray() {
        byte[] bytes = new byte[SIZE_BYTES];
        copyTo(bytes, 0);
        return bytes;
    }

    /**
     * Writes the bytes in wire order.
     *
     * @param target takes 32 of them
     * @param offset from here on
     */
    public void copyTo(byte[] target, int offset) {
        LONG.set(target, offset, word0);
        LONG.set(target, offset + 8, word1);
        LONG.set(target, offset + 16, word2);
        LONG.set(target, offset + 24, word3);
    }

    /**
     * The bytes in wire order, as text.
     *
     * @return 64 hexadecimal digits
     */
    public String toWireHex() {
        return HexFormat.of().formatHex(toByteArray());
    }

    /** As people write it: 64 hexadecimal digits, the last byte first. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(reversed(toByteArray()));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(word0); // hashed already
    }
}
