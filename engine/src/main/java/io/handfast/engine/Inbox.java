// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens to one connection, in one queue with one owner. The owner's procedure waits here and
 * nowhere else, always with a deadline, so a timer is nothing but a local variable of the procedure.
 *
 * <p>Two lanes. Control events (a user's decision, a request to stop) are few, never block and are never
 * dropped, and come first. Messages come in the order of arrival, are bounded in bytes, and block the reader
 * when there are too many: that is the back-pressure towards the peer. The ending comes after the last
 * message, because a peer's last message often says why it ends; only a cancellation overtakes everything.
 *
 * <p>Thread rule: one owner awaits; one reader puts; any thread posts and cancels.
 *
 * @param <C> the protocol's control events
 */
public final class Inbox<C> {
    /**
     * What {@link #await} returns.
     *
     * @param <C> the protocol's control events
     */
    public sealed interface Event<C> {}

    /**
     * A message of the peer, not decoded.
     *
     * @param message its bytes
     * @param <C> the protocol's control events
     */
    public record Received<C>(byte[] message) implements Event<C> {}

    /**
     * A control event of this side.
     *
     * @param control what was posted
     * @param <C> the protocol's control events
     */
    public record Posted<C>(C control) implements Event<C> {}

    /**
     * Nothing more will come; every later wait returns the same.
     *
     * @param ending why
     * @param <C> the protocol's control events
     */
    public record Ended<C>(Ending ending) implements Event<C> {}

    /**
     * The deadline passed before anything happened.
     *
     * @param deadline the one that was waited for, the same object
     * @param <C> the protocol's control events
     */
    public record Expired<C>(Deadline deadline) implements Event<C> {}

    /** What a waiting message costs besides its content: without it a flood of empty messages would be unbounded. */
    private static final int OVERHEAD_BYTES = 32;

    private final TimeSource time;
    private final int limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal arrived;
    private final Signal room;
    private final ArrayDeque<C> controls = new ArrayDeque<>();
    private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
    private int messageBytes;
    private boolean discarding;
    private @Nullable Ending ending;

    /**
     * An empty inbox.
     *
     * @param time the clock
     * @param limitBytes how many bytes of messages may wait, each counted with 32 bytes for itself; one message
     *     always may, however large
     */
    public Inbox(TimeSource time, int limitBytes) {
        this.time = time;
        this.limitBytes = limitBytes;
        this.arrived = time.newSignal(lock);
        this.room = time.newSignal(lock);
    }

    /**
     * Puts a message behind the others; blocks while the lane is full.
     *
     * @param message its bytes, not to be changed any more
     * @param deadline how long to wait for room
     * @return false when there was no room in time
     * @throws InterruptedException when the reader was interrupted
     */
    public boolean put(byte[] message, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (!hasRoom(message)) {
                if (!room.await(deadline) && !hasRoom(message)) {
                    return false;
                }
            }
            if (!discarding) {
                messages.add(message);
                messageBytes += OVERHEAD_BYTES + message.length;
                arrived.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(byte[] message) {
        return discarding || messages.isEmpty() || messageBytes + OVERHEAD_BYTES + message.length <= limitBytes;
    }

    /**
     * Puts a control event before all messages. Never blocks. After a cancellation there is nobody to care.
     *
     * @param control what happened
     */
    public void post(C control) {
        lock.lock();
        try {
            if (!(ending instanceof Ending.CancelledHere)) {
                controls.add(control);
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing more will come. The first ending counts.
     *
     * @param why why
     */
    public void end(Ending why) {
        lock.lock();
        try {
            if (ending == null) {
                ending = why;
                arrived.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks the owner to stop: overtakes all that waits, and an earlier ending as well. Never blocks. */
    public void cancel() {
        lock.lock();
        try {
            ending = new Ending.CancelledHere();
            controls.clear();
            discardWaiting();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on messages are dropped, so that a reader goes on to the ending. For a link that is finishing. */
    public void discard() {
        lock.lock();
        try {
            discardWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void discardWaiting() {
        discarding = true;
        messages.clear();
        messageBytes = 0;
        room.signalAll();
    }

    /**
     * Blocks until something happens or the deadline passes.
     *
     * @param deadline when to return {@link Expired}
     * @return what happened; {@link Expired} only when nothing else waits
     * @throws InterruptedException when the owner was interrupted
     */
    public Event<C> await(Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Event<C> next = next();
                if (next != null) {
                    return next;
                }
                if (!arrived.await(deadline) && deadline.passed(time)) {
                    next = next();
                    return next != null ? next : new Expired<>(deadline);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Event<C> next() {
        C control = controls.poll();
        if (control != null) {
            return new Posted<>(control);
        }
        byte[] message = messages.poll();
        if (message != null) {
            messageBytes -= OVERHEAD_BYTES + message.length;
            room.signalAll();
            return new Received<>(message);
        }
        return ending == null ? null : new Ended<>(ending);
    }

    /**
     * How it ended, if it did.
     *
     * @return the ending, even when messages still wait before it
     */
    public Optional<Ending> ending() {
        lock.lock();
        try {
            return Optional.ofNullable(ending);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until the ending is known, without taking anything out.
     *
     * @param deadline how long to wait
     * @return false when it was not known in time
     * @throws InterruptedException when the waiting thread was interrupted
     */
    public boolean awaitEnding(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (ending == null) {
                if (!arrived.await(deadline) && deadline.passed(time)) {
                    return ending != null;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
