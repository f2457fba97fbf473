// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
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
    private final Role role;
    private final ShipConnection connection;

    ShipPeer(Ski ski, Role role, ShipConnection connection) {
        this.ski = ski;
        this.role = role;
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
        return role;
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
