// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Phase;
import java.util.function.Consumer;

/** Passes a procedure's phases on to whoever owns it by now; the procedure begins before anybody does. */
final class PhaseRelay implements Consumer<Phase> {
    private volatile Consumer<Phase> owner = _ -> {};

    void to(Consumer<Phase> newOwner) {
        owner = newOwner;
    }

    @Override
    public void accept(Phase phase) {
        owner.accept(phase);
    }
}
