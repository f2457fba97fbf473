// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import java.io.IOException;

/** Keeps the state of the pairing service. Saved by one thread at a time. */
public interface PairingStore {
    /**
     * What was saved last.
     *
     * @return {@link PairingState#NONE} when nothing ever was
     * @throws IOException when it cannot be read; starting without it would let used digests work again
     */
    PairingState load() throws IOException;

    /**
     * Replaces what was saved, all of it or nothing; returns when that outlives a power failure. Blocks for that.
     *
     * @param state the whole new state
     * @throws IOException when it could not be stored; what it stands for does not happen then
     */
    void save(PairingState state) throws IOException;
}
