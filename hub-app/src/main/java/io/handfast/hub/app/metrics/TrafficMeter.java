// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.handfast.crypto.Ski;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.ship.hub.ChannelTap;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Counts what connections carry, over all of them: messages of SHIP and their bytes, before TLS and WebSocket. */
final class TrafficMeter implements ChannelTap {
    /** One direction. */
    static final class Direction {
        private final LongAdder messages = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        private void count(Frame frame) {
            if (frame instanceof Frame.Message) {
                messages.increment();
                bytes.add(frame.sizeBytes());
            }
        }

        long messages() {
            return messages.sum();
        }

        long bytes() {
            return bytes.sum();
        }
    }

    private final Direction received = new Direction();
    private final Direction sent = new Direction();

    Direction received() {
        return received;
    }

    Direction sent() {
        return sent;
    }

    @Override
    public FrameChannel tap(Ski peer, Role role, FrameChannel channel) {
        return new Metered(channel);
    }

    private final class Metered implements FrameChannel {
        private final FrameChannel channel;

        Metered(FrameChannel channel) {
            this.channel = channel;
        }

        @Override
        public Frame read() throws IOException {
            Frame frame = channel.read();
            received.count(frame);
            return frame;
        }

        @Override
        public void write(Frame frame) throws IOException {
            channel.write(frame);
            sent.count(frame);
        }

        @Override
        public void flush() throws IOException {
            channel.flush();
        }

        @Override
        public void endOutput() throws IOException {
            channel.endOutput();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
