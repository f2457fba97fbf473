// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Hands events to an application's listener in order, on a thread of its own, so that a listener that blocks,
 * throws or calls back holds up nobody. Bounded: when the listener falls too far behind, the oldest events are
 * dropped and counted.
 *
 * @param <T> the events
 */
public final class Dispatcher<T> {
    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final int limit;
    private final Consumer<T> listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final ArrayDeque<T> events = new ArrayDeque<>();
    private long dropped;
    private boolean closed;

    /**
     * Starts the thread.
     *
     * @param time the clock
     * @param scope where the thread lives; it ends after {@link #close} or the scope's cancellation, when all events
     *     are delivered
     * @param limit how many events may wait
     * @param listener who gets them
     */
    public Dispatcher(TimeSource time, Scope scope, int limit, Consumer<T> listener) {
        this.limit = limit;
        this.listener = listener;
        this.changed = time.newSignal(lock);
        scope.onCancel(this::close);
        scope.start("dispatcher", this::run);
    }

    /**
     * Delivers an event later. Never blocks.
     *
     * @param event what happened
     */
    public void dispatch(T event) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (events.size() >= limit) {
                events.poll();
                dropped++;
            }
            events.add(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more events; those that wait are still delivered. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many events the listener never saw.
     *
     * @return 0 as a rule
     */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void run() throws InterruptedException {
        Optional<T> next = awaitNext();
        while (next.isPresent()) {
            try {
                listener.accept(next.get());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "bug: an event listener threw", e);
            }
            next = awaitNext();
        }
    }

    private Optional<T> awaitNext() throws InterruptedException {
        lock.lock();
        try {
            while (events.isEmpty() && !closed) {
                changed.await(Deadline.NEVER);
            }
            return Optional.ofNullable(events.poll());
        } finally {
            lock.unlock();
        }
    }
}
