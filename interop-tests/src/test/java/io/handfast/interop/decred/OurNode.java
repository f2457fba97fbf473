// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.DecredHandshake;
import io.handfast.decred.peer.Established;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Our side of a live test: handshakes over TCP in both roles. One thread at a time. */
final class OurNode implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("our node", environment.time());
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final HandshakeTerms terms;

    /** What became of a handshake. */
    record Outcome(DecredHandshake handshake, Optional<Established> established, Optional<HandshakeException> failure) {
        Established success() {
            failure.ifPresent(e -> {
                throw new AssertionError("failed", e);
            });
            return established.orElseThrow();
        }

        String code() {
            return failure.map(e -> e.code().code()).orElse("success");
        }
    }

    OurNode(LocalNode local, UnaryOperator<HandshakeTerms> change) throws IOException {
        this.terms = change.apply(new HandshakeTerms(local, environment));
    }

    OurNode(LocalNode local) throws IOException {
        this(local, UnaryOperator.identity());
    }

    /** A connection in one of the roles, and our handshake on it; who dials does so once. */
    Outcome meet(DcrdPeer peer, Role ours) throws IOException, HandshakeException {
        return ours == Role.CLIENT ? dial(peer.port()) : acceptFrom(peer);
    }

    Outcome dial(int port) throws HandshakeException {
        return outcome(endpoint()
                .dial(
                        "127.0.0.1",
                        port,
                        environment.time().in(DcrdPeer.PATIENCE),
                        new Trace(environment.time()),
                        scope));
    }

    private Outcome acceptFrom(DcrdPeer peer) throws IOException, HandshakeException {
        peer.dial(server.getLocalPort());
        return outcome(endpoint().accept(server.accept(), new Trace(environment.time()), scope));
    }

    private DecredEndpoint endpoint() {
        return new DecredEndpoint(terms, environment);
    }

    private static Outcome outcome(DecredHandshake handshake) {
        try {
            return new Outcome(handshake, Optional.of(handshake.run()), Optional.empty());
        } catch (HandshakeException e) {
            return new Outcome(handshake, Optional.empty(), Optional.of(e));
        }
    }

    /** Waits until the other side has ended a connection that is not started. */
    boolean awaitOver(Established established) throws InterruptedException {
        var deadline = environment.time().in(DcrdPeer.PATIENCE);
        while (!established.isOver() && !deadline.passed(environment.time())) {
            new Inbox<Void>(environment.time(), 0).await(environment.time().in(POLL));
        }
        return established.isOver();
    }

    Environment environment() {
        return environment;
    }

    Scope scope() {
        return scope;
    }

    /** Ends all connections; no thread may be left. */
    @Override
    public void close() throws IOException {
        try (environment;
                server) {
            scope.cancel();
            if (!scope.join(environment.time().in(DcrdPeer.PATIENCE))) {
                throw new AssertionError("threads are left");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
