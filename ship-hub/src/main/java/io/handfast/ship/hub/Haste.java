// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;

/**
 * How often a new address makes a device be dialled out of turn. Addresses are hearsay, and a forger has no end of
 * them: three times, then once a minute. A device that really moves has its next turn all the same.
 *
 * <p>Owned by its device's actor.
 */
final class Haste {
    private static final int MOST = 3;
    private static final Duration REGAINED_AFTER = Duration.ofMinutes(1);

    private final TimeSource time;
    private int left = MOST;
    private Deadline regained = NEVER;

    Haste(TimeSource time) {
        this.time = time;
    }

    /** Whether there is one; takes it. */
    boolean take() {
        while (left < MOST && regained.passed(time)) {
            left++;
            regained = left == MOST ? NEVER : regained.plus(REGAINED_AFTER);
        }
        if (left == 0) {
            return false;
        }
        regained = left == MOST ? time.in(REGAINED_AFTER) : regained;
        left--;
        return true;
    }

    /** The device has answered: whatever was said of it before was true enough. */
    void restore() {
        left = MOST;
    }
}
