// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.net.Duplex;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes both ways in memory, without latency; each direction has a bounded room. Waits through its time source only. */
final class BytePipe {
    private final ReentrantLock lock = new ReentrantLock();
    private final Signal changed;
    private final int roomBytes;
    private final End ours = new End();
    private final End peers = new End();
    private boolean broken;

    BytePipe(TimeSource time, int roomBytes) {
        this.changed = time.newSignal(lock);
        this.roomBytes = roomBytes;
        ours.other = peers;
        peers.other = ours;
    }

    End ours() {
        return ours;
    }

    End peers() {
        return peers;
    }

    /** As when a machine loses its power and comes back. */
    void reset() {
        lock.lock();
        try {
            broken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return (IOException) new InterruptedIOException("interrupted").initCause(cause);
    }

    /** One end. */
    final class End implements Duplex {
        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        private End other = this;
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
                    return take(target, offset, most);
                }
            };
        }

        @Override
        public OutputStream output() {
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value});
                }

                @Override
                public void write(byte[] source, int offset, int count) throws IOException {
                    put(source, offset, count);
                }
            };
        }

        private int take(byte[] target, int offset, int most) throws IOException {
            lock.lock();
            try {
                while (!closed && !broken && !inputEnded && arrived.size() == 0) {
                    changed.await(Deadline.NEVER);
                }
                if (closed || broken) {
                    throw new IOException(closed ? "Socket closed" : "Connection reset");
                }
                byte[] all = arrived.toByteArray();
                int count = Math.min(most, all.length);
                System.arraycopy(all, 0, target, offset, count);
                arrived.reset();
                arrived.write(all, count, all.length - count);
                changed.signalAll();
                return count == 0 ? -1 : count;
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                lock.unlock();
            }
        }

        private void put(byte[] source, int offset, int count) throws IOException {
            lock.lock();
            try {
                int next = offset;
                while (next < offset + count) {
                    requireWritable();
                    int room = roomBytes - other.arrived.size();
                    if (room <= 0) {
                        changed.await(Deadline.NEVER);
                    } else {
                        int part = Math.min(room, offset + count - next);
                        other.arrived.write(source, next, part);
                        next += part;
                        changed.signalAll();
                    }
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } finally {
                lock.unlock();
            }
        }

        private void requireWritable() throws IOException {
            if (broken || closed || other.closed) {
                throw new IOException(broken ? "Connection reset" : "Broken pipe");
            }
        }

        /** What has come and was not read. */
        byte[] waiting() {
            lock.lock();
            try {
                return arrived.toByteArray();
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
        public void endOutput() {
            lock.lock();
            try {
                other.inputEnded = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                other.inputEnded = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
