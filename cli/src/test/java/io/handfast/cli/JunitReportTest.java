// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.conformance.CaseResult;
import io.handfast.ship.conformance.ShipCase;
import io.handfast.ship.conformance.TraceLine;
import io.handfast.ship.conformance.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JunitReportTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a<b>&\"c | a&lt;b&gt;&amp;&quot;c",
                "ring \u0007 twice | ring \ufffd twice",
                "half of \ud83d a pair | half of \ufffd a pair",
                "whole \ud83d\ude00 | whole \ud83d\ude00",
                "last \uffff | last \ufffd",
            })
    void givenText_whenWritten_thenOnlyWhatXmlAllows(String text, String xml) {
        assertThat(JunitReport.escaped(text)).isEqualTo(xml);
    }

    @Test
    void givenEachVerdict_whenWritten_thenCountedAndExplained() {
        List<CaseResult> results = List.of(
                result(ShipCase.TC_SHIP_PIN_001, new Verdict.Pass()),
                result(ShipCase.TC_SHIP_CMI_001, new Verdict.Fail("00 00", "close 4001 <odd>")),
                result(ShipCase.TC_SHIP_TERM_001, new Verdict.NeedsOperator("remove it")),
                result(ShipCase.TC_SHIP_AMDATA_004, new Verdict.NotApplicable("it queries")));
        String xml = JunitReport.of("192.0.2.1:4712", Instant.parse("2026-07-01T12:00:00Z"), results);
        assertThat(xml)
                .contains(
                        "name=\"SHIP conformance of 192.0.2.1:4712\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"2\""
                                + " time=\"6.000\" timestamp=\"2026-07-01T12:00:00Z\"",
                        "<failure type=\"fail\" message=\"expected 00 00, got close 4001 &lt;odd&gt;\">",
                        "<skipped message=\"needs-operator: remove it\"/>",
                        "<skipped message=\"not-applicable: it queries\"/>",
                        "classname=\"ship.amdata\" name=\"TC_SHIP_AMDATA_004: ",
                        "&gt; 01 {&quot;connectionHello&quot;");
    }

    private static CaseResult result(ShipCase shipCase, Verdict verdict) {
        TraceLine line = new TraceLine(Duration.ZERO, "A", TraceLine.Direction.SENT, "01 {\"connectionHello\":[]}");
        return new CaseResult(shipCase, verdict, List.of(line), Duration.ofSeconds(1), Duration.ofMillis(1500));
    }
}
