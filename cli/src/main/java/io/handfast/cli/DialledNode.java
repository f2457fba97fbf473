// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import java.time.Duration;

/** A node of Decred that a command has dialled to ask it something; closing takes leave of it. */
final class DialledNode implements AutoCloseable {
    private final Scope scope;
    private final Peer peer;

    private DialledNode(Scope scope, Peer peer) {
        this.scope = scope;
        this.peer = peer;
    }

    /** Blocks until the handshake is done. */
    static DialledNode dial(NodeAddress at, DecredOptions options, Duration timeout, Environment environment)
            throws HandshakeException {
        Network network = options.network();
        LocalNode local = new LocalNode(network).withRelayTx(false);
        DecredEndpoint endpoint =
                new DecredEndpoint(new HandshakeTerms(local, environment), environment, options.proxy());
        Scope scope = new Scope("node", environment.time());
        try {
            Peer peer = endpoint.dial(
                            at.host(), at.port(), environment.time().in(timeout), new Trace(environment.time()), scope)
                    .run()
                    .start(scope, PeerListener.NONE);
            return new DialledNode(scope, peer);
        } catch (HandshakeException | RuntimeException e) {
            scope.cancel();
            throw e;
        }
    }

    Peer peer() {
        return peer;
    }

    /** How high the node said its chain is. */
    long height() {
        return peer.remote().version().lastBlock();
    }

    @Override
    public void close() {
        peer.close();
        scope.cancel();
    }
}
