// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.access;

/** Proof that the peer told its SHIP ID and that it is the one known so far, if any is. */
public final class IdentifiedPeer {
    private final String shipId;

    IdentifiedPeer(String shipId) {
        this.shipId = shipId;
    }

    /**
     * Who the peer says it is; its key is what proves it.
     *
     * @return the SHIP ID
     */
    public String shipId() {
        return shipId;
    }
}
