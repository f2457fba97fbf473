// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Role;
import java.time.Duration;
import java.util.Optional;

/**
 * Two connections of one device at once: which one goes, and when (SHIP 12.2.2; dialects of it in
 * {@link DoubleConnections}). Nothing is decided while only one of them got through, but that the other has to follow
 * soon; what one side closes or fails is out by itself.
 *
 * @param rule which rule holds
 * @param weAreBigger whether our SKI is the bigger one
 */
record Contest(DoubleConnections rule, boolean weAreBigger) {
    /** How long the bigger SKI lets a connection hang while the other one got through. */
    private static final Duration BIGGER_WAITS = Duration.ofSeconds(3);

    /** How long the smaller SKI waits for the bigger one to decide. */
    private static final Duration SMALLER_WAITS = Duration.ofSeconds(5);

    /** How long to wait, from the moment the first got through and again from the second, before {@link #afterWait}. */
    Duration patience() {
        return weAreBigger ? BIGGER_WAITS : SMALLER_WAITS;
    }

    /** Who goes at the moment both are complete; empty while it is the peer's turn to decide. */
    Optional<Contender> whenBothComplete(Contender one, Contender other) {
        Contender newer = one.isMoreRecentThan(other) ? one : other;
        if (rule == DoubleConnections.INITIATOR) {
            Role kept = weAreBigger ? Role.CLIENT : Role.SERVER;
            return Optional.of(one.role() == other.role() ? not(newer, one, other) : one.role() == kept ? other : one);
        }
        // A device that comes although it is connected has lost that connection: no reason to wait.
        boolean decide = rule == DoubleConnections.RECENT || weAreBigger || newer.isAnew();
        return decide ? Optional.of(not(newer, one, other)) : Optional.empty();
    }

    /** Who goes when the wait is over: what is stuck, else what is older. */
    Contender afterWait(Contender one, Contender other) {
        if (one.isUsable() != other.isUsable()) {
            return one.isUsable() ? other : one;
        }
        return one.isMoreRecentThan(other) ? other : one;
    }

    private static Contender not(Contender keep, Contender one, Contender other) {
        return keep == one ? other : one;
    }
}
