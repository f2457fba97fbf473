// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.ship.message.RawJson;

/**
 * What runs on top of a hub, such as a SPINE stack. For one device the calls come one after the other, in the
 * order connected, received and restrictionChanged, disconnected, on threads of that device: an application that blocks holds up only
 * that device, which then feels back-pressure.
 */
public interface HubApplication {
    /**
     * May a device that nobody knows wait until somebody has decided about it? Says nothing about whether it will be
     * trusted. Asked when it comes and each time before more time is asked of it; has to answer at once.
     *
     * @param ski its key, proven by TLS
     * @return false turns it away with the protocol's farewell
     */
    default boolean allowWaitingForTrust(Ski ski) {
        return true;
    }

    /**
     * A device's handshake is complete.
     *
     * @param peer the device; may be sent to from now on
     */
    default void connected(ShipPeer peer) {}

    /**
     * A device sent data.
     *
     * @param peer which
     * @param payload the foreign JSON object in EEBUS form, as it was sent
     */
    void received(ShipPeer peer, RawJson payload);

    /**
     * An optional PIN was given, by the device or by this side: see {@link ShipPeer#restriction}.
     *
     * @param peer which
     */
    default void restrictionChanged(ShipPeer peer) {}

    /**
     * A device's connection has ended.
     *
     * @param peer which
     */
    default void disconnected(ShipPeer peer) {}
}
