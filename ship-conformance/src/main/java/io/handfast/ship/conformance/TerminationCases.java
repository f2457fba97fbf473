// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.ship.message.ClosePhase;
import io.handfast.ship.message.ConnectionClose;
import java.time.Duration;
import java.util.Set;

/** TC_SHIP_TERM_*: the orderly end, SHIP 13.4.7. */
final class TerminationCases {
    private static final Set<String> REASONS = Set.of(ConnectionClose.UNSPECIFIC, ConnectionClose.REMOVED_CONNECTION);
    private static final Duration TOLERANCE = Duration.ofSeconds(2);
    /** Somebody presses a button; then the device needs no time. */
    private static final Duration ANNOUNCED_WITHIN = Duration.ofSeconds(30);

    private TerminationCases() {}

    /** TERM_001: the device announces, and closes although nobody confirms. */
    static void deviceAnnouncesTheEnd(Bench bench) throws Stopped, InterruptedException {
        Conversation c = bench.meet(TesterIdentity.FIRST);
        Walk.toData(c, bench.facts());
        bench.request(OperatorRequest.REVOKE_TRUST, TesterIdentity.FIRST);
        ConnectionClose close = c.await(ConnectionClose.class, c.in(ANNOUNCED_WITHIN));
        String reason = close.reason().orElse("none");
        if (close.phase() != ClosePhase.ANNOUNCE || !REASONS.contains(reason)) {
            throw Stopped.failed("connectionClose announce, reason unspecific or removedConnection", close.toString());
        }
        Duration maxTime =
                close.maxTime().orElseThrow(() -> Stopped.failed("an announcement with maxTime", close.toString()));
        c.expectClosed(maxTime.plus(TOLERANCE));
    }
}
