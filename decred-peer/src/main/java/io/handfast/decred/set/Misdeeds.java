// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.peer.DecredFailure;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;

/**
 * Which failures are worth a ban: a broken protocol, which dcrd bans for at once, too, and a connection with ourselves,
 * which no second attempt makes better. Who is out of reach, too old or full may be back in a minute.
 */
final class Misdeeds {
    private Misdeeds() {}

    static boolean deserveBan(HandshakeException why) {
        return why instanceof PeerMisbehaved || why.code() == DecredFailure.SELF_CONNECTION;
    }
}
