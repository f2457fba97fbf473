// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that never change. Those of a decoded message are a view of the frame that brought them, without a copy, and
 * keep it in memory: take {@link #compact} of what outlives the message. Equal when the bytes are.
 */
public final class Bytes {
    /** None. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Copies.
     *
     * @param bytes are copied
     * @return the same bytes
     */
    public static Bytes of(byte... bytes) {
        return new Bytes(bytes.clone(), 0, bytes.length);
    }

    /**
     * Takes an array over without a copy.
     *
     * @param bytes from now on nobody may write to them
     * @return the same bytes
     */
    public static Bytes owned(byte[] bytes) {
        return new Bytes(bytes, 0, bytes.length);
    }

    /**
     * Takes hexadecimal digits.
     *
     * @param hex two digits a byte
     * @return the bytes
     */
    public static Bytes ofHex(String hex) {
        return owned(HexFormat.of().parseHex(hex));
    }

    /**
     * A part, without a copy.
     *
     * @param from its first byte
     * @param size its length
     * @return a view
     */
    public Bytes slice(int from, int size) {
        Objects.checkFromIndexSize(from, size, length);
        return size == 0 ? EMPTY : new Bytes(array, offset + from, size);
    }

    /**
     * How many there are.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * One of them.
     *
     * @param index from 0
     * @return 0 to 255
     */
    public int at(int index) {
        return array[offset + Objects.checkIndex(index, length)] & 0xFF;
    }

    /**
     * Eight of them as a little-endian number.
     *
     * @param index of the first
     * @return the number
     */
    public long int64At(int index) {
        return (long) LONG.get(array, offset + Objects.checkFromIndexSize(index, 8, length));
    }

    /**
     * Writes them all.
     *
     * @param target takes them
     * @param at from here on
     */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /**
     * Copies them all.
     *
     * @return a new array
     */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * The same bytes, without the frame they came in.
     *
     * @return these, or a copy
     */
    public Bytes compact() {
        return array.length == length ? this : owned(toByteArray());
    }

    /**
     * As text.
     *
     * @return two hexadecimal digits a byte
     */
    public String toHex() {
        return HexFormat.of().formatHex(array, offset, offset + length);
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return length <= 80 ? toHex() : slice(0, 64).toHex() + "… (" + length + " bytes)";
    }
}
