// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A family of threads that ends together. Whoever starts a thread has a scope to start it in; whoever closes
 * the scope knows afterwards that none of them lives.
 *
 * <p>Cancelling never interrupts: it runs what was registered to free the threads (closing a socket, cancelling
 * an inbox), because an interrupt closes the socket of a virtual thread and does nothing to a platform thread.
 */
public final class Scope {
    private static final System.Logger LOG = System.getLogger(Scope.class.getName());

    /** What a thread of a scope does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs on a thread of the scope. An exception that leaves it is a bug and is logged as one.
         *
         * @throws Exception any
         */
        void run() throws Exception;
    }

    /** Undoes a registration; any number of times. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private final String name;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal ended;
    private final Set<Thread> threads = new LinkedHashSet<>();
    private final Map<Object, Runnable> releases = new LinkedHashMap<>();
    private int running;
    private boolean cancelled;

    /**
     * A scope without threads.
     *
     * @param name begins the names of its threads
     * @param time the clock, which also starts the threads
     */
    public Scope(String name, TimeSource time) {
        this.name = name;
        this.time = time;
        this.ended = time.newSignal(lock);
    }

    /**
     * Starts a thread, unless the scope was cancelled.
     *
     * @param threadName what it does, in one word
     * @param body what it does
     * @return false when the scope was cancelled and nothing was started
     */
    public boolean start(String threadName, Body body) {
        lock.lock();
        try {
            if (cancelled) {
                return false;
            }
            running++;
        } finally {
            lock.unlock();
        }
        String fullName = name + "/" + threadName;
        time.start(fullName, () -> run(fullName, body));
        return true;
    }

    private void run(String fullName, Body body) {
        enter(Thread.currentThread());
        try {
            body.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            LOG.log(Level.ERROR, "bug: " + fullName + " ended with an exception", e);
        } finally {
            leave(Thread.currentThread());
        }
    }

    private void enter(Thread thread) {
        lock.lock();
        try {
            threads.add(thread);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Thread thread) {
        lock.lock();
        try {
            threads.remove(thread);
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Registers what frees a thread of this scope when it is cancelled; runs at once when it already is.
     *
     * @param release neither blocks nor throws
     * @return undoes the registration
     */
    public Registration onCancel(Runnable release) {
        Object key = new Object();
        lock.lock();
        try {
            if (!cancelled) {
                releases.put(key, release);
                return () -> forget(key);
            }
        } finally {
            lock.unlock();
        }
        release.run();
        return () -> {};
    }

    private void forget(Object key) {
        lock.lock();
        try {
            releases.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** Frees all threads and starts none any more. Never blocks, any number of times, from any thread. */
    public void cancel() {
        List<Runnable> due;
        lock.lock();
        try {
            cancelled = true;
            due = List.copyOf(releases.values());
            releases.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    /**
     * Whether it was cancelled.
     *
     * @return true for ever after {@link #cancel}
     */
    public boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until no thread of the scope lives.
     *
     * @param deadline how long to wait
     * @return false when some still lived at the deadline
     * @throws InterruptedException when the waiting thread was interrupted
     */
    public boolean join(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (running > 0) {
                if (!ended.await(deadline) && deadline.passed(time)) {
                    return running == 0;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the calling thread is one of the scope's, which must not wait for the scope's end.
     *
     * @return true on a thread that {@link #start} started
     */
    public boolean isOwnThread() {
        lock.lock();
        try {
            return threads.contains(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    /**
     * The names of the threads that live now, for messages about a join that failed.
     *
     * @return a snapshot
     */
    public List<String> threadNames() {
        lock.lock();
        try {
            return threads.stream().map(Thread::getName).toList();
        } finally {
            lock.unlock();
        }
    }
}
