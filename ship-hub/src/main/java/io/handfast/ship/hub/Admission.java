// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
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
 * Room for so many devices, dialled and accepted together. A device counts once, however many connections of it are
 * under way, so that one which comes anew is not turned away by itself. Trusted devices that are absent keep their
 * places: unknown ones get only what is left, no more than a few of it, and not too fast.
 *
 * <p>Has a lock of its own because taking a place has to be one step for all threads. Never blocks longer than that.
 */
final class Admission {
    /** The right to one connection. */
    interface Permit {
        /** Its device is trusted now, or not any more: it counts as such from now on. */
        void trusted(boolean now);

        /** Gives it back; any number of times. */
        void close();
    }

    /** How often a stranger may come in, on average; so many may come at once. */
    private static final Duration STRANGER_EVERY = Duration.ofSeconds(3);

    private static final int STRANGERS_AT_ONCE = 20;

    private static final class Holder {
        private int permits;
        private boolean trusted;
    }

    private final TimeSource time;
    private final IntSupplier trustedDevices;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Ski, Holder> holders = new HashMap<>();
    private final Map<Ski, Runnable> waiting = new LinkedHashMap<>();
    private HubLimits limits;
    private double strangerTokens = STRANGERS_AT_ONCE;
    private long tokensAtNanos;

    /**
     * @param trustedDevices how many devices are trusted at the moment; neither blocks nor calls back
     */
    Admission(HubLimits limits, TimeSource time, IntSupplier trustedDevices) {
        this.limits = limits;
        this.time = time;
        this.trustedDevices = trustedDevices;
        this.tokensAtNanos = time.nanos();
    }

    /** Takes a place, if there is one. */
    Optional<Permit> tryAdmit(Ski ski, boolean trusted) {
        lock.lock();
        try {
            Holder holder = holders.get(ski);
            if (holder == null) {
                if (!hasRoom(trusted)) {
                    return Optional.empty();
                }
                holder = new Holder();
                holder.trusted = trusted;
                holders.put(ski, holder);
                waiting.remove(ski);
            }
            holder.permits++;
            return Optional.of(new Taken(ski, holder));
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(boolean trusted) {
        int free = limits.maxConnections() - holders.size();
        if (trusted) {
            return free > 0;
        }
        long present =
                holders.values().stream().filter(holder -> holder.trusted).count();
        long absent = Math.max(0, trustedDevices.getAsInt() - present);
        long strangers = holders.size() - present;
        return free > absent && strangers < limits.maxUnknown() && takeToken();
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
     * @param onRoom neither blocks nor throws
     */
    void await(Ski ski, Runnable onRoom) {
        lock.lock();
        try {
            waiting.put(ski, onRoom);
        } finally {
            lock.unlock();
        }
        wakeNext();
    }

    /** Does not wait any more. */
    void forget(Ski ski) {
        lock.lock();
        try {
            waiting.remove(ski);
        } finally {
            lock.unlock();
        }
    }

    /** Tells those who wait, as many as there is room for. Also for one who was told and does not want it. */
    void wakeNext() {
        List<Runnable> due = new ArrayList<>();
        lock.lock();
        try {
            int free = limits.maxConnections() - holders.size();
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

    /** Who waits for room, the longest first. */
    List<Ski> waiting() {
        lock.lock();
        try {
            return List.copyOf(waiting.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Other limits from now on; who is inside stays. */
    void limit(HubLimits other) {
        lock.lock();
        try {
            limits = other;
        } finally {
            lock.unlock();
        }
        wakeNext();
    }

    /** The limits of now. */
    HubLimits limits() {
        lock.lock();
        try {
            return limits;
        } finally {
            lock.unlock();
        }
    }

    /** How many devices are inside. */
    int taken() {
        lock.lock();
        try {
            return holders.size();
        } finally {
            lock.unlock();
        }
    }

    private final class Taken implements Permit {
        private final Ski ski;
        private final Holder holder;
        private boolean closed;

        private Taken(Ski ski, Holder holder) {
            this.ski = ski;
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
                    holders.remove(ski);
                }
            } finally {
                lock.unlock();
            }
            wakeNext();
        }
    }
}
