// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.FrameHeader;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes Decred's pings those of a link, which answers them at once however busy the application is: dcrd gives up a
 * peer whose answer takes 13 s. Only once {@link #answerPings} was called: a pong before our {@code verack} would be a
 * message out of order. Pongs stay messages, because only the owner knows what it asked.
 */
final class PingChannel implements FrameChannel {
    private static final int NONCE_BYTES = 8;
    private static final byte[] PING = Arrays.copyOf(Command.PING.text().getBytes(StandardCharsets.US_ASCII), 12);
    private static final int COMMAND_AT = 4;

    private final FrameChannel inner;
    private final Network network;
    private final Entropy entropy;
    private volatile @Nullable LongConsumer heard;

    PingChannel(FrameChannel inner, Network network, Entropy entropy) {
        this.inner = inner;
        this.network = network;
        this.entropy = entropy;
    }

    /**
     * From now on the link answers pings, and its owner does not see them any more.
     *
     * @param onPing told of each ping's nonce on the reader's thread; neither blocks nor throws
     */
    void answerPings(LongConsumer onPing) {
        heard = onPing;
    }

    @Override
    public Frame read() throws IOException {
        Frame frame = inner.read();
        LongConsumer onPing = heard;
        if (onPing == null || !(frame instanceof Frame.Message(byte[] bytes)) || !isPing(bytes)) {
            return frame;
        }
        byte[] nonce = Arrays.copyOfRange(bytes, FrameHeader.SIZE_BYTES, bytes.length);
        onPing.accept(number(nonce));
        return new Frame.Ping(nonce);
    }

    /** One of another length is left to the owner, which finds it malformed. */
    private static boolean isPing(byte[] bytes) {
        return bytes.length == FrameHeader.SIZE_BYTES + NONCE_BYTES
                && Arrays.equals(bytes, COMMAND_AT, COMMAND_AT + PING.length, PING, 0, PING.length);
    }

    private static long number(byte[] nonce) {
        return ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Override
    public void write(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Ping(byte[] nonce) -> inner.write(whole(new Ping(number(filled(nonce)))));
            case Frame.Pong(byte[] nonce) -> inner.write(whole(new Pong(number(nonce))));
            case Frame.Message _, Frame.Close _ -> inner.write(frame);
        }
    }

    /** A link's own ping has no bytes. */
    private byte[] filled(byte[] nonce) {
        if (nonce.length == NONCE_BYTES) {
            return nonce;
        }
        byte[] random = new byte[NONCE_BYTES];
        entropy.fill(random);
        return random;
    }

    private Frame.Message whole(Message message) {
        return new Frame.Message(io.handfast.decred.wire.Frame.of(message, network, ProtocolVersion.LATEST)
                .toByteArray());
    }

    @Override
    public void flush() throws IOException {
        inner.flush();
    }

    @Override
    public void endOutput() throws IOException {
        inner.endOutput();
    }

    @Override
    public void close() {
        inner.close();
    }
}
