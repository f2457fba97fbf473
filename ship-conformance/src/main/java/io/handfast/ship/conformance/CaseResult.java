// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import java.time.Duration;
import java.util.List;

/**
 * What became of one case.
 *
 * @param shipCase which
 * @param verdict what it found out
 * @param trace what was said, in order, with the tester's leave-taking
 * @param protocolTime how long it took until the verdict, on the clock of the case
 * @param realTime how long that took on the machine's clock
 */
public record CaseResult(
        ShipCase shipCase, Verdict verdict, List<TraceLine> trace, Duration protocolTime, Duration realTime) {
    /** Copies the trace. */
    public CaseResult {
        trace = List.copyOf(trace);
    }
}
