// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.ship.hub.discovery.Discovery;
import java.util.Optional;

/**
 * What a hub's program finds around it.
 *
 * @param network where it is announced; empty for multicast DNS
 */
record Machine(Optional<Discovery> network) {
    /** This one. */
    static Machine real() {
        return new Machine(Optional.empty());
    }
}
