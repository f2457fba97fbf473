// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import org.jspecify.annotations.Nullable;

/** No message came of it: the peer's bytes are wrong, or there are no more. The connection is of no use afterwards. */
public abstract sealed class WireException extends Exception permits MalformedMessage, ReadEnded {
    private static final long serialVersionUID = 1;

    private final WireFault code;
    private final String phase;
    private final String expected;
    private final String got;

    WireException(WireFault code, String phase, String expected, String got, @Nullable Throwable cause) {
        super(code.code() + " in " + phase + ": expected " + expected + ", got " + got, cause);
        this.code = code;
        this.phase = phase;
        this.expected = expected;
        this.got = got;
    }

    /**
     * What went wrong.
     *
     * @return a code documented in {@code docs/failures.md}
     */
    public WireFault code() {
        return code;
    }

    /**
     * Where it went wrong.
     *
     * @return {@code frame-header}, {@code payload}, {@code checksum}, or {@code decode} with the command
     */
    public String phase() {
        return phase;
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
     * @return words for people; control characters and the like in hexadecimal
     */
    public String got() {
        return got;
    }
}
