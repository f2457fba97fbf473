// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/**
 * A message that Decred forbids was about to be made or sent by this side. Unchecked, since the caller could have
 * known. What came from a peer is a {@link MalformedMessage} instead.
 */
public final class IllegalMessage extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final WireFault code;
    private final String field;
    private final String expected;
    private final String got;

    /**
     * A refusal.
     *
     * @param code what is wrong
     * @param field where
     * @param expected what would be allowed
     * @param got what was given
     */
    public IllegalMessage(WireFault code, String field, String expected, String got) {
        super(code.code() + " in " + field + ": expected " + expected + ", got " + got);
        this.code = code;
        this.field = field;
        this.expected = expected;
        this.got = got;
    }

    /**
     * What is wrong.
     *
     * @return a code documented in {@code docs/failures.md}
     */
    public WireFault code() {
        return code;
    }

    /**
     * Where.
     *
     * @return the field's name
     */
    public String field() {
        return field;
    }

    /**
     * What would be allowed.
     *
     * @return words for people
     */
    public String expected() {
        return expected;
    }

    /**
     * What was given.
     *
     * @return words for people
     */
    public String got() {
        return got;
    }
}
