// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.RawJson;
import java.time.Duration;

/**
 * A connected device as an application sees it. Immutable; stays valid until
 * {@link HubApplication#disconnected} was called for it, after which sending answers
 * {@link ShipConnection.Sent#CLOSED}.
 */
public final class ShipPeer {
    private static final Duration SEND_WAIT = Duration.ofSeconds(10);

    private final Ski ski;
    private final HandshakeReport report;
    private final ShipConnection connection;

    ShipPeer(Ski ski, HandshakeReport report, ShipConnection connection) {
        this.ski = ski;
        this.report = report;
        this.connection = connection;
    }

    /**
     * The device's proven key.
     *
     * @return its SKI
     */
    public Ski ski() {
        return ski;
    }

    /**
     * Which end this side is.
     *
     * @return client when this side dialled
     */
    public Role role() {
        return report.role();
    }

    /**
     * How the connection came about.
     *
     * @return phases from TCP to the end of the handshake, with their times
     */
    public HandshakeReport report() {
        return report;
    }

    /**
     * The device's SHIP ID.
     *
     * @return as it says; empty when it told none
     */
    public String shipId() {
        return connection.shipId();
    }

    /**
     * Who may not do everything because an optional PIN has not been given. Told by
     * {@link HubApplication#restrictionChanged} when it changes.
     *
     * @return as of now
     */
    public Restriction restriction() {
        return connection.restriction();
    }

    /**
     * Sends a payload; blocks while the device takes nothing, ten seconds at most. From any thread.
     *
     * @param payload a JSON object in EEBUS form, below 100 KiB
     * @return what became of it
     * @throws InterruptedException when the sender was interrupted; nothing was sent then
     */
    public ShipConnection.Sent send(RawJson payload) throws InterruptedException {
        return connection.send(payload, SEND_WAIT);
    }

    /** Ends this connection in good order. Never blocks. The hub connects again in its own time. */
    public void disconnect() {
        connection.close(ConnectionClose.UNSPECIFIC);
    }
}
