// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.cut;

import io.handfast.engine.net.Duplex;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A connection whose peer has said some bytes at once and then nothing more. What we write is dropped. */
final class CutDuplex implements Duplex {
    /** How the peer's bytes end. */
    enum Cut {
        /** An orderly end of the stream. */
        END,
        /** The connection breaks, in both directions. */
        RESET,
        /** It stays open, but nothing comes. */
        STALL
    }

    private final byte[] bytes;
    private final int length;
    private final Cut cut;
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int next;
    private boolean closed;

    CutDuplex(byte[] bytes, int length, Cut cut, TimeSource time) {
        this.bytes = bytes;
        this.length = length;
        this.cut = cut;
        this.changed = time.newSignal(lock);
    }

    private int take(byte[] target, int offset, int most) throws IOException {
        lock.lock();
        try {
            while (!closed && next == length && cut == Cut.STALL) {
                changed.await(Deadline.NEVER);
            }
            if (closed) {
                throw new IOException("Socket closed");
            }
            if (next == length && cut == Cut.RESET) {
                throw new IOException("Connection reset");
            }
            int count = Math.min(most, length - next);
            System.arraycopy(bytes, next, target, offset, count);
            next += count;
            return count == 0 ? -1 : count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        } finally {
            lock.unlock();
        }
    }

    private void put(byte[] source, int offset, int count) throws IOException {
        lock.lock();
        try {
            if (closed || (cut == Cut.RESET && next == length)) {
                throw new IOException(closed ? "Socket closed" : "Connection reset");
            }
            written.write(source, offset, count);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return take(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int most) throws IOException {
                Objects.checkFromIndexSize(offset, most, target.length);
                return take(target, offset, most);
            }
        };
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                put(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int count) throws IOException {
                put(source, offset, count);
            }
        };
    }

    byte[] written() {
        lock.lock();
        try {
            return written.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void endOutput() {}

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
