// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.net.Duplex;
import io.handfast.ship.scene.ShipScene;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.SeededEntropy;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Our side's WebSocket as bytes in memory. Frame by frame it is joined to the scene's pipe, which stays what a
 * replay feeds and looks at: only frames that break a rule of WebSocket take another way.
 */
final class ByteWire {
    /** The other end takes whatever ours sends. */
    private static final WebSocketSettings GENEROUS = new WebSocketSettings(8 * 1024 * 1024, 4096);

    private final FrameChannel ours;
    private final FrameChannel others;
    private final Duplex othersBytes;
    private final PipeChannel pipe;
    private final boolean masked;

    ByteWire(ShipScene scene, Role role) {
        BytePipe bytes = new BytePipe(scene.time());
        this.ours = channel(role, bytes.one(), WebSocketSettings.DEFAULT);
        this.masked = role == Role.SERVER; // the other end is the client
        this.othersBytes = bytes.other();
        this.others = channel(masked ? Role.CLIENT : Role.SERVER, othersBytes, GENEROUS);
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
    void start(ShipScene scene) {
        scene.beside("bytes out", () -> carry(others, pipe));
        scene.beside("bytes in", () -> carry(pipe, others));
    }

    /** To the end of the stream; nothing follows a close frame. */
    private static void carry(FrameChannel from, FrameChannel to) {
        boolean closed = false;
        try {
            while (true) {
                Frame frame = from.read();
                if (!closed) {
                    to.write(frame);
                    to.flush();
                }
                closed |= frame instanceof Frame.Close;
            }
        } catch (IOException _) {
            to.close();
        }
    }

    /** The other end sends a text message, in one frame, masked with zeros where it has to be. */
    void sendText(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write((masked ? 0x80 : 0) | 126);
        frame.writeBytes(
                ByteBuffer.allocate(2).putShort((short) payload.length).array());
        frame.writeBytes(new byte[masked ? 4 : 0]);
        frame.writeBytes(payload);
        othersBytes.output().write(frame.toByteArray());
        othersBytes.output().flush();
    }
}
