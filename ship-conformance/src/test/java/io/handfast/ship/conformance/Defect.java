// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static io.handfast.engine.Role.CLIENT;
import static io.handfast.engine.Role.SERVER;
import static io.handfast.ship.conformance.Flaws.cmi;
import static io.handfast.ship.conformance.Flaws.line;
import static io.handfast.ship.conformance.Flaws.second;
import static io.handfast.ship.conformance.Flaws.txt;
import static io.handfast.ship.conformance.Flaws.txtWith;
import static io.handfast.ship.conformance.Flaws.txtWithout;
import static io.handfast.ship.conformance.Middles.deafTo;
import static io.handfast.ship.conformance.Middles.hangingAfter;
import static io.handfast.ship.conformance.Middles.hangingInsteadOf;
import static io.handfast.ship.conformance.Middles.replacing;
import static io.handfast.ship.conformance.Middles.silentAfter;
import static io.handfast.ship.conformance.Middles.taking;
import static io.handfast.ship.conformance.Middles.without;

import io.handfast.ship.conformance.Flaw.Second;
import java.util.List;

/**
 * Broken devices, each with exactly the cases that catch it; a case is named by its identifier without {@code
 * TC_SHIP_}.
 */
@SuppressWarnings("ImmutableEnumChecker")
enum Defect {
    TXT_WITHOUT_CATEGORY(txtWithout("cat"), "MDNS_001"),
    TXT_VERSION_NOT_FIRST(txt(List::reversed), "MDNS_001"),
    TXT_REGISTER_YES(txtWith("register=yes"), "MDNS_001"),
    TXT_LONG_BRAND(txtWith("brand=" + "ä".repeat(17)), "MDNS_001"),
    TXT_OTHER_SKI(txtWith("ski=" + "e".repeat(40)), "MDNS_001"),
    TXT_TOO_LONG(txt(record -> Flaws.with("x=" + "y".repeat(250), record)), "MDNS_001"),

    KEEPS_BOTH_CONNECTIONS(second(Second.BOTH_STAY), "CONN_001"),
    INITIATOR_RULE(second(Second.DIALLED_BY_BIGGER_STAYS), "CONN_001"),
    ONE_CONNECTION_IN_ALL(second(Second.FIRST_IN_ALL_STAYS), "CONN_001 ROLE_003"),
    HASTY_SERVER(cmi(SERVER, 5), "ROLE_001 CMI_003"),
    HASTY_CLIENT(cmi(CLIENT, 5), "ROLE_002 CMI_004"),
    PATIENT_SERVER(cmi(SERVER, 40), "CMI_003"),
    PATIENT_CLIENT(cmi(CLIENT, 40), "CMI_004"),

    HANGS_ON_ONE_BYTE(line(hangingAfter("01"::equals)), "MSG_001"),
    HANGS_ON_RESERVED_TYPE(line(hangingAfter(text -> text.startsWith("ff "))), "MSG_002"),
    CANNOT_READ_WHITE_SPACE(line(deafTo(text -> text.contains("\" :"))), "MSG_003"),

    NO_MODE_ON_WRONG_TYPE(line(silentAfter("01 00"), SERVER), "CMI_001"),
    NO_MODE_ON_WRONG_HEAD(line(silentAfter("00 01"), SERVER), "CMI_005"),
    SERVER_TAKES_WRONG_TYPE(line(taking("01 00"), SERVER), "CMI_001"),
    SERVER_TAKES_WRONG_HEAD(line(taking("00 01"), SERVER), "CMI_005"),
    CLIENT_TAKES_WRONG_TYPE(line(taking("01 00"), CLIENT), "CMI_002"),
    CLIENT_TAKES_WRONG_HEAD(line(taking("00 01"), CLIENT), "CMI_006"),

    LOSES_FIRST_READY(
            line(Middles.losingFirstReady(), SERVER),
            "HELLO_001 PROT_001 PROT_003 PROT_005 CONN_001 PIN_001 MSG_001 MSG_002 MSG_003 TERM_001 AM_001 AMDATA_001"
                    + " AMDATA_002 AMDATA_003"),
    IGNORES_PROLONGATION(line(deafTo(text -> text.contains("prolongationRequest"))), "HELLO_002"),
    RESTARTS_THE_WAIT(line(replacing("\"waiting\":75000", "\"waiting\":60000")), "HELLO_002"),
    WAITS_TOO_SHORT(line(replacing("\"waiting\":60000", "\"waiting\":20000")), "HELLO_003"),
    NEVER_ABORTS(line(hangingInsteadOf("\"aborted\"")), "HELLO_003"),
    CLOSES_WITHOUT_ABORTED(line(without("\"aborted\"")), "HELLO_003"),
    STUMBLES_OVER_PENDING(line(hangingAfter(text -> text.contains("120000"))), "HELLO_004"),

    SELECTS_1_1(
            line(replacing("{\"minor\":0}", "{\"minor\":1}"), SERVER),
            "HELLO_001 HELLO_002 HELLO_004 PROT_001 CONN_001 PIN_001 MSG_001 MSG_002 MSG_003 TERM_001 AM_001"
                    + " AMDATA_001 AMDATA_002 AMDATA_003"),
    ECHOES_ANOTHER_VERSION(line(Middles.echoing("{\"minor\":1}"), CLIENT), "PROT_002 CONN_001"),
    OFFERS_NO_UTF8(line(replacing("JSON-UTF8", "JSON-UTF16"), CLIENT), "PROT_002 PROT_004 PROT_006 CONN_001"),
    TIMEOUT_IS_ERROR_2(line(replacing("\"error\":1", "\"error\":2")), "PROT_003 PROT_004"),
    SERVER_TIMEOUT_WITHOUT_ERROR(line(without("\"error\":1"), SERVER), "PROT_003"),
    CLIENT_TIMEOUT_WITHOUT_ERROR(line(without("\"error\":1"), CLIENT), "PROT_004"),
    SLOW_PROTOCOL_TIMEOUT(Flaws.protocol(15), "PROT_003 PROT_004"),
    SERVER_FOREIGN_IS_ERROR_3(line(replacing("\"error\":2", "\"error\":3"), SERVER), "PROT_005"),
    CLIENT_FOREIGN_IS_ERROR_3(line(replacing("\"error\":2", "\"error\":3"), CLIENT), "PROT_006"),
    HANGS_AFTER_ERROR(line(Middles.hangingBehind("HandshakeError")), "PROT_003 PROT_004 PROT_005 PROT_006"),

    SILENT_ON_PIN(
            line(without("connectionPinState")),
            "PROT_001 PROT_002 CONN_001 PIN_001 MSG_001 MSG_002 MSG_003 TERM_001 AM_001 AMDATA_001 AMDATA_002"
                    + " AMDATA_003"),
    DEMANDS_PIN(
            line(replacing("\"none\"}", "\"required\"},{\"inputPermission\":\"ok\"}")),
            "CONN_001 PIN_001 MSG_001 MSG_002 MSG_003 TERM_001 AM_001 AMDATA_001 AMDATA_002 AMDATA_003"),

    NEVER_CLOSES(
            line(Middles.neverEnding()),
            "CONN_001 CMI_001 CMI_002 CMI_003 CMI_004 CMI_005 CMI_006 HELLO_003 PROT_003 PROT_004 PROT_005 PROT_006"
                    + " TERM_001"),
    ANNOUNCES_WITHOUT_MAX_TIME(line(replacing("{\"maxTime\":500},", "")), "TERM_001"),
    ANNOUNCES_ANOTHER_REASON(Flaws.reason("User close"), "TERM_001"),
    CLOSES_WITHOUT_ANNOUNCING(line(without("{\"maxTime\":500}")), "TERM_001"),
    HANGS_AFTER_ANNOUNCING(line(Middles.hangingBehind("removedConnection")), "TERM_001"),

    TELLS_ANOTHER_SHIP_ID(line(replacing("\"id\":\"i:device", "\"id\":\"i:other")), "AM_001"),
    LOSES_REQUEST_AFTER_DATA(line(Middles.losingRequestAfterData()), "AMDATA_001"),
    DROPS_EARLY_DATA(line(Middles.droppingEarlyData()), "AMDATA_002"),
    ANSWERS_ONLY_AFTER_OWN(line(Middles.answeringAfterOwn()), "AMDATA_002"),
    DEAF_WHILE_READING(line(Middles.deafWhileReading()), "AMDATA_003"),
    QUERIES_ALL_THE_SAME(Flaws.noQuery(true), "AMDATA_004");

    private final Flaw flaw;
    private final List<ShipCase> caughtBy;

    Defect(Flaw flaw, String caughtBy) {
        this.flaw = flaw;
        this.caughtBy = List.of(caughtBy.split(" ")).stream()
                .map(name -> ShipCase.valueOf("TC_SHIP_" + name))
                .toList();
    }

    Flaw flaw() {
        return flaw;
    }

    List<ShipCase> caughtBy() {
        return caughtBy;
    }
}
