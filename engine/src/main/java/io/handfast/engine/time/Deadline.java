// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.time;

import java.time.Duration;

/**
 * An absolute instant on a {@link TimeSource}'s clock. A wait takes a deadline, never a duration, so that a
 * procedure of several steps spends one budget.
 *
 * <p>Compared by identity where a procedure waits for several: {@link #earliest} returns one of its arguments,
 * and on a tie the first of them, so {@code expired == askAt} tells which one it was.
 */
public final class Deadline {
    /** Never passes. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /**
     * The instant at which {@link TimeSource#nanos()} reads {@code nanos}.
     *
     * @param nanos a reading of the time source, in nanoseconds
     * @return the deadline
     */
    public static Deadline at(long nanos) {
        return new Deadline(nanos);
    }

    /**
     * The earliest of several deadlines; on a tie the one named first.
     *
     * @param first a deadline
     * @param others more deadlines
     * @return one of the arguments, the same object
     */
    public static Deadline earliest(Deadline first, Deadline... others) {
        Deadline earliest = first;
        for (Deadline other : others) {
            if (other.nanos < earliest.nanos) {
                earliest = other;
            }
        }
        return earliest;
    }

    /**
     * This deadline moved into the future; {@link #NEVER} stays what it is.
     *
     * @param more how far
     * @return the later deadline
     */
    public Deadline plus(Duration more) {
        return this == NEVER ? NEVER : new Deadline(Math.addExact(nanos, more.toNanos()));
    }

    /**
     * What is left of it.
     *
     * @param time the clock it was made from
     * @return the remaining time, zero when it has passed; about 292 years for {@link #NEVER}
     */
    public Duration remaining(TimeSource time) {
        if (this == NEVER) {
            return Duration.ofNanos(Long.MAX_VALUE);
        }
        return Duration.ofNanos(Math.max(0, nanos - time.nanos()));
    }

    /**
     * Whether it has passed.
     *
     * @param time the clock it was made from
     * @return true from the very instant on
     */
    public boolean passed(TimeSource time) {
        return this != NEVER && time.nanos() >= nanos;
    }

    /**
     * Whether it passes before another one.
     *
     * @param other another deadline of the same clock
     * @return true when strictly earlier
     */
    public boolean isBefore(Deadline other) {
        return nanos < other.nanos;
    }

    /**
     * The instant itself.
     *
     * @return the reading of the time source at which it passes, in nanoseconds
     */
    public long nanos() {
        return nanos;
    }

    @Override
    public String toString() {
        return this == NEVER ? "never" : "at " + Duration.ofNanos(nanos);
    }
}
