// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.FrameChannel.FrameViolation;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.net.SocketDuplex;
import io.handfast.websocket.UpgradeDecision;
import io.handfast.websocket.UpgradeRequest;
import io.handfast.websocket.UpgradeVerdict;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketClient;
import io.handfast.websocket.WebSocketFailure;
import io.handfast.websocket.WebSocketServer;
import io.handfast.websocket.WebSocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our WebSocket against the npm package {@code ws} over plain TCP, each side in each role. What we send is never
 * fragmented, so fragments come from the other side only.
 */
@Tag("interop")
class WsSecondOpinionTest {
    private static final int[] SIZES = {0, 1, 125, 126, 65535, 65536, 200_000};

    @BeforeAll
    static void install() throws Exception {
        WsPeer.install();
    }

    @ParameterizedTest
    @EnumSource
    void givenBinaryMessages_whenEchoed_thenTheyComeBack(Role ours) throws Exception {
        try (Meeting meeting = Meeting.as(ours)) {
            for (int size : SIZES) {
                byte[] content = new byte[size];
                new Random(size).nextBytes(content);
                meeting.send(new Frame.Message(content));
                assertThat(meeting.message()).isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenFragmentsWithAPingBetween_whenRead_thenJoined(Role ours) throws Exception {
        try (Meeting meeting = Meeting.as(ours)) {
            meeting.command("!fragments");
            assertThat(meeting.channel.read())
                    .isInstanceOfSatisfying(
                            Frame.Ping.class, ping -> assertThat(ping.bytes()).isEqualTo("between".getBytes(UTF_8)));
            assertThat(meeting.message()).isEqualTo("one,two,three".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenPings_whenAnswered_thenBothSidesSeeTheirOwnPayload(Role ours) throws Exception {
        try (Meeting meeting = Meeting.as(ours)) {
            meeting.send(new Frame.Ping("ours".getBytes(UTF_8)));
            assertThat(((Frame.Pong) meeting.channel.read()).bytes()).isEqualTo("ours".getBytes(UTF_8));
            meeting.command("!ping");
            Frame.Ping theirs = (Frame.Ping) meeting.channel.read();
            meeting.send(new Frame.Pong(theirs.bytes()));
            assertThat(meeting.peer.awaitEvent()).isEqualTo("{\"event\":\"pong\",\"data\":\"are you there\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenOurClose_whenEchoed_thenBothEndCleanly(Role ours) throws Exception {
        try (Meeting meeting = Meeting.as(ours)) {
            Frame.Close close = new Frame.Close(4001, "close");
            meeting.send(close);
            assertThat(meeting.channel.read()).isEqualTo(close);
            meeting.channel.endOutput();
            assertThatExceptionOfType(EndOfStream.class).isThrownBy(meeting.channel::read);
            assertThat(meeting.peer.awaitEvent()).isEqualTo("{\"event\":\"close\",\"code\":4001,\"reason\":\"close\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenTheirClose_whenEchoed_thenBothEndCleanly(Role ours) throws Exception {
        try (Meeting meeting = Meeting.as(ours)) {
            meeting.command("!close");
            Frame.Close close = (Frame.Close) meeting.channel.read();
            assertThat(close).isEqualTo(new Frame.Close(4001, "User close"));
            meeting.send(close);
            meeting.channel.endOutput();
            assertThatExceptionOfType(EndOfStream.class).isThrownBy(meeting.channel::read);
            assertThat(meeting.peer.awaitEvent())
                    .isEqualTo("{\"event\":\"close\",\"code\":4001,\"reason\":\"User close\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenText_whenRefused_thenThePeerSeesUnsupportedData(Role ours) throws Exception {
        try (Meeting meeting = Meeting.as(ours)) {
            meeting.command("!text");
            FrameViolation violation = catchThrowableOfType(FrameViolation.class, meeting.channel::read);
            meeting.send(violation.answer().orElseThrow());
            meeting.channel.endOutput();
            assertThat(meeting.peer.awaitEvent()).startsWith("{\"event\":\"close\",\"code\":1003,");
        }
    }

    @Test
    void givenFullServer_whenTheyDial_thenTheySee503() throws Exception {
        try (ServerSocket listener = listen();
                WsPeer peer = WsPeer.start("client", Integer.toString(listener.getLocalPort()));
                SocketDuplex duplex = new SocketDuplex(listener.accept())) {
            assertThatExceptionOfType(LocallyRefused.class)
                    .isThrownBy(() -> accept(duplex, _ -> UpgradeVerdict.Refuse.limitReached()));
            assertThat(peer.awaitEvent())
                    .isEqualTo("{\"event\":\"refused\",\"status\":503,\"body\":\"Connection limit reached\\n\"}");
        }
    }

    @Test
    void givenServerWithoutOurSubprotocol_whenWeDial_thenIncompatible() throws Exception {
        try (WsPeer peer = WsPeer.start("server", "no-subprotocol");
                SocketDuplex duplex = dial(peer.awaitPort())) {
            HandshakeException failure = catchThrowableOfType(PeerIncompatible.class, () -> open(duplex));
            assertThat(failure.code()).isEqualTo(WebSocketFailure.SUBPROTOCOL);
        }
    }

    private static WebSocketChannel open(SocketDuplex duplex) throws HandshakeException, IOException {
        UpgradeRequest request = new UpgradeRequest("127.0.0.1", 4712, "/ship/", "ship");
        return WebSocketClient.open(duplex, request, Entropy.secure(), WebSocketSettings.DEFAULT);
    }

    private static WebSocketChannel accept(SocketDuplex duplex, UpgradeDecision decision)
            throws HandshakeException, IOException {
        return WebSocketServer.accept(duplex, "ship", WebSocketSettings.DEFAULT, decision);
    }

    private static SocketDuplex dial(int port) throws IOException {
        return new SocketDuplex(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /**
     * An open connection.
     *
     * @param channel our end
     * @param peer their end
     */
    private record Meeting(WebSocketChannel channel, WsPeer peer) implements AutoCloseable {
        static Meeting as(Role ours) throws Exception {
            return ours == Role.CLIENT ? asClient() : asServer();
        }

        private static Meeting asClient() throws Exception {
            WsPeer peer = WsPeer.start("server");
            return new Meeting(open(dial(peer.awaitPort())), peer);
        }

        private static Meeting asServer() throws Exception {
            try (ServerSocket listener = listen()) {
                WsPeer peer = WsPeer.start("client", Integer.toString(listener.getLocalPort()));
                WebSocketChannel channel =
                        accept(new SocketDuplex(listener.accept()), _ -> new UpgradeVerdict.Accept());
                assertThat(peer.awaitEvent())
                        .isEqualTo("{\"event\":\"open\",\"protocol\":\"ship\",\"extensions\":\"\"}");
                return new Meeting(channel, peer);
            }
        }

        void send(Frame frame) throws IOException {
            channel.write(frame);
            channel.flush();
        }

        void command(String command) throws IOException {
            send(new Frame.Message(command.getBytes(UTF_8)));
        }

        byte[] message() throws IOException {
            return ((Frame.Message) channel.read()).bytes();
        }

        @Override
        public void close() {
            channel.close();
            peer.close();
        }
    }
}
