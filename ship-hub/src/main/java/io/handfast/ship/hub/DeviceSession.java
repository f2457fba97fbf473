// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.HandshakeReport;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Restriction;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.message.RawJson;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's view of one connection of a device; runs on the connection's thread. */
final class DeviceSession implements ShipConnection.Handler {
    private final Ski ski;
    private final HandshakeReport report;
    private final HubApplication application;
    private final Consumer<Restriction> onRestricted;
    private final Consumer<CloseReason> onClosed;
    private @Nullable ShipPeer peer;

    DeviceSession(
            Ski ski,
            HandshakeReport report,
            HubApplication application,
            Consumer<Restriction> onRestricted,
            Consumer<CloseReason> onClosed) {
        this.ski = ski;
        this.report = report;
        this.application = application;
        this.onRestricted = onRestricted;
        this.onClosed = onClosed;
    }

    @Override
    public void opened(ShipConnection connection) {
        peer = new ShipPeer(ski, report, connection);
        application.connected(peer);
    }

    @Override
    public void received(ShipConnection connection, RawJson payload) {
        application.received(Objects.requireNonNull(peer), payload);
    }

    @Override
    public void restrictionChanged(ShipConnection connection, Restriction restriction) {
        onRestricted.accept(restriction);
        application.restrictionChanged(Objects.requireNonNull(peer));
    }

    @Override
    public void closed(ShipConnection connection, CloseReason reason) {
        try {
            if (peer != null) {
                application.disconnected(peer);
            }
        } finally {
            onClosed.accept(reason); // last, so that the next connection begins after this one's end
        }
    }
}
