// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.interop.GoPeer;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.LocalNode;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import io.handfast.websocket.UpgradeVerdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Our end of one conversation: an endpoint of its own, one handshake, and what becomes of it. One thread asks. */
final class OurSide implements ShipConnection.Handler, AutoCloseable {
    static final String SHIP_ID = "d:_i:handfast_pairing";

    private final Environment environment;
    private final Trust trust;
    private final Scope scope;
    private final Trace trace;
    private final NodeIdentity identity;
    private final ShipEndpoint endpoint;
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<ShipHandshake> handshake = new CompletableFuture<>();
    private final CompletableFuture<HandshakeReport> outcome = new CompletableFuture<>();
    private final CompletableFuture<ShipConnection> connection = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> ended = new CompletableFuture<>();
    private final BlockingQueue<RawJson> received = new LinkedBlockingQueue<>();
    private long beganNanos;

    OurSide(Trust trust, Environment environment) throws IOException {
        this.environment = environment;
        this.trust = trust;
        this.scope = new Scope("pairing", environment.time());
        this.trace = new Trace(environment.time());
        this.identity = NodeIdentity.create(
                new Subject("DE", "Handfast", "", "pairing"),
                environment.time().wallClock(),
                environment.entropy()::fill);
        this.endpoint = new ShipEndpoint(
                ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                new LocalNode(SHIP_ID),
                ShipTimers.usual(),
                environment);
    }

    String ski() {
        return identity.ski().toString();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connects as far as the upgrade, then goes on by itself. */
    void dial(GoPeer peer) throws HandshakeException {
        beganNanos = environment.time().nanos();
        Address at = Address.of("127.0.0.1", peer.port());
        ShipHandshake dialled = endpoint.dial(at, Optional.of(Ski.parse(peer.ski())), this::whoIs, trace, scope);
        scope.start("our dial", () -> run(dialled));
    }

    /** Takes the first connection that comes, no other. */
    void listen() {
        beganNanos = environment.time().nanos();
        scope.start("our listener", () -> {
            try (server) {
                run(endpoint.accept(
                        server.accept(),
                        ski -> new ShipEndpoint.Welcome(whoIs(ski), new UpgradeVerdict.Accept()),
                        trace,
                        scope));
            } catch (HandshakeException e) {
                outcome.completeExceptionally(e); // it never came to a handshake
            } catch (IOException e) {
                outcome.completeExceptionally(e);
            }
        });
    }

    private RemoteNode whoIs(Ski ski) {
        return new RemoteNode(ski, trust, Optional.empty());
    }

    private void run(ShipHandshake running) {
        handshake.complete(running);
        try {
            Established established = running.run();
            established.start(scope, this);
            outcome.complete(established.report());
        } catch (HandshakeException e) {
            outcome.complete(running.report(Optional.of(e)));
        }
    }

    void decide(boolean trusted) throws InterruptedException {
        within(handshake).decide(trusted);
    }

    /** Waits until the handshake is complete or has failed. */
    HandshakeReport awaitOutcome() throws InterruptedException {
        return within(outcome);
    }

    ShipConnection connection() throws InterruptedException {
        return within(connection);
    }

    CloseReason awaitEnd() throws InterruptedException {
        return within(ended);
    }

    RawJson awaitData() throws InterruptedException {
        RawJson payload = received.poll(GoPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (payload == null) {
            throw new AssertionError("no data");
        }
        return payload;
    }

    private <T> T within(Future<T> future) throws InterruptedException {
        try {
            return future.get(GoPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing of ours within " + GoPeer.PATIENCE, e);
        } catch (ExecutionException e) {
            throw new AssertionError("not even upgraded: " + e.getCause(), e.getCause());
        }
    }

    /** ship-go's numbers of the SHIP phases of a handshake. */
    static List<Integer> states(HandshakeReport report) {
        return report.entries().stream()
                .filter(entry -> entry.phase() instanceof ShipPhase)
                .map(entry -> ((ShipPhase) entry.phase()).number())
                .toList();
    }

    /** Since we dialled or began to listen. */
    Duration elapsed() {
        return Duration.ofNanos(environment.time().nanos() - beganNanos);
    }

    @Override
    public void opened(ShipConnection opened) {
        connection.complete(opened);
    }

    @Override
    public void received(ShipConnection from, RawJson payload) {
        received.add(payload);
    }

    @Override
    public void closed(ShipConnection which, CloseReason reason) {
        ended.complete(reason);
    }

    /** Ends all that is left at once. */
    @Override
    public void close() throws IOException {
        server.close();
        scope.cancel();
        try {
            if (!scope.join(environment.time().in(GoPeer.PATIENCE))) {
                throw new AssertionError("our threads are left: " + scope.threadNames());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
