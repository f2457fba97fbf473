// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.FrameReader;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.SocksProxy;
import io.handfast.engine.net.StrangerGate;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over TCP on loopback, ports chosen by the system. Afterwards no thread is left. */
class DecredEndpointTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Environment environment = Environment.system();
    private final TimeSource time = environment.time();
    private final Scope scope = new Scope("test", time);
    private final Inbox<Object> seen = new Inbox<>(time, 0);

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        scope.cancel();
        boolean joined = scope.join(time.in(PATIENCE));
        environment.close();
        assertThat(joined).as("threads left: %s", scope.threadNames()).isTrue();
    }

    private DecredEndpoint endpoint(Optional<SocksProxy> proxy) {
        return new DecredEndpoint(new HandshakeTerms(new LocalNode(Network.SIMNET), environment), environment, proxy);
    }

    private int listen(StrangerGate gate, Listener.Visitor visitor) throws IOException {
        return Listener.open(new InetSocketAddress(LOOPBACK, 0), gate, scope, visitor)
                .port();
    }

    private StrangerGate gate(int places, Duration grace) {
        return new StrangerGate(time, places, grace);
    }

    /** A node of ours; what becomes of each handshake can be awaited. */
    private int node(StrangerGate gate) throws IOException {
        DecredEndpoint endpoint = endpoint(Optional.empty());
        return listen(gate, (socket, pass) -> {
            try {
                seen.post(endpoint.welcome(socket, pass, new Trace(time), scope));
            } catch (HandshakeException e) {
                seen.post(e);
            }
        });
    }

    private Object awaitSeen() throws InterruptedException {
        if (seen.await(time.in(PATIENCE)) instanceof Inbox.Posted<Object>(Object what)) {
            return what;
        }
        throw new AssertionError("nothing was seen");
    }

    private DecredProbe.Result probe(DecredEndpoint endpoint, int port) {
        return new DecredProbe(endpoint, environment).run("127.0.0.1", port, PATIENCE, scope);
    }

    private static HandshakeException failure(DecredProbe.Result result) {
        return result.report().failure().orElseThrow();
    }

    @Test
    void givenANode_whenProbed_thenBothSidesKnowEachOther() throws Exception {
        StrangerGate gate = gate(5, PATIENCE);
        DecredProbe.Result result = probe(endpoint(Optional.empty()), node(gate));
        assertThat(result.report().failure()).isEmpty();
        assertThat(result.report().steps().stream()
                        .map(HandshakeReport.Step::phase)
                        .map(phase -> phase.phaseName()))
                .containsExactly("tcp", "send-version", "await-version", "await-verack", "send-verack", "established");
        Established theirs = (Established) awaitSeen();
        assertThat(gate.taken()).isZero();
        Version told = result.remote().orElseThrow().version();
        assertThat(told.addrYou().ip()).hasToString("127.0.0.1");
        assertThat(told.addrYou().port()).isPositive();
        theirs.cancel();
    }

    @Test
    void givenAResetInsideAFrame_whenProbed_thenThatIsTheFailure() throws Exception {
        int port = listen(gate(5, PATIENCE), (socket, _) -> {
            socket.getInputStream().readNBytes(30);
            socket.getOutputStream().write(new byte[] {0x16, 0x1c, 0x14, 0x12, 'v'});
            socket.setSoLinger(true, 0);
            socket.close();
        });
        HandshakeException failure = failure(probe(endpoint(Optional.empty()), port));
        assertThat(failure.code()).isEqualTo(new WireCode(WireFault.RESET));
        assertThat(failure.phase()).isEqualTo("await-version");
    }

    @Test
    void givenANodeThatTurnsUsAway_whenProbed_thenItsVersionIsToldAllTheSame() throws Exception {
        int port = listen(gate(5, PATIENCE), (socket, _) -> {
            new FrameReader(socket.getInputStream(), Network.SIMNET).read(12);
            Version version = new LocalNode(Network.SIMNET).version(NetAddress.UNSPECIFIED, 0, 1);
            socket.getOutputStream()
                    .write(io.handfast.decred.wire.Frame.of(version, Network.SIMNET, 12)
                            .toByteArray());
            socket.close();
        });
        DecredProbe.Result result = probe(endpoint(Optional.empty()), port);
        assertThat(failure(result).code()).isEqualTo(new WireCode(WireFault.CLOSED));
        assertThat(failure(result).phase()).isEqualTo("await-verack");
        assertThat(result.remote().orElseThrow().version().userAgent()).isEqualTo("/handfast:0.1.0/");
    }

    /** The proxy alone knows where the node is, so the node is told nothing of it. */
    @Test
    void givenAProxy_whenAnOnionServiceIsDialled_thenItIsAskedByNameAndToldNoAddress() throws Exception {
        int port = listen(gate(5, PATIENCE), (socket, _) -> {
            socket.getInputStream().readNBytes(3);
            socket.getOutputStream().write(HexFormat.of().parseHex("0500"));
            seen.post(new String(socket.getInputStream().readNBytes(4 + 1 + 9 + 2), 5, 9, StandardCharsets.US_ASCII));
            socket.getOutputStream().write(HexFormat.of().parseHex("0500000100000000" + "0000"));
            seen.post(new FrameReader(socket.getInputStream(), Network.SIMNET)
                    .read(12)
                    .message(12));
            socket.close();
        });
        DecredEndpoint endpoint = endpoint(Optional.of(new SocksProxy("127.0.0.1", port, Optional.empty())));
        DecredProbe.Result result = new DecredProbe(endpoint, environment).run("abc.onion", 9108, PATIENCE, scope);
        assertThat(awaitSeen()).isEqualTo("abc.onion");
        assertThat(((Version) awaitSeen()).addrYou()).isEqualTo(NetAddress.UNSPECIFIED);
        assertThat(result.report().peer()).isEqualTo("abc.onion:9108");
        assertThat(result.report().entries().stream().map(Trace.Entry::phase).map(phase -> phase.phaseName()))
                .startsWith("proxy-tcp", "proxy-method", "proxy-connect", "send-version");
    }

    @Test
    void givenASilentStranger_whenAnotherWantsItsPlace_thenItIsCrowdedOutAndSaidSo() throws Exception {
        int port = node(gate(1, Duration.ofMillis(1)));
        try (Socket silent = new Socket(LOOPBACK, port)) {
            assertThat(silent.isConnected()).isTrue();
            DecredProbe.Result result = probe(endpoint(Optional.empty()), port);
            assertThat(result.report().failure()).isEmpty();
            Object first = awaitSeen();
            Object second = awaitSeen();
            HandshakeException crowded = (HandshakeException) (first instanceof HandshakeException ? first : second);
            assertThat(crowded.code()).isEqualTo(EngineFailure.CROWDED_OUT);
            assertThat(first instanceof Established ? first : second).isInstanceOf(Established.class);
            ((Established) (first instanceof Established ? first : second)).cancel();
        }
    }
}
