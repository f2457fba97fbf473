// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

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

/** Bytes both ways in memory, without bounds and without latency. It waits through its time source only. */
final class BytePipe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final End one = new End();
    private final End other = new End();

    BytePipe(TimeSource time) {
        this.changed = time.newSignal(lock);
        one.peer = other;
        other.peer = one;
    }

    Duplex one() {
        return one;
    }

    Duplex other() {
        return other;
    }

    private final class End implements Duplex {
        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        private End peer = this;
        private int taken;
        private boolean inputEnded;
        private boolean closed;

        @Override
        public InputStream input() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] single = new byte[1];
                    return take(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
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
                    peer.put(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] source, int offset, int count) throws IOException {
                    peer.put(source, offset, count);
                }
            };
        }

        private int take(byte[] target, int offset, int most) throws IOException {
            lock.lock();
            try {
                while (!closed && !inputEnded && taken == arrived.size()) {
                    changed.await(Deadline.NEVER);
                }
                if (closed) {
                    throw new IOException("Socket closed");
                }
                int count = Math.min(most, arrived.size() - taken);
                System.arraycopy(arrived.toByteArray(), taken, target, offset, count);
                taken += count;
                if (taken == arrived.size()) {
                    arrived.reset();
                    taken = 0;
                }
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
                if (peer.closed || closed) {
                    throw new IOException("Broken pipe");
                }
                arrived.write(source, offset, count);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void endInput() {
            inputEnded = true;
            changed.signalAll();
        }

        @Override
        public void endOutput() {
            lock.lock();
            try {
                peer.endInput();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                peer.endInput();
            } finally {
                lock.unlock();
            }
        }
    }
}
