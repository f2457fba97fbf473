// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/** Numbers of four bytes without a sign, which Java holds in a {@code long}. */
public final class Uint32 {
    /** The biggest, and what many fields use for none. */
    public static final long MAX = 0xFFFF_FFFFL;

    private Uint32() {}

    /**
     * Guards a number of a message that is being made.
     *
     * @param field what it is
     * @param value the number
     */
    public static void require(String field, long value) {
        WireFault.INVALID_MSG.unless(value >>> 32 == 0, field, "0 to 2^32-1", value);
    }
}
