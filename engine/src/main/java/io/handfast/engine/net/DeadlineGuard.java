// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Phase;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends blocking I/O at an absolute instant by closing what it blocks on. Java bounds neither a write nor a
 * handshake in time; closing the raw socket from another thread frees both, at once.
 *
 * <p>One thread serves any number of watches. Arming one costs a volatile store as a rule: the queue holds each
 * watch at most once, under the deadline it had when it entered, and looks again when that has come. So a writer
 * may arm and disarm around every write. Closing a watch takes it out, and with it what it would have closed: else a
 * connection that has ended would stay in memory up to its last deadline.
 *
 * <p>The guard names the failure: after an I/O exception the caller asks {@link Watch#expired} and then reports
 * a timeout, whatever the exception said.
 */
public final class DeadlineGuard implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeadlineGuard.class.getName());

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final AtomicLong watches = new AtomicLong();
    /** A watch's place depends on what changes only while it is not in here. */
    private final TreeSet<Watch> queue = new TreeSet<>(
            Comparator.<Watch>comparingLong(watch -> watch.queuedNanos).thenComparingLong(watch -> watch.number));

    private boolean stopped;

    /**
     * Starts the guard's thread.
     *
     * @param time the clock
     */
    public DeadlineGuard(TimeSource time) {
        this.time = time;
        this.changed = time.newSignal(lock);
        time.start("deadline-guard", this::run);
    }

    /**
     * A watch over something that blocks; not armed yet.
     *
     * @param onExpiry frees what blocks, such as a raw socket's close; runs on the guard's thread, so it must
     *     neither block nor throw
     * @return the watch, to be used by one thread at a time
     */
    public Watch watch(Runnable onExpiry) {
        return new Watch(onExpiry);
    }

    /** Ends the guard's thread; armed watches never expire from then on. Any number of times, from any thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            Watch due = awaitDue();
            while (due != null) {
                try {
                    due.onExpiry.run();
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "bug: closing a resource at its deadline threw", e);
                }
                due = awaitDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks until a watch is due; null when stopped. */
    private @Nullable Watch awaitDue() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped) {
                Watch first = queue.isEmpty() ? null : queue.first();
                if (first == null) {
                    changed.await(Deadline.NEVER);
                } else if (time.nanos() < first.queuedNanos) {
                    changed.await(Deadline.at(first.queuedNanos));
                } else {
                    queue.remove(first);
                    first.queued = false;
                    if (first.becameDue()) {
                        return first;
                    }
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * One blocking step.
     *
     * @param <T> what comes out
     */
    @FunctionalInterface
    public interface Step<T> {
        /**
         * Does it.
         *
         * @return its result
         * @throws IOException when the network failed or the guard closed the resource
         * @throws HandshakeException when the peer failed
         */
        T run() throws IOException, HandshakeException;
    }

    /** The life of one blocking resource under the guard. */
    public final class Watch implements AutoCloseable {
        private static final long NOT_ARMED = Long.MAX_VALUE;
        private static final long EXPIRED = Long.MIN_VALUE;

        private final Runnable onExpiry;
        private final long number = watches.incrementAndGet();
        /** The deadline, or NOT_ARMED, or EXPIRED for ever: one word, so that a disarm is either in time or too late. */
        private final AtomicLong armedNanos = new AtomicLong(NOT_ARMED);

        private volatile boolean cancelled;
        private volatile boolean queued;
        private volatile long queuedNanos;

        private Watch(Runnable onExpiry) {
            this.onExpiry = onExpiry;
        }

        /**
         * From now on the resource is closed when the deadline passes. Replaces an earlier deadline.
         *
         * @param deadline when
         */
        public void arm(Deadline deadline) {
            set(deadline.nanos());
            if (!queued || deadline.nanos() < queuedNanos) {
                enqueue();
            }
        }

        /** The work was done in time. */
        public void disarm() {
            set(NOT_ARMED);
        }

        private void set(long nanos) {
            armedNanos.updateAndGet(before -> before == EXPIRED ? EXPIRED : nanos);
        }

        /**
         * Whether the guard closed the resource.
         *
         * @return true for ever after it did
         */
        public boolean expired() {
            return armedNanos.get() == EXPIRED;
        }

        /** Closes the resource now; a step that fails for it is {@link Cancelled}. From any thread, never blocks. */
        public void cancel() {
            cancelled = true;
            onExpiry.run();
        }

        /**
         * Runs one blocking step of a procedure under a deadline and gives its failure the right name.
         *
         * @param deadline when to close the resource
         * @param phase where the procedure stands
         * @param onTimeout what a missed deadline is called
         * @param expected what the step waits for, in words for people
         * @param step what to do; blocks on the resource
         * @param <T> what comes out
         * @return the step's result
         * @throws HandshakeException {@link TimedOut} after the deadline, {@link Cancelled} after {@link #cancel},
         *     else the step's own, or {@link ConnectionLost} for an I/O exception
         */
        public <T> T during(Deadline deadline, Phase phase, FailureCode onTimeout, String expected, Step<T> step)
                throws HandshakeException {
            arm(deadline);
            try {
                T result = step.run();
                disarm();
                if (expired() || cancelled) {
                    throw new IOException("closed when the step was just done");
                }
                return result;
            } catch (IOException e) {
                requireOpen(phase, onTimeout, expected, e);
                boolean ended = e instanceof EOFException || e instanceof FrameChannel.EndOfStream;
                FailureCode code = ended ? EngineFailure.ENDED_BY_PEER : EngineFailure.CONNECTION_LOST;
                String got = ended ? "the end of the connection" : String.valueOf(e.getMessage());
                throw new ConnectionLost(code, phase.phaseName(), expected, got, e);
            } catch (HandshakeException e) {
                requireOpen(phase, onTimeout, expected, e);
                throw e;
            } finally {
                disarm();
            }
        }

        /**
         * A step that failed after the guard had closed its resource failed for that, whatever it says. A close
         * tells the peer first, so its own end can come before the blocked read is freed.
         */
        private void requireOpen(Phase phase, FailureCode onTimeout, String expected, Exception cause)
                throws HandshakeException {
            if (cancelled) {
                throw new Cancelled(EngineFailure.CANCELLED, phase.phaseName(), expected, "a request to stop", cause);
            }
            if (expired()) {
                throw new TimedOut(onTimeout, phase.phaseName(), expected, "no end of it in time", cause);
            }
        }

        /** Same as {@link #disarm}, and the guard forgets what it would have closed until the watch is armed again. */
        @Override
        public void close() {
            disarm();
            if (queued) {
                lock.lock();
                try {
                    leaveQueue();
                } finally {
                    lock.unlock();
                }
            }
        }

        private void leaveQueue() {
            if (queued) {
                queue.remove(this);
                queued = false;
            }
        }

        private void enqueue() {
            lock.lock();
            try {
                leaveQueue();
                long armed = armedNanos.get();
                if (armed != NOT_ARMED && armed != EXPIRED) {
                    queuedNanos = armed;
                    queued = true;
                    queue.add(this);
                    if (queue.first() == this) {
                        changed.signalAll();
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        /** Called with the lock held, after the watch left the queue. */
        private boolean becameDue() {
            long armed = armedNanos.get();
            while (armed != NOT_ARMED && armed != EXPIRED && time.nanos() >= armed) {
                if (armedNanos.compareAndSet(armed, EXPIRED)) {
                    return true;
                }
                armed = armedNanos.get();
            }
            if (armed == NOT_ARMED || armed == EXPIRED) {
                return false;
            }
            queuedNanos = armed;
            queued = true;
            queue.add(this);
            return false;
        }
    }
}
