// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.Phase;

/** Steps below every protocol. */
public enum NetPhase implements Phase {
    /** Finding the peer's addresses. */
    RESOLVE,
    /** Connecting. */
    TCP;

    @Override
    public String phaseName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
