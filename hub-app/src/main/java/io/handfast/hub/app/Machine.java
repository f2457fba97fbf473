// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.ship.hub.discovery.Discovery;
import java.util.Optional;

/**
 * What a hub's program finds around it.
 *
 * @param disk where its files are; the lock and the identity's are on the real one
 * @param network where it is announced; empty for multicast DNS
 */
record Machine(Disk disk, Optional<Discovery> network) {
    /** This one. */
    static Machine real() {
        return new Machine(Disk.real(), Optional.empty());
    }

    /** With a disk of somebody's own. */
    static Machine with(Disk disk) {
        return new Machine(disk, Optional.empty());
    }
}
