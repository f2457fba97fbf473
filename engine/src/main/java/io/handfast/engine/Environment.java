// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;

/**
 * Everything of the outside that a procedure may touch besides its channel; made once by a program or a test and
 * handed down.
 *
 * @param time clock, waiting, threads
 * @param guard ends blocking I/O at its deadline
 * @param entropy randomness
 * @param compute platform threads for heavy computing
 */
public record Environment(TimeSource time, DeadlineGuard guard, Entropy entropy, ComputePool compute)
        implements AutoCloseable {
    /**
     * The real machine.
     *
     * @return a new environment, to be closed when the program ends
     */
    public static Environment system() {
        return of(new SystemTime(), Entropy.secure());
    }

    /**
     * An environment on a given clock.
     *
     * @param time clock, waiting, threads
     * @param entropy randomness
     * @return a new environment
     */
    public static Environment of(TimeSource time, Entropy entropy) {
        return new Environment(time, new DeadlineGuard(time), entropy, new ComputePool());
    }

    /** Ends the guard and the computing threads. */
    @Override
    public void close() {
        guard.close();
        compute.close();
    }
}
