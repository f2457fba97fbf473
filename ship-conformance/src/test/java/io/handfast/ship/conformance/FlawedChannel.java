// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/** The tester's end of a connection with somebody in between. */
final class FlawedChannel implements FrameChannel {
    private final FrameChannel inner;
    private final Flaw.Middle middle;
    private final Queue<Frame> seen = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private boolean closed;

    FlawedChannel(FrameChannel inner, Flaw.Middle middle, TimeSource time) {
        this.inner = inner;
        this.middle = middle;
        this.changed = time.newSignal(lock);
    }

    @Override
    public Frame read() throws IOException {
        while (seen.isEmpty()) {
            try {
                Frame frame = inner.read();
                if (!(frame instanceof Frame.Close) || !middle.hidesEnd()) {
                    seen.addAll(middle.fromDevice(frame));
                }
            } catch (EndOfStream e) {
                if (!middle.hidesEnd()) {
                    throw e;
                }
                awaitClosed();
            }
        }
        return seen.remove();
    }

    private void awaitClosed() throws IOException {
        lock.lock();
        try {
            while (!closed) {
                changed.await(Deadline.NEVER);
            }
            throw new IOException("closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(Frame frame) throws IOException {
        for (Frame passed : middle.toDevice(frame)) {
            try {
                inner.write(passed);
            } catch (IOException e) {
                if (!middle.hidesEnd()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            inner.flush();
        } catch (IOException e) {
            if (!middle.hidesEnd()) {
                throw e;
            }
        }
    }

    @Override
    public void endOutput() throws IOException {
        inner.endOutput();
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
