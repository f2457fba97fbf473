// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.net.Dialler;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipTimers;
import io.handfast.tls.PeerJudge;
import io.handfast.tls.ShipCredentials;
import io.handfast.tls.ShipJudge;
import io.handfast.tls.ShipProfile;
import io.handfast.tls.TlsOpener;
import io.handfast.tls.TlsSession;
import io.handfast.websocket.UpgradeDecision;
import io.handfast.websocket.UpgradeRequest;
import io.handfast.websocket.UpgradeVerdict;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketClient;
import io.handfast.websocket.WebSocketServer;
import io.handfast.websocket.WebSocketSettings;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes SHIP connections as far as the first SHIP message, in both roles: TCP, TLS, WebSocket, each blocking,
 * each with a deadline of its own. What comes out is a handshake ready to run.
 *
 * <p>Safe for use by all threads; holds no connection.
 */
public final class ShipEndpoint {
    private static final String SUBPROTOCOL = "ship";

    private final ShipCredentials credentials;
    private final LocalNode local;
    private final ShipTimers timers;
    private final ConnectWaits waits;
    private final Environment environment;
    private final CertificatePolicy policy;
    private final ChannelTap tap;
    private final TlsOpener tls;
    private final Dialler dialler;

    /**
     * An endpoint with the usual waits.
     *
     * @param credentials this side's certificate and key
     * @param local this side's SHIP ID
     * @param timers the protocol's times
     * @param environment clock, guard, entropy, computing threads
     */
    public ShipEndpoint(ShipCredentials credentials, LocalNode local, ShipTimers timers, Environment environment) {
        this(credentials, local, timers, ConnectWaits.usual(), environment);
    }

    /**
     * An endpoint.
     *
     * @param credentials this side's certificate and key
     * @param local this side's SHIP ID
     * @param timers the protocol's times
     * @param waits the times before the first SHIP message
     * @param environment clock, guard, entropy, computing threads
     */
    public ShipEndpoint(
            ShipCredentials credentials,
            LocalNode local,
            ShipTimers timers,
            ConnectWaits waits,
            Environment environment) {
        this(credentials, local, timers, waits, environment, CertificatePolicy.STRICT, ChannelTap.NONE);
    }

    private ShipEndpoint(
            ShipCredentials credentials,
            LocalNode local,
            ShipTimers timers,
            ConnectWaits waits,
            Environment environment,
            CertificatePolicy policy,
            ChannelTap tap) {
        this.policy = policy;
        this.tap = tap;
        this.credentials = credentials;
        this.local = local;
        this.timers = timers;
        this.waits = waits;
        this.environment = environment;
        this.tls = new TlsOpener(environment.compute());
        this.dialler = new Dialler(environment.time(), environment.guard());
    }

    /**
     * The same with another view of certificates.
     *
     * @param other asked and told about the certificate of each peer; without this, {@link CertificatePolicy#STRICT}
     * @return an endpoint
     */
    public ShipEndpoint withPolicy(CertificatePolicy other) {
        return new ShipEndpoint(credentials, local, timers, waits, environment, other, tap);
    }

    /**
     * The same with its frames seen by somebody.
     *
     * @param other stands between each connection's frames and its procedures
     * @return an endpoint
     */
    public ShipEndpoint withTap(ChannelTap other) {
        return new ShipEndpoint(credentials, local, timers, waits, environment, policy, other);
    }

    /**
     * Connects to a node as a client; blocks through TCP, TLS and the WebSocket upgrade, each as long
     * as its wait at most.
     *
     * @param at where it listens
     * @param expected whose key it has to prove; empty takes any node, for a probe
     * @param whoIs what this side knows about the node that answered
     * @param trace where the phases are noted
     * @param scope whose cancellation ends the attempt, and what comes of it, at once
     * @return a handshake in the client's role
     * @throws HandshakeException {@code net.*}, {@code tls.*}, {@code ws.*}
     */
    public ShipHandshake dial(
            Address at, Optional<Ski> expected, Function<Ski, RemoteNode> whoIs, Trace trace, Scope scope)
            throws HandshakeException {
        trace.enter(ConnectPhase.TCP);
        Socket socket = dialler.dial(at.host(), at.port(), in(waits.tcp()), scope);
        return guarded(socket, scope, watch -> {
            ShipProfile profile = profile(expected.map(judge()::expecting).orElse(judge()));
            TlsSession session = secure(socket, Role.CLIENT, profile.dialling(at.host()), watch, trace);
            RemoteNode remote = whoIs.apply(skiOf(session));
            UpgradeRequest request = new UpgradeRequest(at.host(), at.port(), at.path(), SUBPROTOCOL);
            WebSocketChannel channel = upgrade(
                    watch,
                    trace,
                    () -> WebSocketClient.open(session, request, environment.entropy(), WebSocketSettings.DEFAULT));
            return handshake(channel, Role.CLIENT, remote, trace, scope);
        });
    }

    /**
     * Connects to a node only for its certificate: ends when the node has proven its key. Blocks through TCP and TLS, each
     * as long as its wait at most.
     *
     * @param at where it listens
     * @param expected whose key it has to prove
     * @param scope whose cancellation ends the attempt at once
     * @return its certificate
     * @throws HandshakeException {@code net.*}, {@code tls.*}
     */
    public NodeCertificate introduce(Address at, Ski expected, Scope scope) throws HandshakeException {
        Socket socket = dialler.dial(at.host(), at.port(), in(waits.tcp()), scope);
        ShipProfile profile = profile(judge().expecting(expected)).dialling(at.host());
        Trace trace = new Trace(environment.time());
        try {
            return guarded(socket, scope, watch -> secure(socket, Role.CLIENT, profile, watch, trace))
                    .peerCertificate();
        } finally {
            Sockets.closeQuietly(socket);
        }
    }

    /** What a server decides about a client between TLS and the WebSocket upgrade. */
    @FunctionalInterface
    public interface Reception {
        /**
         * Judges a client whose key is proven.
         *
         * @param peer its key
         * @return what this side knows about it, and whether it is let in
         */
        Welcome receive(Ski peer);
    }

    /**
     * A server's decision.
     *
     * @param remote what this side knows about the client
     * @param verdict whether the upgrade takes place
     */
    public record Welcome(RemoteNode remote, UpgradeVerdict verdict) {}

    /**
     * Accepts a client; blocks through TLS and the WebSocket upgrade, each as long as its wait at most.
     *
     * @param socket the connection; closed when this fails
     * @param reception decides once the client's key is proven
     * @param trace where the phases are noted
     * @param scope whose cancellation ends the attempt, and what comes of it, at once
     * @return a handshake in the server's role
     * @throws HandshakeException {@code net.*}, {@code tls.*}, {@code ws.*}
     */
    public ShipHandshake accept(Socket socket, Reception reception, Trace trace, Scope scope)
            throws HandshakeException {
        return guarded(socket, scope, watch -> {
            TlsSession session = secure(socket, Role.SERVER, profile(judge()), watch, trace);
            Welcome welcome = reception.receive(skiOf(session));
            UpgradeDecision decision = offer -> welcome.verdict();
            WebSocketChannel channel = upgrade(
                    watch,
                    trace,
                    () -> WebSocketServer.accept(session, SUBPROTOCOL, WebSocketSettings.DEFAULT, decision));
            return handshake(channel, Role.SERVER, welcome.remote(), trace, scope);
        });
    }

    /** What is done with a socket while it is watched. */
    private interface Guarded<T> {
        T run(DeadlineGuard.Watch watch) throws HandshakeException;
    }

    private <T> T guarded(Socket socket, Scope scope, Guarded<T> body) throws HandshakeException {
        boolean done = false;
        try (DeadlineGuard.Watch watch = environment.guard().watch(() -> Sockets.closeQuietly(socket));
                Scope.Registration _ = scope.onCancel(watch::cancel)) {
            T result = body.run(watch);
            done = true;
            return result;
        } finally {
            if (!done) {
                Sockets.closeQuietly(socket);
            }
        }
    }

    private TlsSession secure(Socket socket, Role role, ShipProfile profile, DeadlineGuard.Watch watch, Trace trace)
            throws HandshakeException {
        trace.enter(ConnectPhase.TLS);
        FailureCode late = ConnectFailure.TLS_TIMEOUT;
        TlsSession session = watch.during(
                in(waits.tls()), ConnectPhase.TLS, late, "a TLS handshake", () -> tls.open(socket, role, profile));
        NodeCertificate peer = session.peerCertificate();
        policy.proven(peer);
        CertificateRemark.of(peer, environment.time().wallClock()).forEach(remark -> policy.remarked(peer, remark));
        return session;
    }

    private WebSocketChannel upgrade(DeadlineGuard.Watch watch, Trace trace, DeadlineGuard.Step<WebSocketChannel> step)
            throws HandshakeException {
        trace.enter(ConnectPhase.WEBSOCKET);
        FailureCode late = ConnectFailure.WEBSOCKET_TIMEOUT;
        return watch.during(in(waits.websocket()), ConnectPhase.WEBSOCKET, late, "a WebSocket upgrade", step);
    }

    private ShipHandshake handshake(WebSocketChannel channel, Role role, RemoteNode remote, Trace trace, Scope scope) {
        FrameChannel seen = tap.tap(remote.ski(), role, channel);
        return new ShipHandshake(seen, role, local, remote, timers, environment, trace, scope);
    }

    /** The judge lets nobody through whose certificate names no SKI. */
    private static Ski skiOf(TlsSession session) {
        return session.peerCertificate().claimedSki().orElseThrow();
    }

    private ShipJudge judge() {
        return ShipJudge.of(credentials.ski()).acceptingLegacy(policy::acceptsLegacy);
    }

    private ShipProfile profile(PeerJudge judge) {
        return ShipProfile.of(credentials, peer -> {
            judge.accept(peer);
            policy.judge(peer);
        });
    }

    private Deadline in(Duration duration) {
        return environment.time().in(duration);
    }
}
