// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.net.Duplex;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Binary messages over an upgraded connection. {@link WebSocketClient} and {@link WebSocketServer} make it.
 *
 * <p>Thread rule: that of {@link FrameChannel}; reading and writing share nothing. Who owns the channel answers
 * pings and close frames: {@link #read} only hands them over. A close frame without a code is
 * {@code Close(0, "")} in both directions.
 *
 * <p>A broken rule is a {@link FrameChannel.FrameViolation} whose answer carries 1002 (protocol error), 1003 (text),
 * 1007 (a close reason that is no UTF-8) or 1009 (above the {@link WebSocketSettings}). After it, as after a close
 * frame, {@code read} blocks until the peer ends the stream and then throws {@code EndOfStream}.
 */
public final class WebSocketChannel implements FrameChannel {
    private static final Set<Opcode> BINARY_ONLY = Set.of(Opcode.BINARY);

    private final Duplex duplex;
    private final FrameReader reader;
    private final FrameWriter writer;
    private boolean closeWritten;

    WebSocketChannel(Duplex duplex, WireInput input, Optional<Entropy> masks, WebSocketSettings settings) {
        Role role = masks.isPresent() ? Role.CLIENT : Role.SERVER;
        this.duplex = duplex;
        this.reader = new FrameReader(input, role, settings, BINARY_ONLY);
        this.writer = new FrameWriter(duplex.output(), masks);
    }

    /**
     * The client's end of a connection that was upgraded elsewhere; its frames are masked.
     *
     * @param duplex the connection, read up to the first frame
     * @param entropy the source of masks
     * @param settings what is taken from the server
     * @return a channel that owns the connection
     */
    public static WebSocketChannel client(Duplex duplex, Entropy entropy, WebSocketSettings settings) {
        return new WebSocketChannel(duplex, new WireInput(duplex.input()), Optional.of(entropy), settings);
    }

    /**
     * The server's end of a connection that was upgraded elsewhere.
     *
     * @param duplex the connection, read up to the first frame
     * @param settings what is taken from the client
     * @return a channel that owns the connection
     */
    public static WebSocketChannel server(Duplex duplex, WebSocketSettings settings) {
        return new WebSocketChannel(duplex, new WireInput(duplex.input()), Optional.empty(), settings);
    }

    @Override
    public Frame read() throws IOException {
        FrameReader.Unit unit = reader.read();
        return switch (unit.opcode()) {
            case PING -> new Frame.Ping(unit.bytes());
            case PONG -> new Frame.Pong(unit.bytes());
            case CLOSE -> ClosePayload.parse(unit.bytes());
            case BINARY, TEXT, CONTINUATION -> new Frame.Message(unit.bytes());
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>Nothing may be written after a close frame. The reason of a close frame is cut to 123 bytes.
     *
     * @throws IllegalStateException after a close frame
     * @throws IllegalArgumentException when a ping or pong has more than 125 bytes, or a close code must not travel
     */
    @Override
    public void write(Frame frame) throws IOException {
        if (closeWritten) {
            throw new IllegalStateException("nothing follows a close frame");
        }
        switch (frame) {
            case Frame.Message(byte[] bytes) -> writer.write(Opcode.BINARY, true, bytes);
            case Frame.Ping(byte[] bytes) -> writer.write(Opcode.PING, true, requireShort(bytes));
            case Frame.Pong(byte[] bytes) -> writer.write(Opcode.PONG, true, requireShort(bytes));
            case Frame.Close close -> {
                writer.write(Opcode.CLOSE, true, ClosePayload.of(close));
                closeWritten = true;
            }
        }
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void endOutput() throws IOException {
        writer.flush();
        duplex.endOutput();
    }

    @Override
    public void close() {
        duplex.close();
    }

    private static byte[] requireShort(byte[] bytes) {
        if (bytes.length > FrameHeader.MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException("a ping or pong of " + bytes.length + " bytes; at most 125");
        }
        return bytes;
    }
}
