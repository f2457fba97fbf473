// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.FrameChannel.FrameViolation;
import io.handfast.engine.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;

/** Our end under test: echoes messages, answers pings, answers a close or a violation and stops. */
enum EchoEnd {
    /** Frame reader and writer, text and binary. */
    CODEC {
        @Override
        void run(MemoryDuplex duplex, Role role) throws IOException {
            FrameReader reader = new FrameReader(
                    new WireInput(duplex.input()), role, SETTINGS, EnumSet.of(Opcode.TEXT, Opcode.BINARY));
            FrameWriter writer =
                    new FrameWriter(duplex.output(), role == Role.CLIENT ? Optional.of(entropy()) : Optional.empty());
            try {
                while (step(reader, writer)) {
                    writer.flush();
                }
            } catch (FrameViolation e) {
                writer.write(Opcode.CLOSE, true, ClosePayload.of(e.answer().orElseThrow()));
            }
            writer.flush();
        }

        private static boolean step(FrameReader reader, FrameWriter writer) throws IOException {
            FrameReader.Unit unit = reader.read();
            switch (unit.opcode()) {
                case TEXT, BINARY, CONTINUATION -> writer.write(unit.opcode(), true, unit.bytes());
                case PING -> writer.write(Opcode.PONG, true, unit.bytes());
                case PONG -> {}
                case CLOSE -> writer.write(Opcode.CLOSE, true, ClosePayload.of(ClosePayload.parse(unit.bytes())));
            }
            return unit.opcode() != Opcode.CLOSE;
        }
    },

    /** The channel, binary only. */
    CHANNEL {
        @Override
        void run(MemoryDuplex duplex, Role role) throws IOException {
            FrameChannel channel = role == Role.CLIENT
                    ? WebSocketChannel.client(duplex, entropy(), SETTINGS)
                    : WebSocketChannel.server(duplex, SETTINGS);
            try {
                while (step(channel)) {
                    channel.flush();
                }
            } catch (FrameViolation e) {
                channel.write(e.answer().orElseThrow());
            }
            channel.endOutput();
        }

        private static boolean step(FrameChannel channel) throws IOException {
            Frame frame = channel.read();
            switch (frame) {
                case Frame.Message message -> channel.write(message);
                case Frame.Ping(byte[] bytes) -> channel.write(new Frame.Pong(bytes));
                case Frame.Pong _ -> {}
                case Frame.Close close -> channel.write(close);
            }
            return !(frame instanceof Frame.Close);
        }
    };

    private static final WebSocketSettings SETTINGS = new WebSocketSettings(16 << 20, 1 << 16);

    abstract void run(MemoryDuplex duplex, Role role) throws IOException;

    /** What the end wrote until it stopped; an end without a farewell counts as stopped. */
    byte[] answers(InputStream input, Role role) throws IOException {
        MemoryDuplex duplex = new MemoryDuplex(input);
        try {
            run(duplex, role);
        } catch (EndOfStream e) {
            return duplex.written();
        }
        return duplex.written();
    }

    private static Entropy entropy() {
        return new Random(6455)::nextBytes;
    }
}
