// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.List;

/** Random delays before the next attempt, from one range after the other; the last range repeats. One owner. */
public final class Backoff {
    /**
     * A range to draw a delay from.
     *
     * @param from shortest delay
     * @param to longest delay, exclusive; longer than {@code from}
     */
    public record Range(Duration from, Duration to) {
        /** Rejects an empty range. */
        public Range {
            if (from.isNegative() || to.compareTo(from) <= 0) {
                throw new IllegalArgumentException("a range from " + from + " to " + to + " is empty");
            }
        }
    }

    private final TimeSource time;
    private final Entropy entropy;
    private final List<Range> ranges;
    private int attempts;

    /**
     * A backoff before its first attempt.
     *
     * @param time the clock
     * @param entropy where the delays come from
     * @param ranges at least one
     */
    public Backoff(TimeSource time, Entropy entropy, List<Range> ranges) {
        this.time = time;
        this.entropy = entropy;
        this.ranges = List.copyOf(ranges);
    }

    /**
     * When to try next; counts an attempt.
     *
     * @return a deadline from now on
     */
    public Deadline next() {
        Range range = ranges.get(Math.min(attempts, ranges.size() - 1));
        attempts++;
        return within(range);
    }

    /**
     * A delay from a range of the caller's, without counting an attempt.
     *
     * @param range where to draw from
     * @return a deadline from now on
     */
    public Deadline within(Range range) {
        long width = range.to().minus(range.from()).toNanos();
        return time.in(range.from().plusNanos(entropy.below(width)));
    }

    /** The goal was reached: the next delay comes from the first range again. */
    public void reset() {
        attempts = 0;
    }

    /**
     * Attempts since the last reset.
     *
     * @return not negative
     */
    public int attempts() {
        return attempts;
    }
}
