// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.time;

/** A condition on a lock, made by {@link TimeSource#newSignal}. Both methods need the lock to be held. */
public interface Signal {
    /**
     * Blocks until signalled or until the deadline has passed, whichever is first; may also return early for no
     * reason, so it stands in a loop around the condition waited for.
     *
     * @param deadline when to stop waiting
     * @return false when the deadline has passed
     * @throws InterruptedException when the waiting thread was interrupted
     */
    boolean await(Deadline deadline) throws InterruptedException;

    /** Wakes all who wait. */
    void signalAll();
}
