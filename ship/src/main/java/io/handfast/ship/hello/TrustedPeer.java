// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hello;

/** Proof that both sides trust each other. */
public final class TrustedPeer {
    private final boolean helloMayCross;

    TrustedPeer(boolean helloMayCross) {
        this.helloMayCross = helloMayCross;
    }

    /**
     * Whether one more hello of the peer may be under way: this side asked for more time, and was approved before
     * the answer came.
     *
     * @return true when one late hello is no fault of the peer
     */
    public boolean helloMayCross() {
        return helloMayCross;
    }
}
