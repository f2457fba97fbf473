// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import org.jspecify.annotations.Nullable;

/** The peer's bytes are no frame, or no message. */
public final class MalformedMessage extends WireException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final long offset;

    /**
     * A failure of this kind.
     *
     * @param code what is wrong
     * @param phase where
     * @param field which part of it
     * @param offset of the part, from the start of the frame header or of the payload
     * @param expected what should have come
     * @param got what came
     */
    public MalformedMessage(WireFault code, String phase, String field, long offset, String expected, String got) {
        this(code, phase, field, offset, expected, got, null);
    }

    MalformedMessage(
            WireFault code,
            String phase,
            String field,
            long offset,
            String expected,
            String got,
            @Nullable Throwable cause) {
        super(code, phase, expected + " as " + field + " at byte " + offset, got, cause);
        this.field = field;
        this.offset = offset;
    }

    /**
     * Which part of the message.
     *
     * @return the field's name in the protocol's words
     */
    public String field() {
        return field;
    }

    /**
     * Where the part begins.
     *
     * @return bytes from the start of the frame header or of the payload
     */
    public long offset() {
        return offset;
    }
}
