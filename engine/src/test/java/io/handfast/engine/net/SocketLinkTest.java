// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Ending;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Inbox;
import io.handfast.engine.Link;
import io.handfast.engine.Outbox;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What virtual time cannot show: that closing a real socket frees the threads that block on it. */
class SocketLinkTest extends NetScene {
    private static final Duration SEND_TIMEOUT = Duration.ofMillis(200);

    private Socket ours = new Socket();
    private Socket peers = new Socket();

    /** Messages with their length before them. */
    private record Framed(Socket socket, DataInputStream input, DataOutputStream output) implements FrameChannel {
        static Framed over(Socket socket) throws IOException {
            return new Framed(
                    socket,
                    new DataInputStream(socket.getInputStream()),
                    new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
        }

        @Override
        public Frame read() throws IOException {
            try {
                return new Frame.Message(input.readNBytes(input.readInt()));
            } catch (EOFException e) {
                throw new EndOfStream();
            }
        }

        @Override
        public void write(Frame frame) throws IOException {
            if (frame instanceof Frame.Message(byte[] bytes)) {
                output.writeInt(bytes.length);
                output.write(bytes);
            }
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }

        @Override
        public void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() {
            Sockets.closeQuietly(socket);
        }
    }

    @BeforeEach
    void connectBoth() throws Exception {
        try (ServerSocket server = server(5)) {
            ours = connect(server.getLocalPort());
            ours.setSoTimeout(0);
            peers = server.accept();
        }
    }

    @AfterEach
    void ourSocketIsClosed() throws Exception {
        peers.close();
        assertThat(ours.isClosed()).isTrue();
    }

    private Link<String> open(FrameChannel channel) {
        return open(channel, PATIENCE);
    }

    private Link<String> open(FrameChannel channel, Duration sendTimeout) {
        Link.Settings settings = new Link.Settings(1 << 20, 1 << 26, sendTimeout, PATIENCE, PATIENCE, PATIENCE);
        return Link.open("link", channel, settings, environment, scope);
    }

    /** One message that no socket buffer holds. */
    private static void stuff(Link<String> link) {
        assertThat(link.outbox().offer(new Frame.Message(new byte[1 << 25]))).isEqualTo(Outbox.Offer.TAKEN);
    }

    @Test
    void givenPeerThatTakesNothing_whenTheSendDeadlinePasses_thenTheGuardFreesTheStuckWriter() throws Exception {
        Link<String> link = open(Framed.over(ours), SEND_TIMEOUT);
        stuff(link);
        assertThat(link.inbox().await(time.in(PATIENCE)))
                .isEqualTo(new Inbox.Ended<String>(new Ending.SendTimedOut(SEND_TIMEOUT)));
        assertThat(link.finish(Optional.empty(), time.in(PATIENCE))).isFalse();
    }

    @Test
    void givenReaderAndStuckWriter_whenCancelled_thenBothAreFreeAtOnce() throws Exception {
        Link<String> link = open(Framed.over(ours));
        stuff(link);
        link.cancel();
        assertThat(link.inbox().await(time.in(PATIENCE)))
                .isEqualTo(new Inbox.Ended<String>(new Ending.CancelledHere()));
        assertThat(link.finish(Optional.empty(), time.in(PATIENCE))).isFalse();
        assertThat(link.inbox().ending()).contains(new Ending.CancelledHere());
    }

    @Test
    void givenBlockedReader_whenFinishedAndThePeerStaysSilent_thenTheDeadlineFreesIt() throws Exception {
        Link<String> link = open(Framed.over(ours));
        assertThat(link.finish(Optional.empty(), time.in(Duration.ofMillis(50))))
                .isFalse();
        assertThat(peers.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void givenQueuedMessages_whenFinishedWithoutFarewell_thenThePeerGetsThemAndTheEndAndAnswers() throws Exception {
        Link<String> link = open(Framed.over(ours));
        scope.start("peer", () -> {
            byte[] all = peers.getInputStream().readAllBytes();
            assertThat(all).containsExactly(0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9);
            peers.close();
        });
        link.outbox().offer(new Frame.Message(new byte[] {7}));
        link.outbox().offer(new Frame.Message(new byte[] {8, 9}));
        assertThat(link.finish(Optional.empty(), time.in(PATIENCE))).isTrue();
    }
}
