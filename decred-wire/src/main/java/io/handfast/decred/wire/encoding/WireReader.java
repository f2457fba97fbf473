// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes a payload apart, field by field. Numbers are little endian unless said otherwise. Nothing is allocated for
 * what is announced but not there: a count is compared with its limit, then with the bytes that are left. What is
 * handed out as {@link Bytes} is a view of the payload. Every method fails, naming the field it was given, where the
 * payload ends before. For one thread.
 */
public final class WireReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The decoder's limit of texts and scripts without one of their own. */
    private static final int MAX_VAR_BYTES = 32 * 1024 * 1024;

    private final String phase;
    private final Bytes payload;
    private final byte[] array;
    private final int end;
    private final int protocolVersion;
    private int next;

    /**
     * Stands before the first byte.
     *
     * @param phase what failures name, such as {@code decode inv}
     * @param payload all of it
     * @param protocolVersion the negotiated one
     */
    public WireReader(String phase, Bytes payload, int protocolVersion) {
        this.phase = phase;
        this.payload = payload;
        array = payload.array();
        next = payload.offset();
        end = payload.offset() + payload.length();
        this.protocolVersion = protocolVersion;
    }

    /**
     * The protocol version to read at.
     *
     * @return the negotiated one
     */
    public int protocolVersion() {
        return protocolVersion;
    }

    /**
     * What has not been read.
     *
     * @return bytes
     */
    public int remaining() {
        return end - next;
    }

    /**
     * One byte.
     *
     * @param field for failures, as everywhere here
     * @return 0 to 255
     * @throws MalformedMessage when the payload ends before, as everywhere here
     */
    public int uint8(String field) throws MalformedMessage {
        return array[take(field, 1)] & 0xFF;
    }

    /**
     * Two bytes.
     *
     * @param field its name
     * @return 0 to 65 535
     */
    public int uint16(String field) throws MalformedMessage {
        return (short) SHORT.get(array, take(field, 2)) & 0xFFFF;
    }

    /**
     * Two bytes, the higher first: a port outside {@code addrv2}.
     *
     * @param field its name
     * @return 0 to 65 535
     */
    public int uint16BigEndian(String field) throws MalformedMessage {
        return Short.reverseBytes((short) SHORT.get(array, take(field, 2))) & 0xFFFF;
    }

    /**
     * Four bytes without a sign.
     *
     * @param field its name
     * @return 0 to 2^32-1
     */
    public long uint32(String field) throws MalformedMessage {
        return int32(field) & 0xFFFF_FFFFL;
    }

    /**
     * Four bytes with a sign.
     *
     * @param field its name
     * @return the number
     */
    public int int32(String field) throws MalformedMessage {
        return (int) INT.get(array, take(field, 4));
    }

    /**
     * Six bytes without a sign.
     *
     * @param field its name
     * @return 0 to 2^48-1
     */
    public long uint48(String field) throws MalformedMessage {
        int at = take(field, 6);
        return ((int) INT.get(array, at) & 0xFFFF_FFFFL) | (((short) SHORT.get(array, at + 4) & 0xFFFFL) << 32);
    }

    /**
     * Eight bytes.
     *
     * @param field its name
     * @return the number, with or without a sign
     */
    public long int64(String field) throws MalformedMessage {
        return (long) LONG.get(array, take(field, 8));
    }

    /**
     * A byte that says yes or no.
     *
     * @param field its name
     * @return whether it is not zero
     */
    public boolean flag(String field) throws MalformedMessage {
        return uint8(field) != 0;
    }

    /**
     * 32 bytes.
     *
     * @param field its name
     * @return the hash
     */
    public Hash hash(String field) throws MalformedMessage {
        return Hash.of(array, take(field, Hash.SIZE_BYTES));
    }

    /**
     * So many bytes.
     *
     * @param field its name
     * @param size how many
     * @return a view
     */
    public Bytes bytes(String field, int size) throws MalformedMessage {
        return payload.slice(take(field, size) - payload.offset(), size);
    }

    /**
     * A number of one to nine bytes, of no more than it needs.
     *
     * @param field its name
     * @return the number without a sign
     * @throws MalformedMessage when it is not there, or longer than needed
     */
    public long varInt(String field) throws MalformedMessage {
        int start = next;
        int first = uint8(field);
        if (first < 0xFD) {
            return first;
        }
        long value;
        long least;
        switch (first) {
            case 0xFD -> {
                value = uint16(field);
                least = 0xFD;
            }
            case 0xFE -> {
                value = uint32(field);
                least = 0x1_0000;
            }
            default -> {
                value = int64(field);
                least = 0x1_0000_0000L;
            }
        }
        if (Long.compareUnsigned(value, least) < 0) {
            int size = next - start;
            next = start;
            throw malformed(WireFault.NON_CANONICAL_VAR_INT, field, "as few bytes as possible", value + " in " + size);
        }
        return value;
    }

    /**
     * How many items follow.
     *
     * @param field what they are
     * @param most the protocol's limit
     * @param tooMany what it is called to announce more
     * @param leastBytes of one item
     * @return a number of items that the bytes left can hold
     * @throws MalformedMessage when it is above the limit or what can be there
     */
    public int count(String field, long most, WireFault tooMany, int leastBytes) throws MalformedMessage {
        int start = next;
        long count = varInt(field);
        if (Long.compareUnsigned(count, most) > 0) {
            next = start;
            throw malformed(tooMany, field, "at most " + most, Long.toUnsignedString(count));
        }
        requireRoom(field, count, leastBytes);
        return (int) count;
    }

    /**
     * Refuses what the bytes left cannot hold.
     *
     * @param field what it is about
     * @param count items announced, at most 2^32
     * @param leastBytes of one item
     * @throws MalformedMessage when they cannot
     */
    public void requireRoom(String field, long count, int leastBytes) throws MalformedMessage {
        if (count * leastBytes > remaining()) {
            throw malformed(
                    WireFault.SHORT_PAYLOAD,
                    field,
                    count + " items of at least " + leastBytes + " bytes",
                    remaining() + " bytes left");
        }
    }

    /**
     * A number of items, then the items.
     *
     * @param <T> what an item is
     * @param field what they are
     * @param most the protocol's limit
     * @param tooMany what it is called to announce more
     * @param leastBytes of one item
     * @param item reads one
     * @return an immutable list
     * @throws MalformedMessage when there are too many, or not as many as announced
     */
    public <T> List<T> list(String field, long most, WireFault tooMany, int leastBytes, Decoder<T> item)
            throws MalformedMessage {
        return items(count(field, most, tooMany, leastBytes), item);
    }

    /**
     * So many items.
     *
     * @param <T> what an item is
     * @param count how many, compared with the bytes left before
     * @param item reads one
     * @return an immutable list
     * @throws MalformedMessage when there are not as many
     */
    @SuppressWarnings("unchecked") // the array never leaves this method
    public <T> List<T> items(int count, Decoder<T> item) throws MalformedMessage {
        T[] items = (T[]) new Object[count];
        for (int i = 0; i < count; i++) {
            items[i] = item.read(this);
        }
        return List.of(items);
    }

    /**
     * Hashes with their number before them.
     *
     * @param field what they are
     * @param most the protocol's limit
     * @param tooMany what it is called to announce more
     * @return an immutable list
     * @throws MalformedMessage when there are too many, or not as many as announced
     */
    public List<Hash> hashes(String field, int most, WireFault tooMany) throws MalformedMessage {
        return list(field, most, tooMany, Hash.SIZE_BYTES, in -> in.hash(field));
    }

    /**
     * Bytes with their number before them.
     *
     * @param field their name
     * @param most the field's limit
     * @return a view
     * @throws MalformedMessage when there are too many, or not as many as announced
     */
    public Bytes varBytes(String field, int most) throws MalformedMessage {
        return bytes(field, count(field, most, WireFault.VAR_BYTES_TOO_LONG, 1));
    }

    /**
     * Bytes without a limit of their own, such as a script, with their number before them.
     *
     * @param field their name
     * @return a view
     * @throws MalformedMessage when there are not as many as announced
     */
    public Bytes varBytes(String field) throws MalformedMessage {
        return varBytes(field, MAX_VAR_BYTES);
    }

    /**
     * A text without a limit of its own. Its characters are the bytes; whoever makes a message of it judges them.
     *
     * @param field its name
     * @return the text
     * @throws MalformedMessage when it is not all there
     */
    public String varString(String field) throws MalformedMessage {
        int size = count(field, MAX_VAR_BYTES, WireFault.VAR_STRING_TOO_LONG, 1);
        int at = take(field, size);
        return new String(array, at, size, StandardCharsets.ISO_8859_1);
    }

    /**
     * A text of printable ASCII.
     *
     * @param field its name
     * @param most bytes
     * @return the text
     * @throws MalformedMessage when it is too long, not all there, or has other characters
     */
    public String asciiVarString(String field, int most) throws MalformedMessage {
        int size = count(field, most, WireFault.VAR_STRING_TOO_LONG, 1);
        int at = take(field, size);
        String text = new String(array, at, size, StandardCharsets.ISO_8859_1);
        if (!StrictAscii.holds(text)) {
            next = at;
            throw malformed(WireFault.MALFORMED_STRICT_STRING, field, "printable ASCII", StrictAscii.shown(text));
        }
        return text;
    }

    /**
     * Everything has to have been read.
     *
     * @throws MalformedMessage when bytes are left
     */
    public void requireEnd() throws MalformedMessage {
        if (next < end) {
            throw malformed(WireFault.TRAILING_BYTES, "end", "no more bytes", remaining() + " more");
        }
    }

    /**
     * The failure for what was just found.
     *
     * @param code what is wrong
     * @param field where
     * @param expected what should have come
     * @param got what came
     * @return to be thrown
     */
    public MalformedMessage malformed(WireFault code, String field, String expected, String got) {
        return new MalformedMessage(code, phase, field, next - payload.offset(), expected, got);
    }

    /**
     * The failure for values that no message may have.
     *
     * @param refusal what its constructor said
     * @return to be thrown
     */
    public MalformedMessage malformed(IllegalMessage refusal) {
        return new MalformedMessage(
                refusal.code(),
                phase,
                refusal.field(),
                next - payload.offset(),
                refusal.expected(),
                refusal.got(),
                refusal);
    }

    private int take(String field, int size) throws MalformedMessage {
        int at = next;
        if (end - at < size) {
            throw malformed(WireFault.SHORT_PAYLOAD, field, size + " bytes", (end - at) + " bytes left");
        }
        next = at + size;
        return at;
    }
}
