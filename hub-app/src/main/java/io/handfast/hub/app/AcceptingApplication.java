// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.RawJson;
import java.util.function.BooleanSupplier;

/**
 * An application where unknown devices may also wait because the hub itself will accept them.
 *
 * @param application everything else is its business
 * @param accepts whether the hub itself accepts whoever asks now
 */
record AcceptingApplication(HubApplication application, BooleanSupplier accepts) implements HubApplication {
    @Override
    public boolean allowWaitingForTrust(Ski ski) {
        return accepts.getAsBoolean() || application.allowWaitingForTrust(ski);
    }

    @Override
    public void connected(ShipPeer peer) {
        application.connected(peer);
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        application.received(peer, payload);
    }

    @Override
    public void restrictionChanged(ShipPeer peer) {
        application.restrictionChanged(peer);
    }

    @Override
    public void disconnected(ShipPeer peer) {
        application.disconnected(peer);
    }
}
