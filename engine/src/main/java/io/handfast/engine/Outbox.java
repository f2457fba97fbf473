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
 * What waits to be written, bounded in bytes. One writer drains it; the owner of the connection offers and never
 * waits; other senders put and wait for room. A farewell is the last thing it takes.
 *
 * <p>What the peer waits for has a lane of its own: replies and all other frames are written by turns, so that neither
 * holds the other up, and there is always room for some replies, however full the rest is kept.
 *
 * <p>A pong overtakes everything and replaces an older one that was not written yet (RFC 6455 section 5.5.3), so
 * a peer that pings without reading cannot fill memory.
 */
public final class Outbox {
    /** What became of a frame that was offered. */
    public enum Offer {
        /** It will be written, unless the connection breaks. */
        TAKEN,
        /** There is no room for it now. */
        FULL,
        /** Nothing more is taken: the farewell was said, or the connection has ended. */
        CLOSED
    }

    /** Replies that always may wait, in bytes. */
    private static final int REPLY_BYTES = 64 * 1024;

    private final TimeSource time;
    private final int limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final Signal room;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final ArrayDeque<Frame> replies = new ArrayDeque<>(0);
    private int frameBytes;
    private int replyBytes;
    private boolean replyWasLast;
    private Frame.@Nullable Pong pong;
    private boolean closed;

    /**
     * An empty outbox.
     *
     * @param time the clock
     * @param limitBytes how many bytes may wait, replies included; one frame always may, however large, and so may one
     *     reply, or 64 KiB of them
     */
    public Outbox(TimeSource time, int limitBytes) {
        this.time = time;
        this.limitBytes = limitBytes;
        this.changed = time.newSignal(lock);
        this.room = time.newSignal(lock);
    }

    /**
     * Puts a frame behind the others if there is room. Never blocks.
     *
     * @param frame what to write
     * @return what became of it
     */
    public Offer offer(Frame frame) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (!hasRoom(frame)) {
                return Offer.FULL;
            }
            add(frame);
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts a frame behind the others; blocks while there is no room.
     *
     * @param frame what to write
     * @param deadline how long to wait
     * @return what became of it; {@link Offer#FULL} when there was no room in time
     * @throws InterruptedException when the sender was interrupted
     */
    public Offer put(Frame frame, Deadline deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !hasRoom(frame)) {
                if (!room.await(deadline) && deadline.passed(time)) {
                    return Offer.FULL;
                }
            }
            if (closed) {
                return Offer.CLOSED;
            }
            add(frame);
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(Frame frame) {
        return frames.isEmpty() || fitsAll(frame);
    }

    private boolean fitsAll(Frame frame) {
        return frameBytes + replyBytes + frame.sizeBytes() <= limitBytes;
    }

    private void add(Frame frame) {
        frames.add(frame);
        frameBytes += frame.sizeBytes();
        changed.signalAll();
    }

    /**
     * Puts what the peer waits for behind other replies; of them and of all other frames one is written after the
     * other. Never blocks.
     *
     * @param reply what to write
     * @return what became of it
     */
    public Offer offerReply(Frame reply) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (!replies.isEmpty() && replyBytes + reply.sizeBytes() > REPLY_BYTES && !fitsAll(reply)) {
                return Offer.FULL;
            }
            replies.add(reply);
            replyBytes += reply.sizeBytes();
            changed.signalAll();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers a ping before everything else. Never blocks, always has room.
     *
     * @param answer the pong
     */
    public void answer(Frame.Pong answer) {
        lock.lock();
        try {
            if (!closed) {
                pong = answer;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more; what waits is still written, then the farewell. Only the first call counts.
     *
     * @param farewell the last frame, if there is to be one
     */
    public void close(Optional<Frame.Close> farewell) {
        lock.lock();
        try {
            if (!closed) {
                farewell.ifPresent(this::add);
                closed = true;
                changed.signalAll();
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more and forgets what waits: the connection has ended. */
    public void abandon() {
        lock.lock();
        try {
            closed = true;
            frames.clear();
            frameBytes = 0;
            replies.clear();
            replyBytes = 0;
            pong = null;
            changed.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until there is something to write, all was written after the close, or the deadline has passed. For
     * the writer.
     *
     * @param deadline how long to wait
     * @return the next frame; empty at the deadline and after the last frame
     * @throws InterruptedException when the writer was interrupted
     */
    public Optional<Frame> await(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Frame next = next();
                if (next != null) {
                    return Optional.of(next);
                }
                if (closed || (!changed.await(deadline) && deadline.passed(time))) {
                    return Optional.ofNullable(next());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Frame next() {
        Frame next = pong;
        if (next != null) {
            pong = null;
            return next;
        }
        replyWasLast = replyIsNext();
        if (replyWasLast) {
            next = replies.remove();
            replyBytes -= next.sizeBytes();
        } else if (!frames.isEmpty()) {
            next = frames.remove();
            frameBytes -= next.sizeBytes();
        }
        if (next != null) {
            room.signalAll();
        }
        return next;
    }

    /** By turns, but nothing follows a farewell. */
    private boolean replyIsNext() {
        return !replies.isEmpty() && (!replyWasLast || frames.isEmpty() || frames.peek() instanceof Frame.Close);
    }

    /**
     * Whether nothing waits now.
     *
     * @return true when the writer may flush
     */
    public boolean isEmpty() {
        lock.lock();
        try {
            return frames.isEmpty() && replies.isEmpty() && pong == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether it takes nothing more.
     *
     * @return true after {@link #close} or {@link #abandon}
     */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
