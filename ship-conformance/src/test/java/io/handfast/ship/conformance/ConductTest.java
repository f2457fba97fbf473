// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tester itself says, and when, on virtual time: a case that does not do what it claims proves nothing. */
class ConductTest {
    private static final String READY = "01 {'connectionHello':[{'phase':'ready'},{'waiting':60000}]}";
    private static final String PENDING = "01 {'connectionHello':[{'phase':'pending'},{'waiting':60000}]}";
    private static final String ASK = "01 {'connectionHello':[{'phase':'pending'},{'prolongationRequest':true}]}";
    private static final String ANNOUNCE = "01 {'messageProtocolHandshake':[{'handshakeType':'announceMax'},"
            + "{'version':[{'major':1},{'minor':0}]},{'formats':[{'format':['JSON-UTF8']}]}]}";
    private static final String LEAVE = "close 4001 close";

    private static CaseResult result(ShipCase shipCase) throws Exception {
        return MemoryBench.run(EnumSet.of(shipCase), Flaw.NONE).getFirst();
    }

    /** Seconds, direction, text; of the tester alone when asked. */
    private static List<String> lines(CaseResult result, TraceLine.Direction direction) {
        return result.trace().stream()
                .filter(line -> line.direction() == direction)
                .map(line -> seconds(line.at()) + " " + line.text().replace('"', '\''))
                .toList();
    }

    private static String seconds(Duration at) {
        return String.valueOf(at.toMillis() / 1000.0);
    }

    @Test
    void givenHello002_whenRun_thenAsksAfter45sAndEach60s() throws Exception {
        CaseResult result = result(ShipCase.TC_SHIP_HELLO_002);
        assertThat(lines(result, TraceLine.Direction.SENT))
                .containsExactly(
                        "0.02 00 00",
                        "0.06 " + PENDING,
                        "45.06 " + ASK,
                        "95.06 pong", // the device asks for a sign of life after 50 s of silence
                        "105.06 " + ASK,
                        "155.06 pong",
                        "165.06 " + READY,
                        "165.06 " + ANNOUNCE,
                        "165.08 " + LEAVE);
        assertThat(lines(result, TraceLine.Direction.RECEIVED))
                .startsWith(
                        "0.04 00 00",
                        "0.06 " + READY,
                        "45.06 " + READY.replace("60000", "75000"),
                        "95.06 ping",
                        "105.06 " + READY.replace("60000", "75000"));
        assertThat(seconds(result.protocolTime())).isEqualTo("165.08");
    }

    @Test
    void givenHello004_whenRun_thenServerIsGivenTheAnnouncementItCannotMake() throws Exception {
        assertThat(lines(result(ShipCase.TC_SHIP_HELLO_004), TraceLine.Direction.SENT))
                .containsExactly(
                        "0.02 00 00",
                        "0.06 " + PENDING.replace("60000", "120000"),
                        "30.06 " + READY,
                        "30.06 " + ANNOUNCE,
                        "30.08 " + LEAVE);
    }

    @Test
    void givenAmdata002_whenRun_thenTesterAnswersAfter8s() throws Exception {
        List<String> sent = lines(result(ShipCase.TC_SHIP_AMDATA_002), TraceLine.Direction.SENT);
        assertThat(sent).anySatisfy(line -> assertThat(line).startsWith("0.06 01 {'accessMethodsRequest'"));
        assertThat(sent.stream().filter(line -> line.contains("'accessMethods'")))
                .containsExactly("8.06 01 {'accessMethods':[{'id':'Handfast-Conformance'}]}");
    }

    @Test
    void givenTerm001_whenRun_thenTesterNeverConfirms() throws Exception {
        CaseResult result = result(ShipCase.TC_SHIP_TERM_001);
        assertThat(lines(result, TraceLine.Direction.SENT))
                .noneSatisfy(line -> assertThat(line).contains("confirm"));
        assertThat(seconds(result.protocolTime())).isEqualTo("0.56");
    }

    @ParameterizedTest
    @CsvSource({
        "CMI_001, 01 00",
        "CMI_002, 01 00",
        "CMI_005, 00 01",
        "CMI_006, 00 01",
        "MSG_001, 01",
        "MSG_002, ff 7b 7d",
    })
    void givenCaseWithWrongMessage_whenRun_thenItIsReallySent(String name, String message) throws Exception {
        assertThat(result(ShipCase.valueOf("TC_SHIP_" + name)).trace())
                .filteredOn(line -> line.direction() == TraceLine.Direction.SENT)
                .extracting(TraceLine::text)
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "ROLE_001, 7.06",
        "ROLE_002, 7.04",
        "CMI_003, 10.0",
        "CMI_004, 10.02",
        "HELLO_003, 61.06",
        "PROT_003, 10.06",
        "PROT_004, 10.04",
    })
    void givenCaseAboutWaiting_whenRun_thenTakesItsTime(String name, String seconds) throws Exception {
        CaseResult result = result(ShipCase.valueOf("TC_SHIP_" + name));
        assertThat(seconds(result.protocolTime())).isEqualTo(seconds);
    }

    @Test
    void givenSilentCases_whenRun_thenTesterSaysNothingBeforeTheDevicesEnd() throws Exception {
        for (ShipCase silent : Arrays.asList(ShipCase.TC_SHIP_CMI_003, ShipCase.TC_SHIP_CMI_004)) {
            assertThat(result(silent).trace())
                    .filteredOn(line -> line.direction() == TraceLine.Direction.SENT)
                    .extracting(TraceLine::text)
                    .allSatisfy(text -> assertThat(text).startsWith("close 4001"));
        }
    }
}
