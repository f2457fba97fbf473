// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Phase;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {
    private enum Step implements Phase {
        CMI,
        HELLO,
        PIN;

        @Override
        public String phaseName() {
            return name();
        }
    }

    private final VirtualTime time = new VirtualTime();

    @Test
    void givenPhasesOverTime_whenReported_thenEachStepHasItsBeginningAndLength() throws Exception {
        time.run(() -> {
            time.pass(Duration.ofSeconds(100));
            Trace trace = new Trace(time);
            trace.enter(Step.CMI);
            time.pass(Duration.ofSeconds(1));
            trace.enter(Step.HELLO);
            time.pass(Duration.ofSeconds(60));
            trace.enter(Step.PIN);
            time.pass(Duration.ofSeconds(2));
            List<Trace.Entry> entries = new ArrayList<>(trace.entries());
            HandshakeReport report =
                    new HandshakeReport("peer", Role.CLIENT, entries, trace.elapsed(), Optional.empty());
            entries.clear();
            assertThat(report.complete()).isTrue();
            assertThat(report.steps())
                    .containsExactly(
                            new HandshakeReport.Step(Step.CMI, Duration.ZERO, Duration.ofSeconds(1)),
                            new HandshakeReport.Step(Step.HELLO, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                            new HandshakeReport.Step(Step.PIN, Duration.ofSeconds(61), Duration.ofSeconds(2)));
        });
    }

    @Test
    void givenPeerThatKeepsPhasesChanging_whenTraced_thenTheTraceIsBounded() {
        Trace trace = new Trace(time);
        for (int i = 0; i < 100_000; i++) {
            trace.enter(i % 2 == 0 ? Step.CMI : Step.HELLO);
        }
        assertThat(trace.entries()).hasSize(256);
        assertThat(trace.dropped()).isEqualTo(100_000 - 256);
    }

    @Test
    void givenNoPhase_whenReported_thenNoSteps() {
        HandshakeReport report = new HandshakeReport("peer", Role.SERVER, List.of(), Duration.ZERO, Optional.empty());
        assertThat(report.steps()).isEmpty();
    }
}
