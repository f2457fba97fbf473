// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.ship.CloseReason;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.message.RawJson;
import java.util.function.Consumer;

/** Takes a connection's data to nobody. */
record Unheard(Consumer<CloseReason> onClosed) implements ShipConnection.Handler {
    @Override
    public void received(ShipConnection connection, RawJson payload) {}

    @Override
    public void closed(ShipConnection connection, CloseReason reason) {
        onClosed.accept(reason);
    }
}
