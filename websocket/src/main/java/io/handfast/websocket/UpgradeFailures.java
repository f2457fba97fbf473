// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;

/** Failures of the upgrade, with the peer's words made fit for a log. */
final class UpgradeFailures {
    private static final String PHASE = WebSocketPhase.UPGRADE.phaseName();
    private static final int MAX_WORDS = 100;

    private UpgradeFailures() {}

    static PeerMisbehaved misbehaved(WebSocketFailure code, String expected, String got) {
        return new PeerMisbehaved(code, PHASE, expected, excerpt(got));
    }

    static PeerIncompatible incompatible(WebSocketFailure code, String expected, String got) {
        return new PeerIncompatible(code, PHASE, expected, excerpt(got));
    }

    static ConnectionLost cutOff(int bytes) {
        return new ConnectionLost(
                WebSocketFailure.CUT_OFF, PHASE, "a whole HTTP head", "the end after " + bytes + " bytes of it");
    }

    /** Printable ASCII only and not much of it. */
    static String excerpt(String words) {
        String cut = words.length() > MAX_WORDS ? words.substring(0, MAX_WORDS) + "..." : words;
        return cut.replaceAll("[^ -~]", "?");
    }
}
