// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices that take forged certificates, over real TLS on loopback. */
class LaxNodeTest {
    @ParameterizedTest
    @EnumSource
    void givenLaxDevice_whenShownForgedCertificates_thenCaughtByItsCasesAlone(Laxity laxity) throws Exception {
        try (LaxNode node = new LaxNode(laxity)) {
            List<CaseResult> results = new Conformance(node.device(), node.environment(), Duration.ZERO)
                    .run(List.of(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002), new Conformance.Listener() {});
            assertThat(results.stream()
                            .filter(result -> result.verdict() instanceof Verdict.Fail)
                            .map(CaseResult::shipCase))
                    .containsExactlyElementsOf(laxity.caughtBy());
            assertThat(results.stream().map(CaseResult::verdict))
                    .hasOnlyElementsOfTypes(Verdict.Pass.class, Verdict.Fail.class);
        }
    }
}
