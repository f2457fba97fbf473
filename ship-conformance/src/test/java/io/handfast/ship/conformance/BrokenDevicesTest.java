// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tool that cannot fail proves nothing: each broken device is caught, by the cases that should catch it alone. */
class BrokenDevicesTest {
    /** Forged certificates need TLS: see {@link LaxNodeTest}. */
    private static final Set<ShipCase> WITHOUT_TLS =
            EnumSet.complementOf(EnumSet.of(ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002));

    @ParameterizedTest
    @EnumSource
    void givenBrokenDevice_whenTested_thenCaughtByItsCasesAlone(Defect defect) throws Exception {
        List<CaseResult> results =
                MemoryBench.run(WITHOUT_TLS, (environment, scope) -> new MemoryNode(environment, scope, defect.flaw()));
        List<ShipCase> failed = results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Fail)
                .map(CaseResult::shipCase)
                .toList();
        System.out.println(defect + " " + failed);
        results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Fail)
                .limit(3)
                .forEach(result -> System.out.println("  " + result.shipCase() + " " + result.verdict()));
        assertThat(failed).containsExactlyInAnyOrderElementsOf(defect.caughtBy());
    }

    @Test
    void givenAllBrokenDevices_whenLookedThrough_thenEachCaseCatchesOne() {
        Set<ShipCase> catching = EnumSet.noneOf(ShipCase.class);
        Arrays.stream(Defect.values()).forEach(defect -> catching.addAll(defect.caughtBy()));
        assertThat(catching).containsExactlyElementsOf(WITHOUT_TLS);
    }
}
