// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.encoding.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
    private static final FilterKey KEY = new FilterKey(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    /** From the authors' reference implementation: the input is 0, 1, 2, … */
    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "7, ab0200f58b01d137",
        "8, 93f5f5799a932462",
        "15, a129ca6149be45e5"
    })
    void givenTheAuthorsInputs_whenHashed_thenTheirNumbers(int length, String hash) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) i;
        }
        assertThat("%016x".formatted(SipHash.hash(KEY, Bytes.owned(data)))).isEqualTo(hash);
    }
}
