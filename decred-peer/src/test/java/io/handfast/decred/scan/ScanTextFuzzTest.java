// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.decred.wire.Network;
import java.nio.charset.StandardCharsets;

/** Any text as an address or as the state of a scan: refused in words, or what it is read from. */
class ScanTextFuzzTest {
    @FuzzTest
    void givenAnyText_whenParsedAsAddress_thenRefusedOrTheSameText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (Network network : Network.values()) {
            PaymentAddress address;
            try {
                address = PaymentAddress.parse(text, network);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
                continue;
            }
            assertThat(address).hasToString(text);
            assertThat(address.script().length()).isBetween(23, 36);
        }
    }

    @FuzzTest
    void givenAnyText_whenParsedAsState_thenRefusedOrTheSameText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        ScanState state;
        try {
            state = ScanFile.parse(text);
        } catch (IllegalArgumentException _) {
            return;
        }
        assertThat(ScanFile.text(state)).isEqualTo(text);
    }
}
