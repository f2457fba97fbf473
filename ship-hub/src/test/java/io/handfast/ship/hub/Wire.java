// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import io.handfast.testkit.PipeChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One end of a pipe that can go dark: what is written is swallowed, nothing arrives any more, not even an end, as
 * behind a router that has forgotten the connection.
 */
final class Wire implements FrameChannel {
    private final PipeChannel inner;
    private final AtomicBoolean dark;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private boolean closed;

    /** @param dark shared by both ends; for good once it is true */
    Wire(PipeChannel inner, TimeSource time, AtomicBoolean dark) {
        this.inner = inner;
        this.dark = dark;
        this.changed = time.newSignal(lock);
    }

    @Override
    public Frame read() throws IOException {
        try {
            Frame frame = inner.read();
            while (dark.get()) {
                frame = inner.read();
            }
            return frame;
        } catch (IOException e) {
            if (dark.get()) {
                awaitOwnEnd();
            }
            throw e;
        }
    }

    private void awaitOwnEnd() throws IOException {
        lock.lock();
        try {
            while (!closed) {
                changed.await(Deadline.NEVER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            lock.unlock();
        }
        throw new IOException("Socket closed");
    }

    @Override
    public void write(Frame frame) throws IOException {
        if (!swallows()) {
            inner.write(frame);
        }
    }

    @Override
    public void flush() throws IOException {
        if (!swallows()) {
            inner.flush();
        }
    }

    @Override
    public void endOutput() throws IOException {
        if (!swallows()) {
            inner.endOutput();
        }
    }

    private boolean swallows() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("Socket closed");
            }
            return dark.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        inner.close();
    }
}
