// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.net.Dialler;
import io.handfast.engine.net.NetPhase;
import io.handfast.engine.net.SocketDuplex;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.net.SocksDialler;
import io.handfast.engine.net.SocksProxy;
import io.handfast.engine.net.StrangerGate;
import io.handfast.engine.time.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/**
 * Makes TCP connections with nodes of Decred, in both roles, directly or through a proxy. What comes out is a handshake
 * ready to run. Safe for use by all threads; holds no connection.
 */
public final class DecredEndpoint {
    private final HandshakeTerms terms;
    private final Environment environment;
    private final Dialler direct;
    private final Optional<SocksDialler> proxied;

    /**
     * An endpoint without a proxy.
     *
     * @param terms what its handshakes have in common
     * @param environment clock, guard, entropy
     */
    public DecredEndpoint(HandshakeTerms terms, Environment environment) {
        this(terms, environment, Optional.empty());
    }

    /**
     * An endpoint.
     *
     * @param terms what its handshakes have in common
     * @param environment clock, guard, entropy
     * @param proxy through whom it dials
     */
    public DecredEndpoint(HandshakeTerms terms, Environment environment, Optional<SocksProxy> proxy) {
        this.terms = terms;
        this.environment = environment;
        this.direct = new Dialler(environment.time(), environment.guard());
        this.proxied = proxy.map(each -> new SocksDialler(environment.time(), environment.guard(), each));
    }

    /**
     * Connects to a node; blocks until connected, refused, or the deadline.
     *
     * @param host a name, an address, or, through a proxy, an onion service
     * @param port TCP
     * @param by when to give up connecting; the handshake's own time begins when it is run
     * @param trace where the phases are noted
     * @param scope whose cancellation ends the attempt, and what comes of it, at once
     * @return a handshake to be run
     * @throws HandshakeException {@code net.*}, {@code engine.cancelled}
     */
    public DecredHandshake dial(String host, int port, Deadline by, Trace trace, Scope scope)
            throws HandshakeException {
        if (proxied.isPresent()) {
            Socket socket = proxied.get().dial(host, port, by, trace, scope);
            return handshake(socket, Role.CLIENT, RemoteAddress.proxied(host, port), trace, scope);
        }
        trace.enter(NetPhase.TCP);
        Socket socket = direct.dial(host, port, by, scope);
        return handshake(socket, Role.CLIENT, addressOf(socket), trace, scope);
    }

    /**
     * Takes over a connection that a node made with us, from a {@link io.handfast.engine.net.Listener} as a rule. Does not
     * block.
     *
     * @param socket the connection; closed when this fails
     * @param trace where the phases are noted
     * @param scope whose cancellation ends the handshake at once
     * @return a handshake to be run
     * @throws HandshakeException {@code net.connection-lost} when it is closed already
     */
    public DecredHandshake accept(Socket socket, Trace trace, Scope scope) throws HandshakeException {
        return handshake(socket, Role.SERVER, addressOf(socket), trace, scope);
    }

    /**
     * Accepts a stranger: what a {@link io.handfast.engine.net.Listener.Visitor} does. Blocks through the handshake and
     * gives the place among strangers back when the peer is known or gone.
     *
     * @param socket the connection; closed when this fails
     * @param pass its place among strangers
     * @param trace where the phases are noted
     * @param scope whose cancellation ends the handshake, and what comes of it, at once
     * @return the connection, not started yet
     * @throws HandshakeException as {@link DecredHandshake#run}; {@code net.crowded-out} when other strangers wanted its
     *     place
     */
    public Established welcome(Socket socket, StrangerGate.Pass pass, Trace trace, Scope scope)
            throws HandshakeException {
        try (pass) {
            return accept(socket, trace, scope).run();
        } catch (HandshakeException e) {
            if (pass.withdrawn()) {
                throw new LocallyRefused(
                        EngineFailure.CROWDED_OUT, e.phase(), e.expected(), "other strangers who wanted its place", e);
            }
            throw e;
        }
    }

    private static RemoteAddress addressOf(Socket socket) {
        return RemoteAddress.of((InetSocketAddress) socket.getRemoteSocketAddress());
    }

    private DecredHandshake handshake(Socket socket, Role role, RemoteAddress address, Trace trace, Scope scope)
            throws HandshakeException {
        try {
            DecredChannel channel =
                    new DecredChannel(new SocketDuplex(socket), terms.local().network());
            return new DecredHandshake(channel, role, address, terms, environment, trace, scope);
        } catch (IOException e) {
            Sockets.closeQuietly(socket);
            throw new ConnectionLost(
                    EngineFailure.CONNECTION_LOST,
                    NetPhase.TCP.phaseName(),
                    "an open connection",
                    String.valueOf(e.getMessage()),
                    e);
        }
    }
}
