// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast.Outcome;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code handfast ship probe} as a user runs it. */
@Tag("interop")
@Timeout(300)
class LiveProbeTest {
    private static final List<String> PHASES = List.of(
            "tcp",
            "tls",
            "websocket",
            "ship.cmi-init",
            "ship.cmi-client-send",
            "ship.cmi-client-wait",
            "ship.cmi-client-evaluate",
            "ship.hello",
            "ship.hello-ready-init",
            "ship.hello-ready-listen",
            "ship.hello-ok",
            "ship.protocol-client-init",
            "ship.protocol-client-listen-choice",
            "ship.protocol-client-ok",
            "ship.pin-check-init",
            "ship.pin-check-listen",
            "ship.pin-check-ok",
            "ship.access-methods-request",
            "ship.approved",
            "ship.complete");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void givenTrustingPeer_whenProbed_thenCompleteWithTimesAndInOrderEnded(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start()) {
            String ours = newIdentity();
            peer.trust(ours);

            Outcome outcome = probe(peer.port(), "--json", "--ski", peer.ski());

            assertThat(outcome.status()).describedAs("%s", outcome).isZero();
            assertThat(outcome.text("complete")).isEqualTo("true");
            assertThat(outcome.text("ski")).isEqualTo(peer.ski());
            assertThat(outcome.text("shipId")).isEqualTo(library.program() + "-interop");
            assertThat(outcome.json()).doesNotContainKey("code");
            requireTimes(outcome.json());
            assertThat(outcome.err()).anyMatch(line -> line.startsWith("complete after "));
            peer.awaitConnected(ours);
            peer.await(
                    PeerEvent.Message.class,
                    message -> !message.sent()
                            && message.text().orElse("").startsWith("{\"connectionClose\":[{\"phase\":\"announce\""),
                    GoPeer.PATIENCE);
            peer.awaitDisconnected(ours);
        }
    }

    private static void requireTimes(Map<String, JsonTree.Node> json) {
        List<Map<String, JsonTree.Node>> phases = member(json, "phases").items().stream()
                .map(JsonTree.Node::members)
                .toList();
        assertThat(phases).extracting(phase -> member(phase, "phase").value()).isEqualTo(PHASES);
        long end = number(phases.getFirst(), "atMicros");
        for (Map<String, JsonTree.Node> phase : phases) {
            assertThat(number(phase, "atMicros")).isBetween(end, end + 1); // each of the two was rounded down
            end = number(phase, "atMicros") + number(phase, "tookMicros");
        }
        assertThat(number(json, "totalMicros")).isBetween(end, end + 1);
    }

    private static long number(Map<String, JsonTree.Node> members, String name) {
        return Long.parseLong(String.valueOf(member(members, name).value()));
    }

    private static JsonTree.Node member(Map<String, JsonTree.Node> members, String name) {
        return Objects.requireNonNull(members.get(name), name);
    }

    @ParameterizedTest
    @EnumSource
    void givenDenyingPeer_whenProbedAsStranger_thenExitStatusOneWithItsCode(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start()) {
            peer.allowWaiting(false);

            requireFailure(probe(peer.port(), "--json", "--quiet"), "ship.hello.remote-denied");
        }
    }

    @Test
    void givenClosedPort_whenProbed_thenConnectionRefused() throws Exception {
        requireFailure(probe(LastingPort.choose(), "--json", "--quiet"), "net.connection-refused");
    }

    @Test
    void givenSilentPort_whenProbed_thenTlsTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requireFailure(probe(silent.getLocalPort(), "--json", "--quiet"), "tls.timeout");
        }
    }

    @Test
    void givenHttpServer_whenProbed_thenNotTls() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAsHttp(server));
            requireFailure(probe(server.getLocalPort(), "--json", "--quiet"), "tls.not-tls");
        }
    }

    /** As most HTTP servers do when they hear TLS on their plain port. */
    private static void answerAsHttp(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            byte[] answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
            client.getOutputStream().write(answer);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireFailure(Outcome outcome, String code) throws JsonTree.NotJson {
        assertThat(outcome.status()).describedAs("%s", outcome).isEqualTo(1);
        assertThat(outcome.text("complete")).isEqualTo("false");
        assertThat(outcome.text("code")).isEqualTo(code);
        assertThat(outcome.json()).containsKeys("blame", "phase", "expected", "got", "hint", "phases", "totalMicros");
        assertThat(outcome.err())
                .singleElement()
                .asString()
                .startsWith("handfast: probe of 127.0.0.1:")
                .contains(code);
    }

    private Outcome probe(int port, String... options) throws IOException, InterruptedException {
        String[] arguments = new String[options.length + 5];
        List<String> first = List.of("ship", "probe", "127.0.0.1:" + port, "--data", folder.toString());
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i < first.size() ? first.get(i) : options[i - first.size()];
        }
        return Handfast.run(folder, arguments);
    }

    private String newIdentity() throws Exception {
        return Handfast.identity(folder).toString();
    }
}
