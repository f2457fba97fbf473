// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.net.Admission;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * What a hub is told once.
 *
 * @param local this side's SHIP ID
 * @param listen where to accept connections; port 0 lets the system choose
 * @param limits how many devices may be connected at once, until others are set
 * @param staticPeers where to find devices without discovery
 * @param doubleConnections which of two connections of a device stays
 * @param timers the protocol's times
 * @param waits the times before the first SHIP message
 * @param tap sees all frames of connections over the network
 * @param longestRedial how long a device is left alone at most before it is dialled again, at least a second
 */
public record HubSettings(
        LocalNode local,
        InetSocketAddress listen,
        Admission.Limits limits,
        Map<Ski, Address> staticPeers,
        DoubleConnections doubleConnections,
        ShipTimers timers,
        ConnectWaits waits,
        ChannelTap tap,
        Duration longestRedial) {
    private static final int USUAL_UNKNOWN = 10;
    private static final Duration USUAL_REDIAL = Duration.ofMinutes(5);
    private static final Duration SHORTEST_REDIAL = Duration.ofSeconds(1);

    /** Copies the map, checks the range. */
    public HubSettings {
        if (longestRedial.compareTo(SHORTEST_REDIAL) < 0) {
            throw new IllegalArgumentException("a device would be dialled all the time: " + longestRedial);
        }
        staticPeers = Map.copyOf(staticPeers);
    }

    /**
     * Settings without a tap.
     *
     * @param local this side's SHIP ID
     * @param listen where to accept connections; port 0 lets the system choose
     * @param limits how many devices may be connected at once, until others are set
     * @param staticPeers where to find devices without discovery
     * @param doubleConnections which of two connections of a device stays
     * @param timers the protocol's times
     * @param waits the times before the first SHIP message
     */
    public HubSettings(
            LocalNode local,
            InetSocketAddress listen,
            Admission.Limits limits,
            Map<Ski, Address> staticPeers,
            DoubleConnections doubleConnections,
            ShipTimers timers,
            ConnectWaits waits) {
        this(local, listen, limits, staticPeers, doubleConnections, timers, waits, ChannelTap.NONE, USUAL_REDIAL);
    }

    /**
     * Settings with the usual waits.
     *
     * @param local this side's SHIP ID
     * @param listen where to accept connections; port 0 lets the system choose
     * @param maxConnections how many devices may be connected at once, at least 1
     * @param staticPeers where to find devices without discovery
     * @param timers the protocol's times
     */
    public HubSettings(
            LocalNode local,
            InetSocketAddress listen,
            int maxConnections,
            Map<Ski, Address> staticPeers,
            ShipTimers timers) {
        this(
                local,
                listen,
                new Admission.Limits(maxConnections, USUAL_UNKNOWN),
                staticPeers,
                DoubleConnections.EVIDENCE,
                timers,
                ConnectWaits.usual());
    }

    /**
     * The same with a tap.
     *
     * @param other sees all frames
     * @return settings
     */
    public HubSettings tapped(ChannelTap other) {
        return new HubSettings(
                local, listen, limits, staticPeers, doubleConnections, timers, waits, other, longestRedial);
    }

    /**
     * The same with other pauses between attempts.
     *
     * @param longest no pause is longer, not even after a refusal
     * @return settings
     */
    public HubSettings redialling(Duration longest) {
        return new HubSettings(local, listen, limits, staticPeers, doubleConnections, timers, waits, tap, longest);
    }
}
