// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.DecredHandshake;
import io.handfast.decred.peer.Established;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.peer.RemoteNode;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/** Reaches nodes by a handshake and starts the asynchronous peer. Safe for all threads. */
public final class NodeDial implements Dial {
    /** How a connection is made, the handshake not yet run. */
    @FunctionalInterface
    public interface Connector {
        /**
         * Connects. Blocks until connected, refused, or the deadline.
         *
         * @param address whom
         * @param by when to give up connecting
         * @param trace where phases are noted
         * @param scope whose cancellation ends the attempt, and what comes of it, at once
         * @return a handshake to be run
         * @throws HandshakeException {@code net.*}, {@code engine.cancelled}
         */
        DecredHandshake connect(PeerAddress address, Deadline by, Trace trace, Scope scope) throws HandshakeException;
    }

    private final Connector connector;
    private final PeerAnswers answers;
    private final PeerListener listener;
    private final Duration connectWithin;
    private final Environment environment;

    /**
     * A dial over TCP.
     *
     * @param endpoint this node, its proxy and its limits
     * @param answers what peers get when they ask
     * @param listener hears of all messages of all peers
     * @param connectWithin how long TCP may take; the handshake's time stands in the endpoint's terms
     * @param environment the clock
     */
    public NodeDial(
            DecredEndpoint endpoint,
            PeerAnswers answers,
            PeerListener listener,
            Duration connectWithin,
            Environment environment) {
        this(
                (address, by, trace, scope) -> endpoint.dial(address.hostText(), address.port(), by, trace, scope),
                answers,
                listener,
                connectWithin,
                environment);
    }

    /**
     * A dial by other means.
     *
     * @param connector makes connections
     * @param answers what peers get when they ask
     * @param listener hears of all messages of all peers
     * @param connectWithin how long a connection may take
     * @param environment the clock
     */
    public NodeDial(
            Connector connector,
            PeerAnswers answers,
            PeerListener listener,
            Duration connectWithin,
            Environment environment) {
        this.connector = connector;
        this.answers = answers;
        this.listener = listener;
        this.connectWithin = connectWithin;
        this.environment = environment;
    }

    @Override
    public Dialled dial(PeerAddress address, Scope scope) {
        Trace trace = new Trace(environment.time());
        try {
            Deadline by = environment.time().in(connectWithin);
            return run(connector.connect(address, by, trace, scope), scope);
        } catch (HandshakeException why) {
            Duration total = trace.elapsed();
            return new Failed(
                    why,
                    Optional.empty(),
                    new HandshakeReport(address.toString(), Role.CLIENT, trace.entries(), total, Optional.of(why)));
        }
    }

    private Dialled run(DecredHandshake handshake, Scope scope) {
        try {
            Established established = handshake.run();
            NodeSession session = new NodeSession(established.start(scope, PeerSettings.STANDARD, answers, listener));
            return new Reached(session, established.report());
        } catch (HandshakeException why) {
            return new Failed(why, handshake.remote().map(RemoteNode::version), handshake.report(Optional.of(why)));
        }
    }
}
