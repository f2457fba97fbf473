// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred probe} as a process against live nodes, and against what is none. */
@Tag("interop")
@Timeout(300) // the first start may build
class LiveProbeCommandTest {
    @TempDir
    private Path folder;

    private Handfast.Outcome decred(String command, int port, String... more) throws Exception {
        return DecredCommand.run(folder, command, port, more);
    }

    private static Frame frame(Message message) {
        return Frame.of(message, Network.SIMNET, ProtocolVersion.BATCHED_C_FILTERS_V2);
    }

    @Test
    void givenANode_whenProbed_thenItsVersionAndThePhasesAreTold() throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().blocks(5).start()) {
            peer.early(frame(new GetAddr()), frame(new SendHeaders()));
            Handfast.Outcome probe = decred("probe", peer.port());
            assertThat(probe.status()).as(probe.toString()).isZero();
            assertThat(probe.text("stage")).isEqualTo("established");
            assertThat(probe.text("userAgent")).isEqualTo("/dcrwire:1.0.0/interop:1.0.0/");
            assertThat(probe.text("negotiated")).isEqualTo("11");
            assertThat(probe.text("height")).isEqualTo("5");
            JsonTree.Node early = Objects.requireNonNull(probe.json().get("earlyMessages"));
            assertThat(early.items()).extracting(JsonTree.Node::value).containsExactly("getaddr", "sendheaders");
            int connection = peer.awaitConnection();
            assertThat(peer.awaitHandshake(connection).text("agent")).contains("handfast");
            peer.awaitEnd(connection);
        }
    }

    private static void requireFailure(Handfast.Outcome probe, String... codes) throws Exception {
        assertThat(probe.status()).as(probe.toString()).isEqualTo(1);
        assertThat(probe.text("code")).isIn((Object[]) codes);
        assertThat(probe.text("hint")).isNotEmpty();
    }

    @Test
    void givenNodesThatDoNotFit_whenProbed_thenTypedFailures() throws Exception {
        try (DcrdPeer old = DcrdPeers.any().protocol(8).start();
                DcrdPeer other = DcrdPeers.any().network(Network.TESTNET3).start();
                DcrdPeer talker = DcrdPeers.any().start()) {
            talker.early(Stream.generate(() -> frame(new GetAddr())).limit(5).toArray(Frame[]::new));
            requireFailure(decred("probe", old.port()), "decred.handshake.protocol-version-too-old");
            requireFailure(decred("probe", other.port()), "decred.wire.closed", "decred.wire.reset");
            requireFailure(decred("probe", talker.port()), "decred.handshake.too-many-early-messages");
        }
    }

    @Test
    void givenNoNode_whenProbed_thenTypedFailures() throws Exception {
        requireFailure(decred("probe", LastingPort.choose()), "net.connection-refused");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requireFailure(decred("probe", silent.getLocalPort(), "--timeout", "1"), "decred.handshake.timeout");
        }
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAsHttp(web));
            requireFailure(decred("probe", web.getLocalPort()), "decred.wire.not-decred");
        }
    }

    private static void answerAsHttp(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
