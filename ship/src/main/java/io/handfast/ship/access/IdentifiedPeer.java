// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.access;

import io.handfast.ship.message.AccessMethods;

/** Proof that the peer told its SHIP ID and that it is the one known so far, if any is. */
public final class IdentifiedPeer {
    private final AccessMethods methods;

    IdentifiedPeer(AccessMethods methods) {
        this.methods = methods;
    }

    /**
     * Who the peer says it is, its key is what proves it, and how it can be reached.
     *
     * @return its access methods; the id is empty when it never told one of its own
     */
    public AccessMethods methods() {
        return methods;
    }
}
