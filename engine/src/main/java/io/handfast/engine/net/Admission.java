// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Room for so many peers, dialled and accepted together. A peer counts once, however many connections of it are under
 * way, so that one which comes anew is not turned away by itself. Trusted peers that are absent keep their places:
 * unknown ones get only what is left, no more than a few of it, and not too fast.
 *
 * <p>Safe for use by all threads; nothing blocks.
 *
 * @param <K> what a peer is known by
 */
public final class Admission<K> {
    /** The right to one connection. */
    public interface Permit {
        /**
         * Its peer is trusted now, or not any more: it counts as such from now on.
         *
         * @param now which
         */
        void trusted(boolean now);

        /** Gives it back; any number of times. */
        void close();
    }

    /**
     * How many peers are let in.
     *
     * @param peers at once, at least 1
     * @param unknown how many of them may be unknown ones, 0 or more
     */
    public record Limits(int peers, int unknown) {
        /** Rejects limits that let nobody in. */
        public Limits {
            if (peers < 1 || unknown < 0) {
                throw new IllegalArgumentException(
                        "room for at least one peer is needed, got: " + peers + ", of them unknown: " + unknown);
            }
        }
    }

    /** How often a stranger may come in, on average; so many may come at once. */
    private static final Duration STRANGER_EVERY = Duration.ofSeconds(3);

    private static final int STRANGERS_AT_ONCE = 20;

    private static final class Holder {
        private int permits;
        private boolean trusted;
    }

    private final TimeSource time;
    private final IntSupplier trustedPeers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Holder> holders = new HashMap<>();
    private final Map<K, Runnable> waiting = new LinkedHashMap<>();
    private Limits limits;
    private double strangerTokens = STRANGERS_AT_ONCE;
    private long tokensAtNanos;

    /**
     * An empty house.
     *
     * @param limits how many are let in
     * @param time the clock
     * @param trustedPeers how many peers are trusted at the moment, present or not; neither blocks nor calls back
     */
    public Admission(Limits limits, TimeSource time, IntSupplier trustedPeers) {
        this.limits = limits;
        this.time = time;
        this.trustedPeers = trustedPeers;
        this.tokensAtNanos = time.nanos();
    }

    /**
     * Takes a place, if there is one.
     *
     * @param peer for whom
     * @param trusted whether it is trusted
     * @return the right to a connection; empty when there is no room
     */
    public Optional<Permit> tryAdmit(K peer, boolean trusted) {
        lock.lock();
        try {
            Holder holder = holders.get(peer);
            if (holder == null) {
                if (!hasRoom(trusted)) {
                    return Optional.empty();
                }
                holder = new Holder();
                holder.trusted = trusted;
                holders.put(peer, holder);
                waiting.remove(peer);
            }
            holder.permits++;
            return Optional.of(new Taken(peer, holder));
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(boolean trusted) {
        int free = limits.peers() - holders.size();
        if (trusted) {
            return free > 0;
        }
        long present =
                holders.values().stream().filter(holder -> holder.trusted).count();
        long absent = Math.max(0, trustedPeers.getAsInt() - present);
        long strangers = holders.size() - present;
        return free > absent && strangers < limits.unknown() && takeToken();
    }

    private boolean takeToken() {
        long now = time.nanos();
        double earned = (double) (now - tokensAtNanos) / STRANGER_EVERY.toNanos();
        strangerTokens = Math.min(STRANGERS_AT_ONCE, strangerTokens + earned);
        tokensAtNanos = now;
        if (strangerTokens < 1) {
            return false;
        }
        strangerTokens--;
        return true;
    }

    /**
     * Asks to be told when there is room, after those who asked before. Told once, at once when there is room now.
     *
     * @param peer who asks
     * @param onRoom neither blocks nor throws
     */
    public void await(K peer, Runnable onRoom) {
        lock.lock();
        try {
            waiting.put(peer, onRoom);
        } finally {
            lock.unlock();
        }
        wakeNext();
    }

    /**
     * Does not wait any more.
     *
     * @param peer who
     */
    public void forget(K peer) {
        lock.lock();
        try {
            waiting.remove(peer);
        } finally {
            lock.unlock();
        }
    }

    /** Tells those who wait, as many as there is room for. Also for one who was told and does not want it. */
    public void wakeNext() {
        List<Runnable> due = new ArrayList<>();
        lock.lock();
        try {
            int free = limits.peers() - holders.size();
            var next = waiting.values().iterator();
            while (due.size() < free && next.hasNext()) {
                due.add(next.next());
                next.remove();
            }
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Who waits for room.
     *
     * @return the longest first
     */
    public List<K> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiting.keySet());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Other limits from now on; who is inside stays.
     *
     * @param other the new ones
     */
    public void limit(Limits other) {
        lock.lock();
        try {
            limits = other;
        } finally {
            lock.unlock();
        }
        wakeNext();
    }

    /**
     * The limits of now.
     *
     * @return as set last
     */
    public Limits limits() {
        lock.lock();
        try {
            return limits;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many peers are inside.
     *
     * @return not more than the limit, unless it was lowered
     */
    public int taken() {
        lock.lock();
        try {
            return holders.size();
        } finally {
            lock.unlock();
        }
    }

    private final class Taken implements Permit {
        private final K peer;
        private final Holder holder;
        private boolean closed;

        private Taken(K peer, Holder holder) {
            this.peer = peer;
            this.holder = holder;
        }

        @Override
        public void trusted(boolean now) {
            lock.lock();
            try {
                holder.trusted = now;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                holder.permits--;
                if (holder.permits == 0) {
                    holders.remove(peer);
                }
            } finally {
                lock.unlock();
            }
            wakeNext();
        }
    }
}
