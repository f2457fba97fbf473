// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.ship.message.Pin;

/** What this side may tell a connection while it waits for its peer. */
public sealed interface ShipControl {
    /** The user trusts the peer. Only means something while the hello is pending. */
    record TrustGranted() implements ShipControl {}

    /** The user refuses the peer. */
    record TrustDenied() implements ShipControl {}

    /**
     * The user entered the PIN that the peer wants. Means nothing to a peer that wants none.
     *
     * @param pin belongs to whoever takes this event, who wipes it
     */
    record PinEntered(Pin pin) implements ShipControl {}

    /**
     * End the connection in good order: announce, wait for the confirmation, close.
     *
     * @param reason {@code unspecific}, or {@code removedConnection} when the peer is no longer known
     */
    record CloseRequested(String reason) implements ShipControl {}
}
