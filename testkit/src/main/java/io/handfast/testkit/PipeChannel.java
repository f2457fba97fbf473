// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.time.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Optional;

/** One end of a {@link Pipe}. All its state is protected by the pipe's lock. */
public final class PipeChannel implements FrameChannel {
    /** A frame on its way to this end. */
    private record Arriving(Deadline at, Frame frame) {}

    private final Pipe pipe;
    private final Role role;
    private final ArrayDeque<Frame> written = new ArrayDeque<>();
    private final ArrayDeque<Arriving> arriving = new ArrayDeque<>();
    private int writtenBytes;
    private int arrivingBytes;
    private boolean closed;
    private boolean outputEnded;
    private Deadline inputEnds = Deadline.NEVER;
    private Deadline outputBreaks = Deadline.NEVER;

    PipeChannel(Pipe pipe, Role role) {
        this.pipe = pipe;
        this.role = role;
    }

    @Override
    public Frame read() throws IOException {
        return read(Deadline.NEVER).orElseThrow();
    }

    /**
     * Blocks until a frame has arrived or the deadline has passed.
     *
     * @param deadline how long to wait
     * @return the next frame; empty at the deadline
     * @throws EndOfStream when the other end closed or ended its output, after the frames it had sent
     * @throws IOException when this end was closed or the pipe was broken
     */
    public Optional<Frame> read(Deadline deadline) throws IOException {
        pipe.lock.lock();
        try {
            while (true) {
                requireWhole();
                Arriving first = arriving.peek();
                Deadline next = first != null ? first.at() : inputEnds;
                if (next.passed(pipe.time)) {
                    return Optional.of(take());
                }
                if (deadline.passed(pipe.time)) {
                    return Optional.empty();
                }
                pipe.changed.await(Deadline.earliest(next, deadline));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            pipe.lock.unlock();
        }
    }

    private Frame take() throws EndOfStream {
        Arriving first = arriving.poll();
        if (first == null) {
            throw new EndOfStream();
        }
        arrivingBytes -= first.frame().sizeBytes();
        pipe.changed.signalAll();
        return first.frame();
    }

    @Override
    public void write(Frame frame) throws IOException {
        pipe.lock.lock();
        try {
            requireWritable();
            while (!hasRoom(frame)) {
                sendWritten();
                pipe.changed.await(outputBreaks);
                requireWritable();
            }
            written.add(frame);
            writtenBytes += frame.sizeBytes();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            pipe.lock.unlock();
        }
    }

    private boolean hasRoom(Frame frame) {
        int waitingBytes = writtenBytes + other().arrivingBytes;
        return waitingBytes == 0 || waitingBytes + frame.sizeBytes() <= pipe.roomBytes;
    }

    @Override
    public void flush() throws IOException {
        pipe.lock.lock();
        try {
            if (!written.isEmpty()) {
                requireWritable();
            }
            sendWritten();
        } finally {
            pipe.lock.unlock();
        }
    }

    /** Signals only when something went out: two writers that wait for room would wake each other for ever. */
    private void sendWritten() {
        if (written.isEmpty()) {
            return;
        }
        Deadline arrival = pipe.time.in(pipe.latency);
        for (Frame frame : written) {
            pipe.note(role, frame);
            other().arriving.add(new Arriving(arrival, frame));
            other().arrivingBytes += frame.sizeBytes();
        }
        written.clear();
        writtenBytes = 0;
        pipe.changed.signalAll();
    }

    @Override
    public void endOutput() throws IOException {
        pipe.lock.lock();
        try {
            requireWritable();
            sendWritten();
            outputEnded = true;
            other().endInput();
        } finally {
            pipe.lock.unlock();
        }
    }

    @Override
    public void close() {
        pipe.lock.lock();
        try {
            if (!closed) {
                closed = true;
                other().endInput();
                other().outputBreaks = pipe.time.in(pipe.latency);
                pipe.changed.signalAll();
            }
        } finally {
            pipe.lock.unlock();
        }
    }

    /** Breaks the whole pipe. */
    void reset() {
        pipe.reset();
    }

    private void endInput() {
        if (inputEnds == Deadline.NEVER) {
            inputEnds = pipe.time.in(pipe.latency);
            pipe.changed.signalAll();
        }
    }

    /**
     * Whether this end was closed.
     *
     * @return true for ever after {@link #close}
     */
    public boolean isClosed() {
        pipe.lock.lock();
        try {
            return closed;
        } finally {
            pipe.lock.unlock();
        }
    }

    void requireWhole() throws IOException {
        pipe.lock.lock();
        try {
            if (closed) {
                throw new IOException("Socket closed");
            }
            if (pipe.isBroken()) {
                throw new IOException("Connection reset");
            }
        } finally {
            pipe.lock.unlock();
        }
    }

    private void requireWritable() throws IOException {
        requireWhole();
        if (outputEnded) {
            throw new IOException("Output ended");
        }
        if (outputBreaks.passed(pipe.time)) {
            throw new IOException("Broken pipe");
        }
    }

    private PipeChannel other() {
        return pipe.opposite(role);
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException exception = new InterruptedIOException("interrupted");
        exception.initCause(cause);
        return exception;
    }
}
