// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.Established;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Sockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;

/** Two nodes in this process with a port of their own between them, one connection at a time. */
final class DecredLoop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Environment environment;
    private final DecredEndpoint client;
    private final DecredEndpoint server;
    private final PeerAnswers answers;
    private final ServerSocket listener;
    private final Scope scope;
    private final SynchronousQueue<Optional<Peer>> accepted = new SynchronousQueue<>();

    /** Both ends of a connection after the handshake. */
    record Ends(Peer client, Peer server) {
        void cut() {
            client.cancel();
            server.cancel();
        }
    }

    DecredLoop(Environment environment, PeerAnswers answers) throws IOException {
        this.environment = environment;
        this.client = endpoint(environment);
        this.server = endpoint(environment);
        this.answers = answers;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.scope = new Scope("loop", environment.time());
        scope.onCancel(() -> closeListener(listener));
        scope.start("accept", this::accept);
    }

    /** With nonces of its own, or it would notice that it talks to itself. */
    private static DecredEndpoint endpoint(Environment environment) {
        LocalNode local = new LocalNode(Network.SIMNET).withProtocolVersion(DecredPair.PROTOCOL_VERSION);
        return new DecredEndpoint(new HandshakeTerms(local, environment), environment);
    }

    private void accept() throws InterruptedException {
        while (!listener.isClosed()) {
            try {
                accepted.put(handshake(listener.accept()));
            } catch (IOException _) {
                // the listener was closed
            }
        }
    }

    private Optional<Peer> handshake(Socket socket) {
        try {
            Established established =
                    server.accept(socket, new Trace(environment.time()), scope).run();
            return Optional.of(established.start(scope, PeerSettings.STANDARD, answers, PeerListener.NONE));
        } catch (HandshakeException e) {
            Sockets.closeQuietly(socket);
            return Optional.empty();
        }
    }

    /** From TCP to the end of the handshake and running peers at both ends; empty when either failed. */
    Optional<Ends> connect() throws InterruptedException {
        Optional<Peer> dialled = dial();
        Optional<Peer> other = accepted.take();
        if (dialled.isEmpty() || other.isEmpty()) {
            dialled.ifPresent(Peer::cancel);
            other.ifPresent(Peer::cancel);
            return Optional.empty();
        }
        return Optional.of(new Ends(dialled.get(), other.get()));
    }

    private Optional<Peer> dial() {
        try {
            return Optional.of(client.dial(
                            "127.0.0.1",
                            listener.getLocalPort(),
                            environment.time().in(PATIENCE),
                            new Trace(environment.time()),
                            scope)
                    .run()
                    .start(scope, PeerListener.NONE));
        } catch (HandshakeException _) {
            return Optional.empty(); // counted by the caller
        }
    }

    @Override
    public void close() {
        scope.cancel();
    }

    private static void closeListener(ServerSocket listener) {
        try {
            listener.close();
        } catch (IOException _) {
            // closed is all it has to be
        }
    }
}
