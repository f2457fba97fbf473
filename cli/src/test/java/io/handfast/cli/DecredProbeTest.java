// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.UserAgent;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred probe} against a node of ours, and against what is none. */
class DecredProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("test", environment.time());

    @TempDir
    private Path folder;

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        scope.cancel();
        boolean joined = scope.join(environment.time().in(Duration.ofSeconds(30)));
        environment.close();
        assertThat(joined).isTrue();
    }

    private int listen(Listener.Visitor visitor) throws IOException {
        StrangerGate gate = new StrangerGate(environment.time(), 10, Duration.ofSeconds(30));
        return Listener.open(new InetSocketAddress(LOOPBACK, 0), gate, scope, visitor)
                .port();
    }

    private int node(LocalNode local) throws IOException {
        DecredEndpoint endpoint = new DecredEndpoint(new HandshakeTerms(local, environment), environment);
        return listen((socket, _) ->
                endpoint.accept(socket, new Trace(environment.time()), scope).run());
    }

    private Program.Result probe(int port, String... more) throws InterruptedException {
        List<String> arguments = new java.util.ArrayList<>(
                List.of("decred", "probe", "127.0.0.1:" + port, "--network", "simnet", "--json"));
        arguments.addAll(List.of(more));
        return Program.run(folder, arguments.toArray(String[]::new));
    }

    private static Map<String, JsonTree.Node> json(Program.Result result) {
        assertThat(result.out()).as(result.err()).hasSize(1);
        try {
            return JsonTree.read(result.out().getFirst()).members();
        } catch (JsonTree.NotJson e) {
            throw new AssertionError("not JSON: " + result.out(), e);
        }
    }

    private static String text(Map<String, JsonTree.Node> object, String name) {
        return String.valueOf(
                object.getOrDefault(name, new JsonTree.Node("", 0)).value());
    }

    @Test
    void givenANode_whenProbed_thenItSaysWhoItIsAndHowLongEachPhaseTook() throws Exception {
        int port = node(new LocalNode(Network.SIMNET)
                .withProtocolVersion(11)
                .withServices(Services.NODE_NETWORK)
                .withUserAgent(UserAgent.HANDFAST.and("test", "1"))
                .withHeight(() -> 42));
        Program.Result probe = probe(port);
        assertThat(probe.status()).as(probe.err()).isZero();
        Map<String, JsonTree.Node> report = json(probe);
        assertThat(text(report, "complete")).isEqualTo("true");
        assertThat(text(report, "stage")).isEqualTo("established");
        assertThat(text(report, "protocolVersion")).isEqualTo("11");
        assertThat(text(report, "negotiated")).isEqualTo("11");
        assertThat(text(report, "services")).isEqualTo("1");
        assertThat(text(report, "userAgent")).isEqualTo("/handfast:0.1.0/test:1/");
        assertThat(text(report, "height")).isEqualTo("42");
        assertThat(Integer.parseInt(text(report, "clockOffsetSeconds"))).isBetween(-60, 60);
        assertThat(probe.out().getFirst())
                .contains("\"earlyMessages\":[]", "\"phase\":\"tcp\"", "\"phase\":\"await-verack\"", "\"tookMillis\":");
        assertThat(probe.err()).contains("the node is /handfast:0.1.0/test:1/ at height 42", "complete after");
    }

    @Test
    void givenFourThingsThatAreNoSuchNode_whenProbed_thenFourCodes() throws Exception {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            closed = server.getLocalPort();
        }
        int silent = listen((socket, _) -> socket.getInputStream().readAllBytes());
        int http = listen((socket, _) -> {
            try (Socket answering = socket) {
                answering.getInputStream().read();
                answering
                        .getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                answering.getInputStream().readAllBytes();
            }
        });
        int other = listen((socket, _) -> {
            try (Socket answering = socket) {
                answering.getInputStream().read();
                answering
                        .getOutputStream()
                        .write(io.handfast.decred.wire.Frame.of(
                                        new io.handfast.decred.wire.message.VerAck(), Network.TESTNET3, 12)
                                .toByteArray());
                answering.getInputStream().readAllBytes();
            }
        });
        assertFailed(probe(closed), "net.connection-refused", "tcp");
        assertFailed(probe(silent, "--timeout", "1"), "decred.handshake.timeout", "await-version");
        assertFailed(probe(http), "decred.wire.not-decred", "await-version");
        assertFailed(probe(other), "decred.wire.wrong-network", "await-version");
    }

    private static void assertFailed(Program.Result probe, String code, String phase) {
        assertThat(probe.status()).isEqualTo(ExitStatus.FAILED);
        Map<String, JsonTree.Node> report = json(probe);
        assertThat(text(report, "code")).isEqualTo(code);
        assertThat(text(report, "phase")).isEqualTo(phase);
        assertThat(text(report, "expected")).isNotEmpty();
        assertThat(text(report, "got")).isNotEmpty();
        assertThat(text(report, "hint")).isNotEmpty();
        assertThat(probe.err()).contains("handfast: probe of 127.0.0.1:", code);
    }

    @Test
    void givenAnOldProtocolVersion_whenProbedWith_thenTheNodeClosesAndNonsenseIsUsage() throws Exception {
        Program.Result probe = probe(node(new LocalNode(Network.SIMNET)), "--protocol-version", "8");
        assertThat(text(json(probe), "code")).isEqualTo("decred.wire.closed");
        Program.Result usage = probe(1, "--protocol-version", "13");
        assertThat(usage.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(usage.err()).contains("1 to 12 expected");
    }

    @Test
    void givenAProxyThatIsNone_whenProbedThroughIt_thenThatIsTheFailure() throws Exception {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            closed = server.getLocalPort();
        }
        assertFailed(probe(9, "--proxy", "127.0.0.1:" + closed), "net.proxy-unavailable", "proxy-tcp");
    }
}
