// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.Phase;

/** Where a failure after the handshake happens. */
enum PeerPhase implements Phase {
    MESSAGES;

    @Override
    public String phaseName() {
        return "messages";
    }
}
