// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.Phase;
import java.util.Locale;

/** The steps of a handshake. Who dialled goes through them in this order; who accepted awaits before it sends. */
public enum DecredPhase implements Phase {
    /** Our {@code version} goes out. */
    SEND_VERSION,
    /** Until the peer's {@code version} is here and judged. */
    AWAIT_VERSION,
    /** Until the peer's {@code verack} is here. */
    AWAIT_VERACK,
    /** Our {@code verack} goes out. */
    SEND_VERACK,
    /** Both sides know each other. */
    ESTABLISHED;

    @Override
    public String phaseName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
