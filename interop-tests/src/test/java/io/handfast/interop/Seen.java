// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.RawJson;

/** Something our hub or its application was told. */
sealed interface Seen {
    /** To the operator. */
    record Told(HubEvent event) implements Seen {}

    /** To the application: a device may be sent to. */
    record Connected(ShipPeer peer) implements Seen {}

    /** To the application: data. */
    record Received(ShipPeer peer, RawJson payload) implements Seen {}

    /** To the application: a device has gone. */
    record Disconnected(ShipPeer peer) implements Seen {}
}
