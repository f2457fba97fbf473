// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Verdicts about devices of which little is known, that can do little, or that cannot be reached. */
class VerdictTest {
    /** Answers nothing, for nobody. */
    private record Unreachable(Set<Ability> abilities, boolean hasOperator) implements DeviceUnderTest {
        @Override
        public DeviceFacts facts() {
            return new DeviceFacts(Optional.empty(), Optional.empty(), Optional.empty(), abilities);
        }

        @Override
        public FrameChannel connect(TesterIdentity as, Deadline by) throws HandshakeException {
            throw refused();
        }

        @Override
        public FrameChannel awaitDial(TesterIdentity as, Deadline by) throws HandshakeException {
            throw refused();
        }

        @Override
        public TlsAnswer openTls(Role tester, TesterIdentity as, Deadline by) throws HandshakeException {
            throw refused();
        }

        private static ConnectionLost refused() {
            return new ConnectionLost(EngineFailure.CONNECTION_REFUSED, "tcp", "a connection", "a refusal");
        }

        @Override
        public boolean request(OperatorRequest what, TesterIdentity about) {
            return hasOperator;
        }
    }

    private static Map<String, Integer> verdicts(DeviceUnderTest device) throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        MemoryBench.run(List.of(ShipCase.values()), (_, _) -> device)
                .forEach(result -> counts.merge(result.verdict().word(), 1, Integer::sum));
        return counts;
    }

    @Test
    void givenNoWayToTheDevice_whenTested_thenNothingIsSaidAboutIt() throws Exception {
        assertThat(verdicts(new Unreachable(EnumSet.noneOf(Ability.class), false)))
                .isEqualTo(Map.of("not-applicable", 31, "needs-operator", 2));
    }

    @Test
    void givenNobodyToAsk_whenTested_thenOnlyCasesWithoutTrustAreRun() throws Exception {
        assertThat(verdicts(new Unreachable(EnumSet.allOf(Ability.class), false)))
                .isEqualTo(Map.of("not-applicable", 1, "needs-operator", 29, "fail", 3));
    }

    @Test
    void givenUnreachableDevice_whenTested_thenAllThatCouldRunFails() throws Exception {
        assertThat(verdicts(new Unreachable(EnumSet.allOf(Ability.class), true)))
                .isEqualTo(Map.of("not-applicable", 1, "needs-operator", 2, "fail", 30));
        CaseResult result = MemoryBench.run(
                        List.of(ShipCase.TC_SHIP_CMI_001),
                        (_, _) -> new Unreachable(EnumSet.allOf(Ability.class), true))
                .getFirst();
        assertThat(result.verdict())
                .isEqualTo(new Verdict.Fail("a WebSocket connection", "net.connection-refused: a refusal"));
    }

    @Test
    void givenResults_whenWrittenAsTable_thenOneRowEach() {
        CaseResult failed = new CaseResult(
                ShipCase.TC_SHIP_CMI_001,
                new Verdict.Fail("a|b", "c"),
                List.of(),
                Duration.ofMillis(1500),
                Duration.ofMillis(20));
        assertThat(ConformanceTable.of(List.of(failed))).isEqualTo("""
                        | case | verdict | protocol time | real time | demands |
                        |---|---|---:|---:|---|
                        | TC_SHIP_CMI_001 | fail: expected a\\|b, got c | 1.500 s | 0.020 s | server answers 01 00 with 00 00, then closes |
                        """);
    }
}
