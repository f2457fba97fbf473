// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.time;

import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The machine's clock and the JDK's virtual threads. Safe for use by all threads. */
public final class SystemTime implements TimeSource {
    private final long origin = System.nanoTime();

    /** A clock that begins at zero now. */
    public SystemTime() {}

    @Override
    public long nanos() {
        return System.nanoTime() - origin;
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    @Override
    public Thread start(String name, Runnable body) {
        return Thread.ofVirtual().name(name).start(body);
    }

    @Override
    public Signal newSignal(ReentrantLock lock) {
        Condition condition = lock.newCondition();
        return new Signal() {
            @Override
            @SuppressWarnings("WaitNotInLoop") // the caller has the loop, as Signal demands
            public boolean await(Deadline deadline) throws InterruptedException {
                if (deadline == Deadline.NEVER) {
                    condition.await();
                    return true;
                }
                long left = deadline.nanos() - nanos();
                return left > 0 && condition.awaitNanos(left) > 0;
            }

            @Override
            public void signalAll() {
                condition.signalAll();
            }
        };
    }
}
