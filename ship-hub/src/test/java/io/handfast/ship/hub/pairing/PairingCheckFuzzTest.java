// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.crypto.Fingerprint;
import io.handfast.ship.hub.discovery.MalformedRecord;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.TxtRecord;
import java.util.List;

/**
 * Any bytes as the pairing record that a stranger announces: read and judged, or {@link MalformedRecord}, nothing else.
 * What is found valid is what we would have signed. The seeds run with every build; {@code bin/fuzz} searches on.
 */
class PairingCheckFuzzTest {
    private static final PairingSecret SECRET = new PairingSecret("7A37DCF81BDB50F8E92CFA4160CCB3DE");
    private static final Fingerprint DEVICE =
            new Fingerprint("BC07E8682D32AA9FDF20149814B76CEBAF80F5C135E9A6EB4B64F75DE3E118A9");
    private static final PairingCheck CHECK = new PairingCheck("devA-ship-id", DEVICE, SECRET);
    private static final ReplayRing EMPTY = new ReplayRing(ReplayRing.MIN_PLACES, List.of());

    @FuzzTest
    void givenAnyBytes_whenJudged_thenValidOnlyWhenSigned(byte[] bytes) {
        PairingRecord record;
        try {
            record = PairingRecord.parse(TxtRecord.parse(bytes));
            assertThat(PairingRecord.parse(record.txt())).isEqualTo(record);
        } catch (MalformedRecord e) {
            assertThat(e.getMessage()).hasSizeLessThan(512).doesNotContainPattern("\\p{Cntrl}");
            return;
        }
        if (CHECK.judge(record, EMPTY) instanceof PairingVerdict.Valid(PairedDevice unit, UsedDigest digest)) {
            assertThat(PairingDigest.sign(SECRET, record).digest()).isEqualTo(digest.hex());
            assertThat(unit.shipId()).isEqualTo(record.trustId()).doesNotContainPattern("\\p{Cntrl}");
            assertThat(CHECK.judge(record, EMPTY.with(digest)))
                    .isEqualTo(new PairingVerdict.Invalid(PairingFailure.REPLAY, digest.hex()));
        }
    }
}
