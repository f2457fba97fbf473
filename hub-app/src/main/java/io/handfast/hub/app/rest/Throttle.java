// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts wrong tokens, whoever sent them: as good as all come from this machine, and an address of it costs nothing. One
 * number for all, so it needs no memory. The right token is never throttled: nobody guesses 256 bits, and nobody else
 * shall be able to lock the operator out.
 */
final class Throttle {
    private static final int AT_ONCE = 10;
    /** One more each time; 20 a minute. */
    private static final Duration EVERY = Duration.ofSeconds(3);

    private record Level(double left, long atNanos) {}

    private final TimeSource time;
    private final AtomicReference<Level> level;

    Throttle(TimeSource time) {
        this.time = time;
        this.level = new AtomicReference<>(new Level(AT_ONCE, time.nanos()));
    }

    /** Counts one; false when there were too many. */
    boolean takeWrong() {
        long now = time.nanos();
        Level before = level.getAndUpdate(old -> new Level(Math.max(0, left(old, now) - 1), now));
        return left(before, now) >= 1;
    }

    private static double left(Level level, long now) {
        return Math.min(AT_ONCE, level.left() + (double) Math.max(0, now - level.atNanos()) / EVERY.toNanos());
    }

    Duration retryAfter() {
        return EVERY;
    }
}
