// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bad network in front of any channel: delays, drips, duplicates and loses frames, breaks or falls silent, as
 * {@link Faults} say. On {@link VirtualTime} the same seed gives the same course every time.
 *
 * <p>Two threads of the clock move the frames, one each way; each direction holds up to 64 KiB, then its writer waits.
 * A write that the other side no longer takes fails one write later, as with TCP. The threads end when both ends are
 * closed: after {@link #close} what was flushed still arrives in its time, at most ten seconds later. A connection
 * that is half open does not even tell the other side that it was closed: that one has to find out and close by itself.
 *
 * <p>Thread rule: that of {@link FrameChannel}.
 */
public final class FaultChannel implements FrameChannel {
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final FrameChannel inner;
    private final TimeSource time;
    private final Faults faults;
    private final FaultCourse course;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final FaultLane incoming;
    private final FaultLane outgoing;
    private final List<Frame> written = new ArrayList<>();
    private Optional<IOException> readFailure = Optional.empty();
    private Optional<IOException> writeFailure = Optional.empty();
    private boolean handing;
    private boolean closed;

    /**
     * Begins to disturb at once.
     *
     * @param inner the channel that works; owned from now on
     * @param time the clock, the same one the inner channel waits on
     * @param seed of the delays; the same one gives the same course
     * @param faults what happens
     */
    public FaultChannel(FrameChannel inner, TimeSource time, long seed, Faults faults) {
        this.inner = inner;
        this.time = time;
        this.faults = faults;
        this.course = new FaultCourse(time, faults);
        this.changed = time.newSignal(lock);
        this.incoming = new FaultLane(time, faults, seed);
        this.outgoing = new FaultLane(time, faults, ~seed);
        time.start("fault channel, in", this::takeIn);
        time.start("fault channel, out", this::handOut);
    }

    @Override
    public Frame read() throws IOException {
        lock.lock();
        try {
            while (true) {
                requireReadable();
                Optional<FaultLane.Item> item = incoming.poll();
                if (item.isPresent()) {
                    changed.signalAll();
                    return arrived(item.get());
                }
                changed.await(Deadline.earliest(course.next(), incoming.next()));
                strike();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private Frame arrived(FaultLane.Item item) throws IOException {
        if (item instanceof FaultLane.Item.Passing(Frame frame)) {
            countPassed();
            return frame;
        }
        IOException failure = ((FaultLane.Item.Failed) item).failure();
        if (!(failure instanceof FrameViolation)) {
            readFailure = Optional.of(failure);
        }
        throw failure;
    }

    @Override
    public void write(Frame frame) throws IOException {
        lock.lock();
        try {
            requireWritable();
            while (!outgoing.hasRoom(frame.sizeBytes())) {
                sendWritten();
                changed.await(Deadline.NEVER);
                requireWritable();
            }
            written.add(frame);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() throws IOException {
        lock.lock();
        try {
            requireWritable();
            sendWritten();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void endOutput() throws IOException {
        lock.lock();
        try {
            requireWritable();
            sendWritten();
            outgoing.add(new FaultLane.Item.OutputEnded());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sendWritten() {
        if (course.whole() && !written.isEmpty()) {
            written.forEach(outgoing::add);
            changed.signalAll();
        }
        written.clear();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
            if (!drained()) {
                time.start("fault channel, linger", this::linger);
                return;
            }
        } finally {
            lock.unlock();
        }
        end();
    }

    /** The writer's thread may be stuck at a peer that takes nothing: closing the channel frees it. */
    private void linger() {
        Deadline end = time.in(LINGER);
        lock.lock();
        try {
            while (!drained() && !end.passed(time)) {
                changed.await(end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        end();
    }

    private boolean drained() {
        return (outgoing.isEmpty() && !handing) || !course.whole() || writeFailure.isPresent();
    }

    /** Not under the lock. A connection that is half open takes no end either. */
    private void end() {
        if (!halfOpen()) {
            inner.close();
        }
    }

    private boolean halfOpen() {
        lock.lock();
        try {
            return course.halfOpen();
        } finally {
            lock.unlock();
        }
    }

    /** The thread that reads from the inner channel. */
    private void takeIn() {
        boolean over = false;
        while (!over) {
            try {
                Frame frame = inner.read();
                put(frame);
            } catch (FrameViolation e) {
                put(e);
            } catch (IOException e) {
                put(e);
                over = true;
            }
        }
        if (halfOpen()) {
            inner.close();
        }
    }

    private void put(IOException failure) {
        lock.lock();
        try {
            if (course.whole()) {
                incoming.add(new FaultLane.Item.Failed(failure));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(Frame frame) throws IOException {
        lock.lock();
        try {
            while (!incoming.hasRoom(frame.sizeBytes()) && course.whole() && !closed) {
                changed.await(Deadline.NEVER);
            }
            if (course.whole() && !closed) {
                incoming.add(frame);
                changed.signalAll();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** The thread that writes to the inner channel, and that sees to it that faults come in time. */
    private void handOut() {
        try {
            Optional<FaultLane.Item> item = awaitOutgoing();
            while (item.isPresent()) {
                hand(item.get());
                item = awaitOutgoing();
            }
        } catch (IOException e) {
            lock.lock();
            try {
                writeFailure = Optional.of(e);
                handing = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Empty when nothing goes out any more. */
    private Optional<FaultLane.Item> awaitOutgoing() throws IOException {
        lock.lock();
        try {
            while (course.whole() && !(closed && outgoing.isEmpty())) {
                Optional<FaultLane.Item> item = outgoing.poll();
                if (item.isPresent()) {
                    handing = true;
                    return item;
                }
                changed.await(Deadline.earliest(course.next(), outgoing.next()));
                strike();
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private void hand(FaultLane.Item item) throws IOException {
        if (item instanceof FaultLane.Item.Passing(Frame frame)) {
            inner.write(frame);
            inner.flush();
        } else {
            inner.endOutput();
        }
        lock.lock();
        try {
            handing = false;
            if (item instanceof FaultLane.Item.Passing) {
                countPassed();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void countPassed() {
        course.countPassed();
        strike();
    }

    /** The inner channel is ended under the lock: that never blocks, and nobody may see a break without it. */
    private void strike() {
        if (!course.strikes()) {
            return;
        }
        incoming.clear();
        outgoing.clear();
        changed.signalAll();
        if (course.cut() && faults.cutAs() == Faults.Cut.RESET && inner instanceof PipeChannel pipe) {
            pipe.reset();
        } else if (course.cut()) {
            inner.close();
        }
    }

    private void requireReadable() throws IOException {
        requireOpen();
        course.requireReadable();
        if (readFailure.isPresent()) {
            throw readFailure.get();
        }
    }

    private void requireWritable() throws IOException {
        requireOpen();
        course.requireWritable();
        if (writeFailure.isPresent()) {
            throw writeFailure.get();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("Socket closed");
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException exception = new InterruptedIOException("interrupted");
        exception.initCause(cause);
        return exception;
    }
}
