// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Dialler;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.net.StrangerGate;
import io.handfast.ship.CloseReason;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.PeerJudge;
import io.handfast.tls.ShipCredentials;
import io.handfast.tls.ShipJudge;
import io.handfast.tls.ShipProfile;
import io.handfast.tls.TlsOpener;
import io.handfast.tls.TlsSession;
import io.handfast.websocket.UpgradeRequest;
import io.handfast.websocket.UpgradeVerdict;
import io.handfast.websocket.WebSocketClient;
import io.handfast.websocket.WebSocketServer;
import io.handfast.websocket.WebSocketSettings;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A SHIP node on loopback that judges certificates as it likes, in real time, with TLS and all. */
final class LaxNode implements AutoCloseable {
    private final Testers testers = Testers.create();
    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("lax node", environment.time());
    private final TlsOpener tls = new TlsOpener(environment.compute());
    private final Set<Ski> paired = ConcurrentHashMap.newKeySet();
    private final Laxity laxity;
    private final ShipCredentials credentials;
    private final Listener listener;
    private final NetworkDevice device;

    LaxNode(Laxity laxity) throws IOException {
        this.laxity = laxity;
        this.credentials = ShipCredentials.of(testers.device(), CryptoProvider.detect(), environment.entropy());
        StrangerGate gate = new StrangerGate(environment.time(), 16, Duration.ofSeconds(2));
        this.listener = Listener.open(Testers.anyPort(), gate, scope, (socket, _) -> live(socket, Role.SERVER));
        DeviceFacts facts = new DeviceFacts(
                Optional.empty(),
                Optional.of(testers.device().ski()),
                Optional.empty(),
                EnumSet.of(Ability.LISTENS, Ability.DIALS, Ability.QUERIES_ACCESS_METHODS));
        NetworkDevice.Target target = new NetworkDevice.Target("127.0.0.1", listener.port(), "/ship/");
        this.device = new NetworkDevice(
                new NetworkDevice.Setup(() -> target, facts, this::request, testers.first(), testers.second()),
                environment);
    }

    NetworkDevice device() {
        return device;
    }

    Environment environment() {
        return environment;
    }

    private boolean request(OperatorRequest what, Ski tester) {
        if (what == OperatorRequest.DIAL) {
            boolean first = tester.equals(testers.first().identity().ski());
            int port = device.port(first ? TesterIdentity.FIRST : TesterIdentity.SECOND);
            scope.start("dial", () -> {
                Dialler dialler = new Dialler(environment.time(), environment.guard());
                live(dialler.dial("127.0.0.1", port, environment.time().in(Duration.ofSeconds(5)), scope), Role.CLIENT);
            });
        }
        return what == OperatorRequest.DIAL || what == OperatorRequest.TRUST;
    }

    private void live(Socket socket, Role role) {
        try {
            TlsSession session = tls.open(socket, role, ShipProfile.of(credentials, judge(role)));
            Ski peer = session.peerCertificate().claimedSki().orElseThrow();
            FrameChannel channel = role == Role.CLIENT
                    ? WebSocketClient.open(
                            session,
                            new UpgradeRequest("127.0.0.1", 1, "/ship/", "ship"),
                            environment.entropy(),
                            WebSocketSettings.DEFAULT)
                    : WebSocketServer.accept(
                            session, "ship", WebSocketSettings.DEFAULT, _ -> new UpgradeVerdict.Accept());
            ShipHandshake handshake = new ShipHandshake(
                    channel,
                    role,
                    new LocalNode("i:lax"),
                    new RemoteNode(peer, Trust.TRUSTED, Optional.empty()),
                    ShipTimers.usual(),
                    environment,
                    new Trace(environment.time()),
                    scope);
            handshake.run().start(scope, new Pairing(peer));
        } catch (HandshakeException | IOException _) {
            Sockets.closeQuietly(socket); // the tester sees what became of it
        }
    }

    private PeerJudge judge(Role role) {
        ShipJudge strict = ShipJudge.of(credentials.ski());
        return peer -> {
            if (laxity.refuses()) {
                strict.expecting(credentials.ski()).accept(peer);
            }
            if (!laxity.overlooks(role, isPaired(peer))) {
                strict.accept(peer);
            }
        };
    }

    private boolean isPaired(NodeCertificate peer) {
        return peer.claimedSki().filter(paired::contains).isPresent();
    }

    private final class Pairing implements ShipConnection.Handler {
        private final Ski peer;

        Pairing(Ski peer) {
            this.peer = peer;
        }

        @Override
        public void opened(ShipConnection connection) {
            paired.add(peer);
        }

        @Override
        public void received(ShipConnection connection, RawJson payload) {}

        @Override
        public void closed(ShipConnection connection, CloseReason reason) {}
    }

    @Override
    public void close() {
        try (environment;
                device) {
            scope.cancel();
            scope.join(environment.time().in(Duration.ofSeconds(5)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
