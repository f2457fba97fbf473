// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Handfast against all 33 cases. Our handshake and connection take 29 of them on virtual time; the four about TLS and
 * about several connections run against the real hub over loopback, since sockets do not live on a virtual clock. What
 * comes out stands in {@code target/conformance.md}.
 */
class OurNodeTest {
    private static final System.Logger LOG = System.getLogger(OurNodeTest.class.getName());
    private static final Path REPORT = Path.of("target", "conformance.md");

    private static final Set<ShipCase> OVER_LOOPBACK = EnumSet.of(
            ShipCase.TC_SHIP_CONN_001, ShipCase.TC_SHIP_ROLE_003, ShipCase.TC_SHIP_SEC_001, ShipCase.TC_SHIP_SEC_002);
    /** Only means a node that declares that it does not query: one of ours that was told so. */
    private static final Set<ShipCase> WITHOUT_QUERY = EnumSet.of(ShipCase.TC_SHIP_AMDATA_004);

    @Test
    void givenHandfast_whenTestedWithAllCases_thenPassesAll() throws Exception {
        Set<ShipCase> inMemory = EnumSet.allOf(ShipCase.class);
        inMemory.removeAll(OVER_LOOPBACK);
        inMemory.removeAll(WITHOUT_QUERY);
        List<CaseResult> results = new ArrayList<>();
        results.addAll(MemoryBench.run(inMemory, Flaw.NONE));
        results.addAll(MemoryBench.run(WITHOUT_QUERY, Flaws.noQuery(false)));
        results.addAll(overLoopback());
        results.sort(Comparator.comparing(CaseResult::shipCase));

        String report = report(results);
        LOG.log(Level.INFO, "\n{0}", report);
        Files.writeString(REPORT, report);
        assertThat(results.stream().map(CaseResult::shipCase)).containsExactly(ShipCase.values());
        assertThat(results)
                .hasSize(33)
                .allSatisfy(result ->
                        assertThat(result.verdict()).as("%s", result.trace()).isEqualTo(new Verdict.Pass()));
    }

    private static List<CaseResult> overLoopback() throws Exception {
        try (HubUnderTest hub = new HubUnderTest()) {
            return new Conformance(hub.device(), hub.environment(), Duration.ZERO)
                    .run(OVER_LOOPBACK, new Conformance.Listener() {});
        }
    }

    private static String report(List<CaseResult> results) {
        long passed = results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Pass)
                .count();
        return "# Handfast against the SHIP test cases\n\n" + passed + " of " + results.size()
                + " passed. CONN_001, ROLE_003, SEC_001 and SEC_002 ran over loopback with TLS in real time, the others on"
                + " virtual time.\n\n" + ConformanceTable.of(results);
    }

    @Test
    void givenNodeThatDeclaresNoQuery_whenTestedWithAllCases_thenNoneFails() throws Exception {
        List<CaseResult> results = MemoryBench.run(MemoryBench.WITHOUT_TLS, Flaws.noQuery(false));
        assertThat(results).allSatisfy(result -> {
            boolean meansQueries = result.shipCase() == ShipCase.TC_SHIP_AMDATA_002;
            assertThat(result.verdict().word())
                    .as("%s %s", result.shipCase(), result.verdict().detail())
                    .isEqualTo(meansQueries ? "not-applicable" : "pass");
        });
    }
}
