// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.crypto.Ski;
import java.time.Duration;

/**
 * Remembers wrong PINs per peer, across its connections, so that hanging up does not help who guesses. Safe for use by
 * all threads; never blocks for long: it is asked on the connection's thread.
 */
public interface PinLedger {
    /** What became of a PIN. */
    enum Outcome {
        /** It was right; the peer's record is clean. */
        RIGHT,
        /** It was wrong and was counted. */
        WRONG,
        /** It came during a penalty, perhaps one earned on another connection: it counts for nothing. */
        NOT_JUDGED
    }

    /**
     * The answer to a PIN.
     *
     * @param outcome what became of it
     * @param penalty how long no further one is judged; zero for none
     */
    record Judgement(Outcome outcome, Duration penalty) {}

    /**
     * What is left of the peer's penalty.
     *
     * @param peer who
     * @return zero when its next PIN will be judged
     */
    Duration penaltyLeft(Ski peer);

    /**
     * Takes note of a PIN, in one step with looking at the penalty, so that a peer with several connections has no
     * more tries than with one. Whatever has to outlive a crash is stored when this returns.
     *
     * @param peer who sent it
     * @param right whether it is the right one
     * @return what to answer
     */
    Judgement judge(Ski peer, boolean right);
}
