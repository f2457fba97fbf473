// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import java.time.Duration;

/**
 * How long each step before the first SHIP message may take, all of it, however slowly its bytes come.
 *
 * @param tcp finding the address and connecting
 * @param tls the TLS handshake
 * @param websocket the WebSocket upgrade
 */
public record ConnectWaits(Duration tcp, Duration tls, Duration websocket) {
    /** Rejects waits that never begin. */
    public ConnectWaits {
        requirePositive(tcp);
        requirePositive(tls);
        requirePositive(websocket);
    }

    private static void requirePositive(Duration wait) {
        if (!wait.isPositive()) {
            throw new IllegalArgumentException("a wait has to be positive, got: " + wait);
        }
    }

    /**
     * The usual waits.
     *
     * @return ten seconds each
     */
    public static ConnectWaits usual() {
        Duration ten = Duration.ofSeconds(10);
        return new ConnectWaits(ten, ten, ten);
    }
}
