// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import org.jspecify.annotations.Nullable;

/** Bytes that are no SHIP message, or no JSON where JSON has to be. Never repeats a PIN or a payload. */
public final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1;

    private final MessageFault code;
    private final String field;
    private final long offset;
    private final String expected;
    private final String got;

    MalformedMessage(MessageFault code, String field, long offset, String expected, String got) {
        this(code, field, offset, expected, got, null);
    }

    MalformedMessage(
            MessageFault code, String field, long offset, String expected, String got, @Nullable Throwable cause) {
        super(
                code.code() + " at byte " + offset + " in " + Printable.path(field) + ": expected " + expected
                        + ", got " + got,
                cause);
        this.code = code;
        this.field = Printable.path(field);
        this.offset = offset;
        this.expected = expected;
        this.got = got;
    }

    /**
     * What is wrong.
     *
     * @return a code documented in {@code docs/failures.md}
     */
    public MessageFault code() {
        return code;
    }

    /**
     * Where in the message.
     *
     * @return names from the root inwards, joined by dots, such as {@code connectionHello.waiting}; {@code frame}
     *     when it is about the whole
     */
    public String field() {
        return field;
    }

    /**
     * Where in the bytes.
     *
     * @return offset from the first byte of the frame (the type byte), or of the JSON text where there is no frame
     */
    public long offset() {
        return offset;
    }

    /**
     * What should have come.
     *
     * @return words for people
     */
    public String expected() {
        return expected;
    }

    /**
     * What came instead.
     *
     * @return words for people, shortened, control characters replaced
     */
    public String got() {
        return got;
    }
}
