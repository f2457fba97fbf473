// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any text as that of a QR code: read or {@link MalformedRecord}, nothing else; what was read comes back from what we
 * would show. The seeds run with every build; {@code bin/fuzz} searches on from them.
 */
class ShipQrFuzzTest {
    @FuzzTest
    void givenAnyText_whenRead_thenItComesBack(byte[] bytes) throws Exception {
        ShipQr code;
        try {
            code = ShipQr.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (MalformedRecord e) {
            assertThat(e.getMessage()).hasSizeLessThan(512).doesNotContainPattern("\\p{Cntrl}");
            return;
        }
        assertThat(code.toString()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(ShipQr.parse(code.text())).isEqualTo(code);
    }
}
