// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.ship.access.IdentifiedPeer;
import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.pin.DataAllowed;
import java.time.Duration;
import java.util.Optional;

/**
 * A complete handshake. Nothing can be sent yet: only {@link #start} makes a connection, so sending too soon
 * does not compile. Exactly one of start and {@link #cancel} has to be called.
 */
public final class Established {
    private final ShipExchange x;
    private final Role role;
    private final LocalNode local;
    private final DataAllowed allowed;
    private final IdentifiedPeer peer;
    private final HandshakeReport report;

    Established(
            ShipExchange x,
            Role role,
            LocalNode local,
            DataAllowed allowed,
            IdentifiedPeer peer,
            HandshakeReport report) {
        this.x = x;
        this.role = role;
        this.local = local;
        this.allowed = allowed;
        this.peer = peer;
        this.report = report;
    }

    /**
     * Begins the exchange of data: starts the connection's thread, which first delivers what came early. Does not
     * wait for anything. In a cancelled scope the connection ends at once, and the handler hears nothing.
     *
     * @param scope where the thread lives
     * @param handler what to do with the peer's data
     * @return the running connection
     */
    public ShipConnection start(Scope scope, ShipConnection.Handler handler) {
        ShipConnection connection = new ShipConnection(x, local, allowed, peer.methods(), handler);
        if (!scope.start("connection", connection::run)) {
            cancel();
        }
        return connection;
    }

    /** Ends the connection at once, without a word; returns when its threads have ended, which takes no time. */
    public void cancel() {
        allowed.wipe();
        x.raw().link().cancel();
        x.raw().link().finish(Optional.empty(), x.in(Duration.ZERO)); // also forgets the link in its parent scope
    }

    /**
     * Whether the peer has ended the connection meanwhile.
     *
     * @return true when starting it would only report its end
     */
    public boolean isOver() {
        return x.raw().link().inbox().ending().isPresent();
    }

    /**
     * Who the peer says it is.
     *
     * @return its SHIP ID; empty when it never told one of its own
     */
    public String shipId() {
        return peer.methods().id();
    }

    /**
     * How the peer can be reached by its own account, to be stored and used as further places to dial.
     *
     * @return its SHIP ID as above; whether it can be found through multicast DNS; a {@code wss} URI, if it told one
     *     that can be dialled
     */
    public AccessMethods accessMethods() {
        return peer.methods();
    }

    /**
     * Who is restricted because an optional PIN was not given; see {@link ShipConnection#restriction}.
     *
     * @return as of the end of the handshake
     */
    public Restriction restriction() {
        return allowed.restriction();
    }

    /**
     * Which end this side is.
     *
     * @return client when this side dialled
     */
    public Role role() {
        return role;
    }

    /**
     * How it came about.
     *
     * @return phases and times
     */
    public HandshakeReport report() {
        return report;
    }
}
