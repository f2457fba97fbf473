// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.decred.peer.DecredEndpoint;
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
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** Two nodes of Decred; an end is complete as a running peer. */
final class DecredNodes implements Loopback.Nodes<Peer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Environment environment;
    private final DecredEndpoint client;
    private final DecredEndpoint server;
    private final PeerAnswers answers;

    private DecredNodes(Environment environment, PeerAnswers answers) {
        this.environment = environment;
        this.client = endpoint(environment);
        this.server = endpoint(environment);
        this.answers = answers;
    }

    /** Both of them, with a port between them; the one that is dialled gives these answers. */
    static Loopback<Peer> connectable(Environment environment, PeerAnswers answers) throws IOException {
        return new Loopback<>(new DecredNodes(environment, answers), environment.time());
    }

    /** With nonces of its own, or it would notice that it talks to itself. */
    private static DecredEndpoint endpoint(Environment environment) {
        LocalNode local = new LocalNode(Network.SIMNET).withProtocolVersion(DecredPair.PROTOCOL_VERSION);
        return new DecredEndpoint(new HandshakeTerms(local, environment), environment);
    }

    @Override
    public Peer dial(int port, Scope scope) throws HandshakeException {
        return client.dial("127.0.0.1", port, environment.time().in(PATIENCE), new Trace(environment.time()), scope)
                .run()
                .start(scope, PeerListener.NONE);
    }

    @Override
    public Peer accept(Socket socket, Scope scope) throws HandshakeException {
        return server.accept(socket, new Trace(environment.time()), scope)
                .run()
                .start(scope, PeerSettings.STANDARD, answers, PeerListener.NONE);
    }

    @Override
    public void cut(Peer end) {
        end.cancel();
    }
}
