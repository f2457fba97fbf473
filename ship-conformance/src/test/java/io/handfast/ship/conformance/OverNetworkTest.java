// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The same cases over TCP and TLS in real time, against our hub on loopback. All of them run through the command in the
 * long suite ({@code LiveConformanceLongTest} of interop-tests).
 */
class OverNetworkTest {
    /** Those that wait for something take five and a half minutes: not here. */
    private static final Set<ShipCase> SLOW = EnumSet.of(
            ShipCase.TC_SHIP_ROLE_001,
            ShipCase.TC_SHIP_ROLE_002,
            ShipCase.TC_SHIP_CMI_003,
            ShipCase.TC_SHIP_CMI_004,
            ShipCase.TC_SHIP_HELLO_002,
            ShipCase.TC_SHIP_HELLO_003,
            ShipCase.TC_SHIP_HELLO_004,
            ShipCase.TC_SHIP_PROT_003,
            ShipCase.TC_SHIP_PROT_004,
            ShipCase.TC_SHIP_AMDATA_002);

    @Test
    void givenOurHub_whenTestedWithQuickCases_thenPasses() throws Exception {
        requireAllPass(EnumSet.complementOf(EnumSet.copyOf(SLOW)));
    }

    private static void requireAllPass(Collection<ShipCase> cases) throws Exception {
        try (HubUnderTest hub = new HubUnderTest()) {
            List<CaseResult> results = new Conformance(hub.device(), hub.environment(), Duration.ofMillis(50))
                    .run(cases, new Conformance.Listener() {});
            assertThat(results).hasSameSizeAs(cases).allSatisfy(result -> {
                boolean meansOthers = result.shipCase() == ShipCase.TC_SHIP_AMDATA_004; // our hub queries
                assertThat(result.verdict().word()).as("%s", result).isEqualTo(meansOthers ? "not-applicable" : "pass");
            });
        }
    }
}
