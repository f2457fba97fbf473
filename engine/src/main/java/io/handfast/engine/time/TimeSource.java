// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The only door to time, to waiting and to threads. Code that takes its time from here runs unchanged on a
 * real clock ({@link SystemTime}) and on a virtual one, on which a test of ten minutes takes milliseconds.
 *
 * <p>A virtual clock has to know which threads may still do something before it may jump; that is why threads
 * are started here as well.
 */
public interface TimeSource {
    /**
     * A monotonic reading, only meaningful as a difference to another one.
     *
     * @return nanoseconds since an origin of the source's own, never negative
     */
    long nanos();

    /**
     * The calendar's time, for records that people read. Never used to wait or to judge.
     *
     * @return now
     */
    Instant wallClock();

    /**
     * A condition on a lock, the only thing a thread may wait on.
     *
     * @param lock the lock that protects what is waited for
     * @return a new condition
     */
    Signal newSignal(ReentrantLock lock);

    /**
     * Starts a virtual thread.
     *
     * @param name what to call it in a thread dump
     * @param body what it does
     * @return the started thread
     */
    Thread start(String name, Runnable body);

    /**
     * A deadline from now on.
     *
     * @param duration how long
     * @return the deadline
     */
    default Deadline in(Duration duration) {
        return Deadline.at(Math.addExact(nanos(), duration.toNanos()));
    }
}
