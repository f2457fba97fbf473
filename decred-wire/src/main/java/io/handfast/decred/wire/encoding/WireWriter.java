// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Puts a payload together, field by field. Numbers are little endian unless said otherwise. For one thread. */
public final class WireWriter {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] array;
    private int next;

    /**
     * An empty payload.
     *
     * @param sizeBytes how much it will probably be
     */
    public WireWriter(int sizeBytes) {
        array = new byte[sizeBytes];
    }

    /**
     * What has been written.
     *
     * @return bytes
     */
    public int size() {
        return next;
    }

    /**
     * One byte.
     *
     * @param value 0 to 255
     * @return this
     */
    public WireWriter uint8(int value) {
        int at = room(1);
        array[at] = (byte) value;
        return this;
    }

    /**
     * Two bytes.
     *
     * @param value 0 to 65 535
     * @return this
     */
    public WireWriter uint16(int value) {
        int at = room(2);
        SHORT.set(array, at, (short) value);
        return this;
    }

    /**
     * Two bytes, the higher first: a port outside {@code addrv2}.
     *
     * @param value 0 to 65 535
     * @return this
     */
    public WireWriter uint16BigEndian(int value) {
        return uint16(Short.reverseBytes((short) value));
    }

    /**
     * Four bytes.
     *
     * @param value the lower half is written
     * @return this
     */
    public WireWriter uint32(long value) {
        int at = room(4);
        INT.set(array, at, (int) value);
        return this;
    }

    /**
     * Six bytes.
     *
     * @param value 0 to 2^48-1
     * @return this
     */
    public WireWriter uint48(long value) {
        return uint32(value).uint16((int) (value >>> 32));
    }

    /**
     * Eight bytes.
     *
     * @param value with or without a sign
     * @return this
     */
    public WireWriter int64(long value) {
        int at = room(8);
        LONG.set(array, at, value);
        return this;
    }

    /**
     * One byte that says yes or no.
     *
     * @param value 1 or 0
     * @return this
     */
    public WireWriter flag(boolean value) {
        return uint8(value ? 1 : 0);
    }

    /**
     * 32 bytes.
     *
     * @param hash in wire order
     * @return this
     */
    public WireWriter hash(Hash hash) {
        int at = room(Hash.SIZE_BYTES);
        hash.copyTo(array, at);
        return this;
    }

    /**
     * Bytes as they are.
     *
     * @param bytes all of them
     * @return this
     */
    public WireWriter bytes(Bytes bytes) {
        int at = room(bytes.length());
        bytes.copyTo(array, at);
        return this;
    }

    /**
     * A number in one to nine bytes.
     *
     * @param value without a sign
     * @return this
     */
    public WireWriter varInt(long value) {
        if (value >>> 32 != 0) {
            return uint8(0xFF).int64(value);
        }
        if (value > 0xFFFF) {
            return uint8(0xFE).uint32(value);
        }
        return value < 0xFD ? uint8((int) value) : uint8(0xFD).uint16((int) value);
    }

    /**
     * Bytes with their number before them.
     *
     * @param bytes all of them
     * @return this
     */
    public WireWriter varBytes(Bytes bytes) {
        return varInt(bytes.length()).bytes(bytes);
    }

    /**
     * A text with its length before it.
     *
     * @param text of printable ASCII
     * @return this
     */
    public WireWriter varString(String text) {
        return varBytes(Bytes.owned(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /**
     * Items with their number before them.
     *
     * @param <T> what an item is
     * @param items all of them
     * @param bytesEach about how many bytes an item takes
     * @param item writes one
     * @return this
     */
    public <T> WireWriter list(List<T> items, int bytesEach, BiConsumer<T, WireWriter> item) {
        varInt(items.size());
        reserve(items.size() * bytesEach);
        for (T each : items) {
            item.accept(each, this);
        }
        return this;
    }

    /**
     * Hashes with their number before them.
     *
     * @param hashes all of them
     * @return this
     */
    public WireWriter hashes(List<Hash> hashes) {
        return list(hashes, Hash.SIZE_BYTES, (hash, out) -> out.hash(hash));
    }

    /**
     * The hash of what has been written.
     *
     * @return BLAKE-256
     */
    public Hash blake256() {
        return Blake256.hash(array, 0, next);
    }

    /**
     * What has been written.
     *
     * @return bytes that stay as they are only if nothing more is written
     */
    public Bytes written() {
        return Bytes.owned(array).slice(0, next);
    }

    /**
     * What has been written, and no more.
     *
     * @return an array that may be this writer's own
     */
    public byte[] toByteArray() {
        return array.length == next ? array : Arrays.copyOf(array, next);
    }

    /**
     * Makes room beforehand.
     *
     * @param more bytes to come
     */
    public void reserve(int more) {
        if (array.length - next < more) {
            array = Arrays.copyOf(array, Math.max(next + more, 2 * array.length));
        }
    }

    /** Where so many bytes go. May replace the array, so comes before any use of it. */
    private int room(int size) {
        int at = next;
        if (array.length - at < size) {
            array = Arrays.copyOf(array, Math.max(at + size, 2 * array.length));
        }
        next = at + size;
        return at;
    }
}
