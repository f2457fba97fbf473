// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.net.Duplex;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * A connection in memory that carries bytes: a {@link Pipe} for what stands below frames. It waits through the signals
 * of its time source only, so it works on {@link VirtualTime} as well as on the machine's clock.
 *
 * <p>It behaves like TCP without latency. What is written arrives at once; a writer blocks while the direction has no
 * room; a reader who begins with what was written in one piece makes room for all of that piece.
 *
 * <p>Safe for use by all threads, except that one thread at a time reads an end's input.
 */
public final class BytePipe {
    private static final int ROOM_BYTES = 64 * 1024;

    private final Pipe pipe;
    private final int roomBytes;
    private final End one;
    private final End other;

    /**
     * A pipe that holds 64 KiB each way.
     *
     * @param time the clock
     */
    public BytePipe(TimeSource time) {
        this(time, ROOM_BYTES);
    }

    /**
     * A pipe.
     *
     * @param time the clock
     * @param roomBytes how many bytes each direction holds, at least 1
     */
    public BytePipe(TimeSource time, int roomBytes) {
        if (roomBytes < 1) {
            throw new IllegalArgumentException("no room: " + roomBytes);
        }
        this.pipe = new Pipe(time, Duration.ZERO, roomBytes);
        this.roomBytes = roomBytes;
        this.one = new End(pipe.client());
        this.other = new End(pipe.server());
    }

    /**
     * One of the two ends, which are alike.
     *
     * @return always the same end
     */
    public End one() {
        return one;
    }

    /**
     * The end opposite to {@link #one}.
     *
     * @return always the same end
     */
    public End other() {
        return other;
    }

    /** Breaks the connection: both ends fail with "Connection reset" from now on, what was under way is lost. */
    public void reset() {
        pipe.reset();
    }

    /** One end of a pipe of bytes. */
    public final class End implements Duplex {
        private final PipeChannel channel;
        private final InputStream input = new Input();
        private final OutputStream output = new Output();

        private End(PipeChannel channel) {
            this.channel = channel;
        }

        /**
         * {@inheritDoc} They fail with "Socket closed" once this end is closed, which frees them, and with "Connection
         * reset" once the pipe is broken.
         */
        @Override
        public InputStream input() {
            return input;
        }

        /**
         * {@inheritDoc} They need no flush. They fail as reads do, with "Broken pipe" once the other end is closed, and
         * with "Output ended" after {@link #endOutput}.
         */
        @Override
        public OutputStream output() {
            return output;
        }

        @Override
        public void endOutput() throws IOException {
            channel.endOutput();
        }

        @Override
        public void close() {
            channel.close();
        }

        /**
         * Whether this end was closed.
         *
         * @return true for ever after {@link #close}
         */
        public boolean isClosed() {
            return channel.isClosed();
        }

        private final class Input extends InputStream {
            private byte[] piece = {};
            private int taken;

            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int most) throws IOException {
                Objects.checkFromIndexSize(offset, most, target.length);
                if (most == 0) {
                    return 0;
                }
                try {
                    awaitBytes();
                } catch (EndOfStream _) {
                    return -1;
                }
                int count = Math.min(most, piece.length - taken);
                System.arraycopy(piece, taken, target, offset, count);
                taken += count;
                return count;
            }

            private void awaitBytes() throws IOException {
                if (taken < piece.length) {
                    channel.requireWhole();
                } else {
                    piece = ((Frame.Message) channel.read()).bytes();
                    taken = 0;
                }
            }
        }

        private final class Output extends OutputStream {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int count) throws IOException {
                Objects.checkFromIndexSize(offset, count, source.length);
                int end = offset + count;
                for (int next = offset; next < end; ) {
                    int pieceEnd = next + Math.min(roomBytes, end - next);
                    channel.write(new Frame.Message(Arrays.copyOfRange(source, next, pieceEnd)));
                    channel.flush();
                    next = pieceEnd;
                }
            }
        }
    }
}
