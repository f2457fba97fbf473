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
    @ParameterizedTest
    @EnumSource
    void givenBrokenDevice_whenTested_thenCaughtByItsCasesAlone(Defect defect) throws Exception {
        List<CaseResult> failed = MemoryBench.run(MemoryBench.WITHOUT_TLS, defect.flaw()).stream()
                .filter(result -> result.verdict() instanceof Verdict.Fail)
                .toList();
        assertThat(failed)
                .extracting(CaseResult::shipCase)
                .as("%s", failed)
                .containsExactlyInAnyOrderElementsOf(defect.caughtBy());
    }

    /** Forged certificates need TLS: their devices stand in {@link Laxity}. */
    @Test
    void givenAllBrokenDevices_whenLookedThrough_thenEachCaseCatchesOne() {
        Set<ShipCase> catching = EnumSet.noneOf(ShipCase.class);
        Arrays.stream(Defect.values()).forEach(defect -> catching.addAll(defect.caughtBy()));
        Arrays.stream(Laxity.values()).forEach(laxity -> catching.addAll(laxity.caughtBy()));
        assertThat(catching).containsExactly(ShipCase.values());
    }
}
