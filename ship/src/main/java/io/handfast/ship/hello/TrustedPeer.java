// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hello;

import io.handfast.ship.message.ProtocolHandshake;
import java.util.Optional;

/** Proof that both sides trust each other. */
public final class TrustedPeer {
    private final boolean helloMayCross;
    private final Optional<ProtocolHandshake> announced;

    TrustedPeer(boolean helloMayCross, Optional<ProtocolHandshake> announced) {
        this.helloMayCross = helloMayCross;
        this.announced = announced;
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

    /**
     * The client's announcement, when it came in place of its ready.
     *
     * @return empty when it is still to come
     */
    public Optional<ProtocolHandshake> announced() {
        return announced;
    }
}
