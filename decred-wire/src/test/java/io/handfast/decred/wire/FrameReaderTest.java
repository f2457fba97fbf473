// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.ReadEnded;
import io.handfast.decred.wire.encoding.WireException;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.VerAck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How reading ends, and what it costs. */
class FrameReaderTest {
    private static final byte[] PING =
            Frame.of(new Ping(7), Network.MAINNET, 12).toByteArray();

    /** Fails in its own way when the bytes are used up. */
    private static final class Broken extends InputStream {
        private final IOException failure;

        Broken(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw failure;
        }
    }

    private static ReadEnded ending(byte[] bytes, InputStream rest) {
        InputStream input = new SequenceInputStream(new ByteArrayInputStream(bytes), rest);
        return catchThrowableOfType(ReadEnded.class, () -> readAll(new FrameReader(input, Network.MAINNET)));
    }

    private static void readAll(FrameReader reader) throws WireException {
        while (true) {
            assertThat(reader.read(12).message(12)).isEqualTo(new Ping(7));
        }
    }

    @Test
    void givenTwoFrames_whenTheStreamEnds_thenClosedBetweenFrames() {
        byte[] two = Arrays.copyOf(PING, 2 * PING.length);
        System.arraycopy(PING, 0, two, PING.length, PING.length);
        ReadEnded ended = ending(two, InputStream.nullInputStream());
        assertThat(ended.code()).isEqualTo(WireFault.CLOSED);
        assertThat(ended.phase()).isEqualTo("frame-header");
        assertThat(ended.expected()).isEqualTo("24 bytes");
        assertThat(ended.got()).isEqualTo("0 bytes, then the end of the stream");
    }

    @Test
    void givenPartOfAFrame_whenTheStreamEnds_thenClosedInsideIt() {
        ReadEnded ended = ending(Arrays.copyOf(PING, 30), InputStream.nullInputStream());
        assertThat(ended.code()).isEqualTo(WireFault.CLOSED_INSIDE_FRAME);
        assertThat(ended.phase()).isEqualTo("payload");
        assertThat(ended.expected()).isEqualTo("8 bytes");
        assertThat(ended.got()).isEqualTo("6 bytes, then the end of the stream");
    }

    @Test
    void givenPartOfAFrame_whenNothingComesInTime_thenTimedOut() {
        SocketTimeoutException timeout = new SocketTimeoutException("Read timed out");
        ReadEnded ended = ending(Arrays.copyOf(PING, 5), new Broken(timeout));
        assertThat(ended.code()).isEqualTo(WireFault.TIMED_OUT);
        assertThat(ended.got()).isEqualTo("5 bytes, then nothing in time");
        assertThat(ended).hasCause(timeout);
    }

    @Test
    void givenPartOfAFrame_whenTheConnectionBreaks_thenReset() {
        SocketException reset = new SocketException("Connection reset");
        ReadEnded ended = ending(Arrays.copyOf(PING, 24), new Broken(reset));
        assertThat(ended.code()).isEqualTo(WireFault.RESET);
        assertThat(ended.got()).isEqualTo("0 bytes, then a broken connection");
        assertThat(ended).hasCause(reset);
    }

    /** The same over TCP, where the operating system decides which exception it is. */
    @Test
    void givenASocket_whenThePeerClosesResetsOrIsSilent_thenToldApart() throws Exception {
        assertThat(overTcp(peer -> peer.close())).isEqualTo(WireFault.CLOSED);
        assertThat(overTcp(peer -> {
                    peer.getOutputStream().write(PING, 0, 10);
                    peer.close();
                }))
                .isEqualTo(WireFault.CLOSED_INSIDE_FRAME);
        assertThat(overTcp(peer -> {
                    peer.setSoLinger(true, 0);
                    peer.close();
                }))
                .isEqualTo(WireFault.RESET);
        assertThat(overTcp(peer -> peer.getOutputStream().write(PING, 0, 10))).isEqualTo(WireFault.TIMED_OUT);
    }

    private interface Doing {
        void with(Socket peer) throws IOException;
    }

    private static WireFault overTcp(Doing doing) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket us = new Socket(loopback, server.getLocalPort());
                Socket peer = server.accept()) {
            us.setSoTimeout(200);
            doing.with(peer);
            FrameReader reader = new FrameReader(us.getInputStream(), Network.MAINNET);
            return catchThrowableOfType(ReadEnded.class, () -> reader.read(12)).code();
        }
    }

    @Test
    void givenBytesOneByOne_whenRead_thenTheSameFrames() throws Exception {
        InputStream slow = new ByteArrayInputStream(PING) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(1, length));
            }
        };
        assertThat(new FrameReader(slow, Network.MAINNET).read(12).message(12)).isEqualTo(new Ping(7));
    }

    /** Longer than what a payload gets at first, so that it is read in pieces. */
    @Test
    void givenALongFrame_whenRead_thenWhole() throws Exception {
        Bytes data = Bytes.owned(new byte[262_144]);
        CFiltersV2 filters = new CFiltersV2(Collections.nCopies(100, new CFilterV2(Hash.ZERO, data, 0, List.of())));
        byte[] bytes = Frame.of(filters, Network.MAINNET, 12).toByteArray();
        Frame frame = new FrameReader(new ByteArrayInputStream(bytes), Network.MAINNET).read(12);
        assertThat(frame.sizeBytes()).isEqualTo(bytes.length);
        assertThat(frame.message(12)).isEqualTo(filters);
    }

    @Test
    void givenVerack_whenWritten_thenTheKnownBytes() {
        assertThat(Bytes.of(Frame.of(new VerAck(), Network.MAINNET, 12).toByteArray()))
                .hasToString("f900b4d976657261636b00000000000000000000716f6e86");
    }
}
