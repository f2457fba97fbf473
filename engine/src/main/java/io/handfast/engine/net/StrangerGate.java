// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Places for connections whose peer nobody knows yet. They are few, so strangers cannot fill memory; and a
 * stranger that is slow loses its place to the next one, so slow strangers keep nobody out.
 *
 * <p>When all places are taken, the oldest pass of the address that holds most of them is withdrawn, once it is
 * older than the grace time. Until then new connections wait in the kernel's queue: after a power cut a
 * thousand honest devices come at once, and each needs only milliseconds. Should this process be what they wait for,
 * because it has just started and computes slowly, each keeps its place for longer: to end a handshake half computed
 * would only mean to compute it again.
 */
public final class StrangerGate {
    /** How much longer a stranger keeps its place while we are what it waits for. */
    private static final int BUSY_FACTOR = 4;

    private static final Duration BUSY_LOOK = Duration.ofMillis(100);

    private final TimeSource time;
    private final int places;
    private final Duration grace;
    private final BooleanSupplier busy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final List<Pass> passes = new ArrayList<>();

    /**
     * A gate with free places.
     *
     * @param time the clock
     * @param places how many strangers at once
     * @param grace how long a stranger keeps its place even if others wait
     */
    public StrangerGate(TimeSource time, int places, Duration grace) {
        this(time, places, grace, () -> false);
    }

    /**
     * A gate of a process that may be slow itself.
     *
     * @param time the clock
     * @param places how many strangers at once
     * @param grace how long a stranger keeps its place even if others wait; four times as long while busy
     * @param busy whether strangers may be waiting for this process rather than it for them, such as
     *     {@code pool::isBusy}; asked under the gate's lock, answers at once
     */
    public StrangerGate(TimeSource time, int places, Duration grace, BooleanSupplier busy) {
        this.time = time;
        this.places = places;
        this.grace = grace;
        this.busy = busy;
        this.changed = time.newSignal(lock);
    }

    /**
     * Takes a place; blocks until one is free or can be withdrawn from another stranger.
     *
     * @param from the stranger's address
     * @param onWithdrawal ends the stranger's connection; neither blocks nor throws
     * @return the pass, to be closed when the peer is known or gone
     * @throws InterruptedException when the waiting thread was interrupted
     */
    public Pass enter(InetAddress from, Runnable onWithdrawal) throws InterruptedException {
        Pass mine = new Pass(from, onWithdrawal);
        while (true) {
            Pass victim = takePlaceOrVictim(mine);
            if (victim == mine) {
                return mine;
            }
            victim.withdrawn = true;
            victim.onWithdrawal.run();
        }
    }

    /** Returns {@code mine} when it has a place now, else a pass that lost its place and must be withdrawn. */
    private Pass takePlaceOrVictim(Pass mine) throws InterruptedException {
        lock.lock();
        try {
            while (passes.size() >= places) {
                Pass victim = candidate();
                boolean ours = busy.getAsBoolean();
                Deadline mayGo = Deadline.at(victim.sinceNanos + grace.toNanos() * (ours ? BUSY_FACTOR : 1));
                if (mayGo.passed(time)) {
                    passes.remove(victim);
                    return victim;
                }
                changed.await(ours ? Deadline.earliest(mayGo, time.in(BUSY_LOOK)) : mayGo);
            }
            mine.sinceNanos = time.nanos(); // its grace begins with its place, not with its wait for one
            passes.add(mine);
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private Pass candidate() {
        Map<InetAddress, Integer> counts = new HashMap<>();
        passes.forEach(pass -> counts.merge(pass.from, 1, Integer::sum));
        return passes.stream()
                .max(Comparator.<Pass>comparingInt(pass -> counts.getOrDefault(pass.from, 0))
                        .thenComparingLong(pass -> -pass.sinceNanos))
                .orElseThrow();
    }

    /**
     * Blocks until somebody leaves, for a moment at most: for a listener whose process is out of descriptors.
     *
     * @throws InterruptedException when the waiting thread was interrupted
     */
    void awaitRelief() throws InterruptedException {
        Deadline moment = time.in(Duration.ofMillis(100));
        lock.lock();
        try {
            int before = passes.size();
            while (passes.size() >= before && changed.await(moment)) {
                // somebody came or left: look again
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many strangers are inside.
     *
     * @return from 0 to the number of places
     */
    public int taken() {
        lock.lock();
        try {
            return passes.size();
        } finally {
            lock.unlock();
        }
    }

    /** The right to a place. */
    public final class Pass implements AutoCloseable {
        private final InetAddress from;
        private final Runnable onWithdrawal;
        private long sinceNanos;
        private volatile boolean withdrawn;

        private Pass(InetAddress from, Runnable onWithdrawal) {
            this.from = from;
            this.onWithdrawal = onWithdrawal;
        }

        /**
         * Whether the place was given to somebody else.
         *
         * @return true when the connection was ended for it
         */
        public boolean withdrawn() {
            return withdrawn;
        }

        /** Gives the place back: the peer is known now, or gone. Any number of times. */
        @Override
        public void close() {
            lock.lock();
            try {
                if (passes.remove(this)) {
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
