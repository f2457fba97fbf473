// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShipCaseTest {
    @ParameterizedTest
    @CsvSource({
        "TC_SHIP_HELLO_002, TC_SHIP_HELLO_002",
        "hello_002, TC_SHIP_HELLO_002",
        "' Prot_003 ', TC_SHIP_PROT_003",
        "SEC, TC_SHIP_SEC_001 TC_SHIP_SEC_002",
        "AM, TC_SHIP_AM_001",
        "tc_ship_pin, TC_SHIP_PIN_001",
    })
    void givenWord_whenNamed_thenThatCaseOrGroup(String word, String cases) {
        assertThat(ShipCase.named(word).stream().map(ShipCase::name).toList()).isEqualTo(List.of(cases.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"HELLO_5", "''", "TC_SHIP_", "H", "AMDATA_", "002"})
    void givenUnknownWord_whenNamed_thenRefusedWithAllNames(String word) {
        assertThatThrownBy(() -> ShipCase.named(word))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MDNS_001, CONN_001")
                .hasMessageEndingWith("AMDATA_004");
    }

    /** Roles are the device's; these two dial and are dialled. */
    @ParameterizedTest
    @EnumSource
    void givenCase_whenItsDemandIsRead_thenClientsAreThoseThatDial(ShipCase each) {
        boolean both = each.shortName().startsWith("SEC_") || each == ShipCase.TC_SHIP_CONN_001;
        boolean client = each.title().startsWith("client ");
        assertThat(each.wantsDial()).isEqualTo(both || client);
    }

    @Test
    void givenAllCases_whenEstimated_thenLessThanTenMinutes() {
        Duration sum = Duration.ZERO;
        for (ShipCase each : ShipCase.values()) {
            assertThat(each.usualTime()).isPositive();
            sum = sum.plus(each.usualTime());
        }
        assertThat(sum).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(10));
    }
}
