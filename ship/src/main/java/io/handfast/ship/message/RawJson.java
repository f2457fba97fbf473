// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value as the bytes somebody else wrote: well-formed UTF-8 and well-formed JSON, otherwise untouched. An
 * instance is the proof that this was checked. Immutable as long as nobody changes the array it was read from.
 * Equal when the bytes are equal.
 */
public final class RawJson {
    private final byte[] bytes;
    private final int offset;
    private final int length;

    /** The caller vouches for the content. */
    RawJson(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Checks a JSON text; does not copy it.
     *
     * @param json one value in UTF-8, white space around it allowed; not to be changed afterwards
     * @return the value without the white space around it
     * @throws MalformedMessage when it is not UTF-8, not one JSON value, nested more than {@value
     *     ShipCodec#MAX_DEPTH} levels deep, or has an object with a member twice
     */
    public static RawJson parse(byte[] json) throws MalformedMessage {
        try (JsonReader in = new JsonReader(json, 0, json.length)) {
            in.next();
            RawJson value = in.raw();
            in.requireEnd();
            return value;
        }
    }

    /**
     * Checks a JSON text.
     *
     * @param json one value, white space around it allowed
     * @return the value without the white space around it
     * @throws MalformedMessage as with {@link #parse(byte[])}
     */
    public static RawJson parse(String json) throws MalformedMessage {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * How long it is.
     *
     * @return number of bytes
     */
    public int length() {
        return length;
    }

    /**
     * The bytes without copying them.
     *
     * @return a view that cannot be written to
     */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * The bytes.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /**
     * The characters.
     *
     * @return the same JSON text
     */
    public String text() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    /** Where {@link #offset} leads; not to be written to. */
    byte[] array() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    boolean isNull() {
        return bytes[offset] == 'n';
    }

    void copyTo(byte[] target, int position) {
        System.arraycopy(bytes, offset, target, position, length);
    }

    JsonReader reader() throws MalformedMessage {
        return new JsonReader(bytes, offset, offset + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that
                && Arrays.equals(bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /** The size alone: a payload may be large, and it is the application's. */
    @Override
    public String toString() {
        return "RawJson[" + length + " bytes]";
    }
}
