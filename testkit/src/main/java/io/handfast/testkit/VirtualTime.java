// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock for tests that moves only when nobody has anything to do: ten minutes take milliseconds, and the same
 * test takes the same course every time.
 *
 * <p>The threads that {@link #start} made are enrolled, and so is the body of {@link #run}. One enrolled thread
 * runs at a time: it has the turn until it waits on a {@link Signal} or ends. Whoever can go on then stands in a
 * queue, in the order in which the threads became able to: started, signalled, or their deadline reached. A
 * signalled thread stands in it from the signal on, so that time cannot jump under it. When the queue is empty,
 * everybody waits, and time jumps to the earliest deadline. When there is no deadline either, that is a deadlock,
 * and the test fails with each thread's name, wait and stack. A lost wake-up ends the same way.
 *
 * <p>An interrupt of an enrolled thread that waits is seen when the turn is passed on, so it too has a fixed place
 * in the order.
 *
 * <p>After the body has ended, the others go on until all wait, but time stands still. Those that still wait then
 * are the {@link #leftovers}; an {@link Error} thrown from their waits ends them. The same happens to all after a
 * deadlock.
 *
 * <p>A thread that waits for anything but a signal of this clock (a monitor, a future, a socket) keeps the turn
 * and looks busy. A watchdog in real time, the thread that called {@link #run}, fails the test with all stacks
 * when one turn takes too long. So do a million turns at one instant: a conversation that never takes time.
 */
public final class VirtualTime implements TimeSource {
    private static final Duration WATCHDOG_LIMIT = Duration.ofSeconds(10);
    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** What a thread of a test does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs on an enrolled thread.
         *
         * @throws Exception any; it fails the test
         */
        void run() throws Exception;
    }

    private final Turns turns;

    /** A clock at zero whose watchdog bites after ten seconds. */
    public VirtualTime() {
        this(WATCHDOG_LIMIT);
    }

    /**
     * A clock at zero.
     *
     * @param watchdogLimit how long one turn may take in real time; at most twice that passes before the test fails
     */
    public VirtualTime(Duration watchdogLimit) {
        this.turns = new Turns(watchdogLimit);
    }

    /**
     * Runs a test and blocks until none of the enrolled threads is left. Threads that were started before take part.
     * Once per clock.
     *
     * @param test what to do, on an enrolled thread named {@code test}
     * @throws Exception what the body threw, an exception as well as an assertion's error; else what another
     *     enrolled thread died of; else an {@link AssertionError} for a deadlock or the watchdog
     */
    public void run(Body test) throws Exception {
        turns.run(test);
    }

    /**
     * The threads that still waited when the body had ended and nothing more could happen without time.
     *
     * @return their names in the order in which they began to wait; empty after a clean test
     */
    public List<String> leftovers() {
        return turns.leftovers();
    }

    @Override
    public long nanos() {
        return turns.nanos();
    }

    /** Begins at midnight (UTC) of the first of January 2026 and moves with the virtual time. */
    @Override
    public Instant wallClock() {
        return ORIGIN.plusNanos(nanos());
    }

    @Override
    public Thread start(String name, Runnable body) {
        return turns.start(name, body::run);
    }

    /**
     * Same as {@link #start} for a test's own threads: may throw anything, and fails the test then.
     *
     * @param name what to call the thread
     * @param body what it does
     * @return the started thread
     */
    public Thread enrol(String name, Body body) {
        return turns.start(name, body);
    }

    @Override
    public Signal newSignal(ReentrantLock lock) {
        return new VirtualSignal(lock);
    }

    /**
     * Blocks the calling thread, which must be enrolled, while time passes: a pause of a scripted course, where a
     * test on a real clock would sleep.
     *
     * @param duration how long
     * @throws InterruptedException when the thread was interrupted
     */
    public void pass(Duration duration) throws InterruptedException {
        pass(this, duration);
    }

    static void pass(TimeSource time, Duration duration) throws InterruptedException {
        ReentrantLock nobodysLock = new ReentrantLock();
        Signal never = time.newSignal(nobodysLock);
        Deadline end = time.in(duration);
        nobodysLock.lock();
        try {
            while (!end.passed(time)) {
                never.await(end);
            }
        } finally {
            nobodysLock.unlock();
        }
    }

    /** A condition of which the turns know who waits on it. */
    private final class VirtualSignal implements Signal {
        private final ReentrantLock lock;

        private VirtualSignal(ReentrantLock lock) {
            this.lock = lock;
        }

        @Override
        public boolean await(Deadline deadline) throws InterruptedException {
            requireLock();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline.passed(VirtualTime.this)) {
                return false;
            }
            int holds = lock.getHoldCount();
            Turns.Member self = turns.giveAway(this, deadline, () -> unlock(holds));
            boolean interrupted = turns.awaitTurn(self);
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
            turns.requireGoingOn();
            if (interrupted) {
                throw new InterruptedException();
            }
            return !deadline.passed(VirtualTime.this);
        }

        private void unlock(int holds) {
            for (int i = 0; i < holds; i++) {
                lock.unlock();
            }
        }

        @Override
        public void signalAll() {
            requireLock();
            turns.wake(this);
        }

        private void requireLock() {
            if (!lock.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException("the signal's lock is not held");
            }
        }
    }
}
