// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.failure;

import org.jspecify.annotations.Nullable;

/**
 * A procedure with a peer ended before its goal. The class says whose doing it was and so whether trying again
 * makes sense; {@link #code} says what it was. Checked, because every caller has to decide what follows.
 */
public abstract sealed class HandshakeException extends Exception
        permits PeerMisbehaved, PeerIncompatible, PeerRefused, LocallyRefused, TimedOut, ConnectionLost, Cancelled {
    private static final long serialVersionUID = 1;

    private final transient FailureCode code;
    private final String phase;
    private final String expected;
    private final String got;

    HandshakeException(FailureCode code, String phase, String expected, String got, @Nullable Throwable cause) {
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
    public FailureCode code() {
        return code;
    }

    /**
     * Where it went wrong.
     *
     * @return the phase's stable name
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
     * @return words for people
     */
    public String got() {
        return got;
    }

    /**
     * Whose doing it was.
     *
     * @return the class of this exception in one word
     */
    public abstract Blame blame();
}
