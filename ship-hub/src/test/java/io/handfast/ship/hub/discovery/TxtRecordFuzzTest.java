// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.ship.hub.Address;
import java.util.Optional;

/**
 * Any bytes as a TXT record of either service: read or {@link MalformedRecord}, nothing else; what was read can be
 * dialled, shown in one line, and comes back from what we would announce. The seeds run with every build;
 * {@code bin/fuzz} searches on from them.
 */
class TxtRecordFuzzTest {
    private interface Reading<T> {
        T read() throws MalformedRecord;
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsShipService_thenTame(byte[] bytes) throws Exception {
        Optional<TxtRecord> txt = tame(() -> TxtRecord.parse(bytes));
        if (txt.isPresent()) {
            assertThat(TxtRecord.parse(txt.get().bytes())).isEqualTo(txt.get());
            Optional<ServiceRecord> record = tame(() -> ServiceRecord.parse(txt.get()));
            if (record.isPresent()) {
                requireUsable(record.get());
            }
        }
    }

    @FuzzTest
    void givenAnyBytes_whenReadAsPairingService_thenTame(byte[] bytes) {
        tame(() -> TxtRecord.parse(bytes))
                .flatMap(txt -> tame(() -> PairingRecord.parse(txt)))
                .ifPresent(record -> assertThat(record.digest()).isNotNull());
    }

    private static void requireUsable(ServiceRecord record) throws MalformedRecord {
        assertThat(new Address("host", 1, record.path()).path()).isEqualTo(record.path());
        assertThat(record.toString()).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e]");
        Optional<TxtRecord> announced = announced(record);
        if (announced.isPresent()) {
            ServiceRecord again = ServiceRecord.parse(announced.get());
            assertThat(again.shipId()).isEqualTo(record.shipId());
            assertThat(again.ski()).isEqualTo(record.ski());
            assertThat(again.path()).isEqualTo(record.path());
            assertThat(again.register()).isEqualTo(record.register());
            assertThat(again.txt()).isEqualTo(announced.get());
            assertThat(announced.get().bytes()).hasSizeLessThanOrEqualTo(ServiceRecord.MAX_RECORD_BYTES);
        }
    }

    /** Some records that we can read are too long for us to send. */
    private static Optional<TxtRecord> announced(ServiceRecord record) {
        try {
            return Optional.of(record.txt());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).contains("has at most");
            return Optional.empty();
        }
    }

    private static <T> Optional<T> tame(Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (MalformedRecord e) {
            assertThat(e.getMessage()).hasSizeLessThan(512).doesNotContainPattern("\\p{Cntrl}");
            return Optional.empty();
        }
    }
}
