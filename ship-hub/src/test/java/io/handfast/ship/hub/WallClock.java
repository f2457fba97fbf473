// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** A clock whose calendar can be set, as people and time servers do; the time that deadlines live in goes on. */
final class WallClock implements TimeSource {
    private final TimeSource time;
    private Duration shift = Duration.ZERO;

    WallClock(TimeSource time) {
        this.time = time;
    }

    void shift(Duration by) {
        shift = shift.plus(by);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Instant wallClock() {
        return time.wallClock().plus(shift);
    }

    @Override
    public Signal newSignal(ReentrantLock lock) {
        return time.newSignal(lock);
    }

    @Override
    public Thread start(String name, Runnable body) {
        return time.start(name, body);
    }
}
