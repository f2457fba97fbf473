// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.time.Duration;

/**
 * How the dates of a certificate stand to the clock. Nobody is refused for them: SHIP checks them to warn at most
 * (specification 12.1.1), and many devices have no clock.
 */
public enum Validity {
    /** Nothing to be said. */
    CURRENT,
    /** Its first instant is still to come: made with a wrong clock, or ours is wrong. */
    NOT_YET_VALID,
    /** It ends within {@link #SOON}. */
    ENDS_SOON,
    /** Its last instant is over. */
    EXPIRED;

    /** How long before the end it is worth a word, as ship-go has it. */
    public static final Duration SOON = Duration.ofDays(30);
}
