// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
    private static final int LIMIT_TURNS_AT_ONE_INSTANT = 1_000_000;

    /** What a test does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs on an enrolled thread.
         *
         * @throws Exception any; it fails the test
         */
        void run() throws Exception;
    }

    private final Duration watchdogLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allGone = lock.newCondition();
    private final Map<Thread, Member> members = new LinkedHashMap<>();
    private final ArrayDeque<Member> queue = new ArrayDeque<>();
    private final ArrayDeque<Member> waiting = new ArrayDeque<>();
    private @Nullable Member running;
    private @Nullable Member body;
    private @Nullable Throwable failure;
    private List<String> leftovers = List.of();
    private long turns;
    private int turnsAtThisInstant;
    private volatile boolean unwinding;
    private volatile long nanos;

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
        this.watchdogLimit = watchdogLimit;
    }

    /**
     * Runs a test and blocks until none of the enrolled threads is left. Threads that were started before take part.
     *
     * @param test what to do, on an enrolled thread named {@code test}
     * @throws Exception what the body threw, an exception as well as an assertion's error; else what another
     *     enrolled thread died of; else an {@link AssertionError} for a deadlock or the watchdog
     */
    public void run(Body test) throws Exception {
        lock.lock();
        try {
            if (body != null) {
                throw new IllegalStateException("this clock runs or ran a test already");
            }
            body = enrol("test", test);
            passTurn();
            while (!members.isEmpty()) {
                long seen = turns;
                boolean woken = allGone.await(watchdogLimit.toNanos(), TimeUnit.NANOSECONDS);
                if (!woken && turns == seen && !members.isEmpty()) {
                    unwinding = true;
                    throw new AssertionError(report("no wait reached within " + watchdogLimit + " of real time by "
                            + (running == null ? "anybody" : running.thread.getName())));
                }
            }
        } finally {
            lock.unlock();
        }
        switch (failure) {
            case null -> {}
            case Exception e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /**
     * The threads that still waited when the body had ended and nothing more could happen without time.
     *
     * @return their names in the order in which they began to wait; empty after a clean test
     */
    public List<String> leftovers() {
        lock.lock();
        try {
            return leftovers;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Begins at midnight (UTC) of the first of January 2026 and moves with the virtual time. */
    @Override
    public Instant wallClock() {
        return ORIGIN.plusNanos(nanos);
    }

    @Override
    public Thread start(String name, Runnable body) {
        lock.lock();
        try {
            if (unwinding) {
                throw new Unwound();
            }
            return enrol(name, body::run).thread;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Signal newSignal(ReentrantLock userLock) {
        return new VirtualSignal(userLock);
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

    // ---- turns; everything below but live and awaitTurn is called with the lock held

    private Member enrol(String name, Body work) {
        Member member = new Member(name, work);
        members.put(member.thread, member);
        queue.add(member);
        member.thread.start();
        return member;
    }

    private void live(Member self, Body work) {
        awaitTurn(self);
        if (self.interrupted) {
            self.thread.interrupt();
        }
        Throwable diedOf = null;
        try {
            if (!unwinding) {
                work.run();
            }
        } catch (Unwound _) {
            // what ended it is known already
        } catch (Throwable e) {
            diedOf = e;
        }
        lock.lock();
        try {
            members.remove(self.thread);
            if (diedOf != null && (failure == null || self == body)) {
                failure = diedOf;
            }
            passTurn();
        } finally {
            lock.unlock();
        }
    }

    /** Gives the turn of a thread that waits now, or has ended, to the next one. */
    private void passTurn() {
        queueInterrupted();
        boolean bodyEnded = body != null && !members.containsKey(body.thread);
        if (queue.isEmpty() && !waiting.isEmpty() && !unwinding) {
            if (bodyEnded) {
                leftovers =
                        waiting.stream().map(member -> member.thread.getName()).toList();
                unwinding = true;
            } else {
                jump();
            }
        }
        if (++turnsAtThisInstant > LIMIT_TURNS_AT_ONE_INSTANT && !unwinding) {
            fail("a million turns without a moment of time");
        }
        turns++;
        running = unwinding && queue.isEmpty() ? waiting.poll() : queue.poll();
        if (running != null) {
            running.hasTurn = true;
            LockSupport.unpark(running.thread);
        } else {
            allGone.signalAll();
        }
    }

    private void jump() {
        long earliest = waiting.stream()
                .mapToLong(member -> member.deadline.nanos())
                .min()
                .orElse(Long.MAX_VALUE);
        if (earliest == Long.MAX_VALUE) {
            fail("deadlock: all wait and there is no deadline");
            return;
        }
        nanos = earliest;
        turnsAtThisInstant = 0;
        queueAll(waiting.stream()
                .filter(member -> member.deadline.nanos() <= nanos)
                .toList());
    }

    private void queueInterrupted() {
        queueAll(waiting.stream().filter(Member::isInterrupted).toList());
    }

    private void queueAll(List<Member> able) {
        waiting.removeAll(able);
        queue.addAll(able);
    }

    private void fail(String what) {
        if (failure == null) {
            failure = new AssertionError(report(what));
        }
        unwinding = true;
    }

    private String report(String what) {
        StringBuilder text = new StringBuilder(what + ", at virtual " + Duration.ofNanos(nanos));
        for (Member member : members.values()) {
            String state = waiting.contains(member) ? "waits until " + member.deadline : "runs or could run";
            text.append("\n\n\"").append(member.thread.getName()).append("\" ").append(state);
            for (StackTraceElement frame : member.thread.getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.append('\n').toString();
    }

    /** Parks until the thread has the turn. An interrupt is noted before its flag is cleared, so that none is lost. */
    private void awaitTurn(Member self) {
        while (!self.hasTurn) {
            LockSupport.park(this);
            if (self.thread.isInterrupted()) {
                self.interrupted = true;
                Thread.interrupted();
            }
        }
        self.hasTurn = false;
    }

    /** One enrolled thread. */
    private final class Member {
        private final Thread thread;
        private volatile boolean hasTurn;
        private volatile boolean interrupted;
        private Deadline deadline = Deadline.NEVER;
        private @Nullable VirtualSignal awaited;

        private Member(String name, Body work) {
            this.thread = Thread.ofVirtual().name(name).unstarted(() -> live(this, work));
        }

        private boolean isInterrupted() {
            return interrupted || thread.isInterrupted();
        }
    }

    /** A condition of which the turns know who waits on it. */
    private final class VirtualSignal implements Signal {
        private final ReentrantLock userLock;

        private VirtualSignal(ReentrantLock userLock) {
            this.userLock = userLock;
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
            int holds = userLock.getHoldCount();
            Member self = giveTurnAway(deadline, holds);
            awaitTurn(self);
            for (int i = 0; i < holds; i++) {
                userLock.lock();
            }
            if (unwinding) {
                throw new Unwound();
            }
            boolean flagged = Thread.interrupted();
            if (flagged || self.interrupted) {
                self.interrupted = false;
                throw new InterruptedException();
            }
            return !deadline.passed(VirtualTime.this);
        }

        private Member giveTurnAway(Deadline deadline, int holds) {
            lock.lock();
            try {
                Member self = members.get(Thread.currentThread());
                if (self == null) {
                    throw new IllegalStateException(
                            Thread.currentThread() + " waits on a virtual clock that did not start it");
                }
                if (unwinding) {
                    throw new Unwound();
                }
                self.deadline = deadline;
                self.awaited = this;
                waiting.add(self);
                for (int i = 0; i < holds; i++) {
                    userLock.unlock();
                }
                passTurn();
                return self;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void signalAll() {
            requireLock();
            lock.lock();
            try {
                queueAll(waiting.stream()
                        .filter(member -> member.awaited == this)
                        .toList());
            } finally {
                lock.unlock();
            }
        }

        private void requireLock() {
            if (!userLock.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException("the signal's lock is not held");
            }
        }
    }

    /** Ends a thread that nobody waits for any more. */
    private static final class Unwound extends Error {
        private static final long serialVersionUID = 1;

        private Unwound() {
            super("the test has ended; this thread was left over");
        }
    }
}
