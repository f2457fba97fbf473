// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Phase;
import java.util.Arrays;
import java.util.Locale;

/** What comes before the first SHIP message. */
public enum ConnectPhase implements Phase {
    /** Finding the address and connecting. */
    TCP,
    /** TLS handshake; here the peer proves its key. */
    TLS,
    /** WebSocket upgrade. */
    WEBSOCKET;

    @Override
    public String phaseName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a phase's name is one of these. */
    static boolean isOne(String phaseName) {
        return Arrays.stream(values()).anyMatch(phase -> phase.phaseName().equals(phaseName));
    }
}
