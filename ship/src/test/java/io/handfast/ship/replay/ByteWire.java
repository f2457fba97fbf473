// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.net.Duplex;
import io.handfast.ship.scene.ShipScene;
import io.handfast.testkit.BytePipe;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.SeededEntropy;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Our side's WebSocket as bytes in memory. Frame by frame it is joined to the scene's pipe, which stays what a
 * replay feeds and looks at: only frames that break a rule of WebSocket take another way.
 */
final class ByteWire {
    /** The other end takes whatever ours sends. */
    private static final WebSocketSettings GENEROUS = new WebSocketSettings(8 * 1024 * 1024, 4096);

    private static final int FIN = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final Duration A_MOMENT = Duration.ofNanos(1000);

    private final FrameChannel ours;
    private final FrameChannel others;
    private final Duplex othersBytes;
    private final PipeChannel pipe;
    private final ShipScene scene;
    private final Role role;
    private int carried; // from the pipe; the scene's threads run one at a time

    ByteWire(ShipScene scene, Role role) {
        this.scene = scene;
        this.role = role;
        BytePipe bytes = new BytePipe(scene.time());
        this.ours = channel(role, bytes.one(), WebSocketSettings.DEFAULT);
        this.othersBytes = bytes.other();
        this.others = channel(role == Role.SERVER ? Role.CLIENT : Role.SERVER, othersBytes, GENEROUS);
        this.pipe = scene.end(role);
    }

    private static FrameChannel channel(Role role, Duplex duplex, WebSocketSettings settings) {
        return role == Role.CLIENT
                ? WebSocketChannel.client(duplex, new SeededEntropy(7), settings)
                : WebSocketChannel.server(duplex, settings);
    }

    /** What our side speaks through. */
    FrameChannel ours() {
        return ours;
    }

    /** Begins to carry frames, on two threads of the scene. */
    void start() {
        scene.beside("bytes out", () -> carry(others, pipe));
        scene.beside("bytes in", () -> carry(pipe, others));
    }

    /** To the end of the stream; nothing follows a close frame. */
    private void carry(FrameChannel from, FrameChannel to) {
        boolean closed = false;
        try {
            while (true) {
                Frame frame = from.read();
                if (!closed) {
                    to.write(frame);
                    to.flush();
                }
                carried += from == pipe ? 1 : 0;
                closed |= frame instanceof Frame.Close;
            }
        } catch (IOException _) {
            to.close();
        }
    }

    /** The other end sends a text message, in one frame. */
    void sendText(String text) throws IOException, InterruptedException {
        send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The other end sends a message in frames of so many bytes. */
    void sendFragments(byte[] message, int bytes) throws IOException, InterruptedException {
        for (int from = 0; from < message.length; from += bytes) {
            int to = Math.min(message.length, from + bytes);
            int opcode = from == 0 ? BINARY : CONTINUATION;
            send((to == message.length ? FIN : 0) | opcode, Arrays.copyOfRange(message, from, to));
        }
    }

    /** A frame that no channel of ours sends, after all that came through the pipe; masked with zeros by a client. */
    private void send(int first, byte[] payload) throws IOException, InterruptedException {
        while (carried
                < scene.sent().stream().filter(sent -> sent.from() != role).count()) {
            scene.pass(A_MOMENT);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int mask = role == Role.SERVER ? 0x80 : 0;
        frame.write(first);
        if (payload.length < 126) {
            frame.write(mask | payload.length);
        } else {
            frame.write(mask | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        }
        frame.writeBytes(new byte[mask == 0 ? 0 : 4]);
        frame.writeBytes(payload);
        othersBytes.output().write(frame.toByteArray());
        othersBytes.output().flush();
    }
}
