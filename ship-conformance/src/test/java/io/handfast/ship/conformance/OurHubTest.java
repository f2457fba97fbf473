// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import java.util.List;
import org.junit.jupiter.api.Test;

class OurHubTest {
    @Test
    void givenOurHub_whenTestedOverLoopback_thenPasses() throws Exception {
        try (HubUnderTest hub = new HubUnderTest()) {
            List<CaseResult> results = new Conformance(hub.device(), hub.environment())
                    .run(OurNodeTest.WITH_HUB, new Conformance.Listener() {});
            results.forEach(result -> {
                System.out.println(result.shipCase() + " " + result.verdict());
                result.trace().forEach(System.out::println);
            });
            System.out.println(ConformanceTable.of(results));
        }
    }
}
