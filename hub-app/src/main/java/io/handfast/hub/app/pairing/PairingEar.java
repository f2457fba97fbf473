// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.pairing.PairingEvent;

/**
 * Hears what the pairing service tells. A {@link HubListener} that is one as well is told on the same thread, in order
 * with the hub's events.
 */
public interface PairingEar {
    /**
     * Something an operator may want to read.
     *
     * @param event what; never holds a secret
     */
    void told(PairingEvent event);

    /**
     * Tells a listener, if it listens to that.
     *
     * @param listener whom
     * @param event what
     */
    static void tell(HubListener listener, PairingEvent event) {
        if (listener instanceof PairingEar ear) {
            ear.told(event);
        }
    }
}
