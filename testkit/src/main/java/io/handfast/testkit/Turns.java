// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import java.time.Duration;
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
 * Who runs, who could, who waits, and what time it is: the algorithm that {@link VirtualTime} describes. It has a
 * lock of its own because foreign threads may signal, and waits on it in real time because it is the watchdog.
 */
final class Turns {
    private static final int LIMIT_AT_ONE_INSTANT = 1_000_000;

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
    private long count;
    private int countAtThisInstant;
    private volatile boolean unwinding;
    private volatile long nanos;

    Turns(Duration watchdogLimit) {
        this.watchdogLimit = watchdogLimit;
    }

    /** One enrolled thread. */
    final class Member {
        private final Thread thread;
        private volatile boolean hasTurn;
        private volatile boolean interrupted;
        private Deadline deadline = Deadline.NEVER;
        private @Nullable Signal signal;

        private Member(String name, VirtualTime.Body work) {
            this.thread = Thread.ofVirtual().name(name).unstarted(() -> live(this, work));
        }

        private boolean isInterrupted() {
            return interrupted || thread.isInterrupted();
        }
    }

    long nanos() {
        return nanos;
    }

    List<String> leftovers() {
        lock.lock();
        try {
            return leftovers;
        } finally {
            lock.unlock();
        }
    }

    void run(VirtualTime.Body test) throws Exception {
        lock.lock();
        try {
            if (body != null) {
                throw new IllegalStateException("this clock runs or ran a test already");
            }
            body = enrol("test", test);
            passOn();
            awaitAllGone();
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

    private void awaitAllGone() throws InterruptedException {
        while (!members.isEmpty()) {
            long seen = count;
            boolean woken = allGone.await(watchdogLimit.toNanos(), TimeUnit.NANOSECONDS);
            if (!woken && count == seen && !members.isEmpty()) {
                unwinding = true;
                String who = running == null ? "anybody" : running.thread.getName();
                throw new AssertionError(report("no wait reached within " + watchdogLimit + " of real time by " + who));
            }
        }
    }

    Thread start(String name, VirtualTime.Body work) {
        lock.lock();
        try {
            requireGoingOn();
            return enrol(name, work).thread;
        } finally {
            lock.unlock();
        }
    }

    private Member enrol(String name, VirtualTime.Body work) {
        Member member = new Member(name, work);
        members.put(member.thread, member);
        queue.add(member);
        member.thread.start();
        return member;
    }

    private void live(Member self, VirtualTime.Body work) {
        if (awaitTurn(self)) {
            self.thread.interrupt();
        }
        Throwable diedOf = null;
        try {
            if (!unwinding) {
                work.run();
            }
        } catch (Unwound _) {
            // why it was unwound is known already
        } catch (Throwable e) {
            diedOf = e;
        }
        lock.lock();
        try {
            members.remove(self.thread);
            if (diedOf != null && (failure == null || self == body)) {
                failure = diedOf;
            }
            passOn();
        } finally {
            lock.unlock();
        }
    }

    /** The running thread waits from now on. Its lock is free before another thread can have the turn. */
    Member giveAway(Signal signal, Deadline deadline, Runnable unlock) {
        lock.lock();
        try {
            Member self = members.get(Thread.currentThread());
            if (self == null) {
                throw new IllegalStateException(Thread.currentThread() + " waits on a clock that did not start it");
            }
            requireGoingOn();
            self.signal = signal;
            self.deadline = deadline;
            waiting.add(self);
            unlock.run();
            passOn();
            return self;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Parks until the thread has the turn; returns whether it was interrupted meanwhile. An interrupt is noted before
     * its flag is cleared, so that whoever passes the turn on sees one or the other.
     */
    boolean awaitTurn(Member self) {
        while (!self.hasTurn) {
            LockSupport.park(this);
            if (self.thread.isInterrupted()) {
                self.interrupted = true;
                Thread.interrupted();
            }
        }
        boolean flagged = Thread.interrupted();
        boolean interrupted = flagged || self.interrupted;
        self.interrupted = false;
        self.hasTurn = false;
        return interrupted;
    }

    void wake(Signal signal) {
        lock.lock();
        try {
            queueAll(waiting.stream()
                    .filter(member -> signal.equals(member.signal))
                    .toList());
        } finally {
            lock.unlock();
        }
    }

    void requireGoingOn() {
        if (unwinding) {
            throw new Unwound();
        }
    }

    /** Gives the turn of a thread that waits now, or has ended, to the next one. */
    private void passOn() {
        queueAll(waiting.stream().filter(Member::isInterrupted).toList());
        if (queue.isEmpty() && !waiting.isEmpty() && !unwinding) {
            if (body == null || members.containsKey(body.thread)) {
                jump();
            } else {
                leftovers =
                        waiting.stream().map(member -> member.thread.getName()).toList();
                unwinding = true;
            }
        }
        if (++countAtThisInstant > LIMIT_AT_ONE_INSTANT) {
            fail("a million turns without a moment of time");
        }
        count++;
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
        countAtThisInstant = 0;
        queueAll(waiting.stream()
                .filter(member -> member.deadline.nanos() <= earliest)
                .toList());
    }

    private void queueAll(List<Member> able) {
        waiting.removeAll(able);
        queue.addAll(able);
    }

    private void fail(String what) {
        if (!unwinding) {
            failure = failure == null ? new AssertionError(report(what)) : failure;
            unwinding = true;
        }
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

    /** Ends a thread that nobody waits for any more. */
    private static final class Unwound extends Error {
        private static final long serialVersionUID = 1;

        private Unwound() {
            super("the test has ended; this thread was left over");
        }
    }
}
