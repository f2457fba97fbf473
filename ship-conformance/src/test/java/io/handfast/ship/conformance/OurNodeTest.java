// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our own handshake and connection against the cases that need neither TLS nor a hub, on virtual time. */
class OurNodeTest {
    /** Cases about TLS and about what a hub does with several connections. */
    static final Set<ShipCase> WITH_HUB = EnumSet.of(
            ShipCase.TC_SHIP_CONN_001, ShipCase.TC_SHIP_ROLE_003, ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002);

    static final Set<ShipCase> IN_MEMORY = EnumSet.complementOf(EnumSet.copyOf(WITH_HUB));

    @Test
    void givenOurNode_whenTested_thenAllPass() throws Exception {
        List<CaseResult> results =
                MemoryBench.run(IN_MEMORY, (environment, scope) -> new MemoryNode(environment, scope, Flaw.NONE));
        results.forEach(result -> {
            System.out.println(result.shipCase() + " " + result.verdict());
            result.trace().forEach(System.out::println);
        });
        System.out.println(ConformanceTable.of(results));
    }
}
