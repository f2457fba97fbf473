// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.cryptohash.BLAKE256;
import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Blake256Test {
    static List<Vectors.Case> vectors() {
        return Vectors.cases("blake256.json");
    }

    @Test
    void givenTheVectors_whenCounted_thenNoneIsMissing() {
        assertThat(vectors()).hasSize(17);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givenAVectorOfDcrd_whenHashed_thenItsHash(Vectors.Case vector) {
        byte[] data = vector.bytes("data_hex").toByteArray();
        Bytes salt = vector.bytes("salt_hex");
        Hash hash = salt.length() == 0 ? Blake256.hash(data) : Blake256.salted(data, salt.toByteArray());
        assertThat(hash.toWireHex()).isEqualTo(vector.text("blake256"));
    }

    @ParameterizedTest
    @CsvSource({
        "55, 01, b7d949165810b1a2f018c37392c633031bde4d45e453a3d5e62f2ba73fbf9769",
        "54, ff, a4391221d360dfebe984848d8e6cb81802d9a56a1b10c5bcbe0cdb3812efb322",
        "127, 03, 9adc25ef2bd7129e6e5d9fb5dc93b91f9b33453b61b5085fbc40b0e44fe69eea",
        "0, 00, 716f6e863f744b9ac22c97ec7b76ea5f5908bc5b2f67c61510bfc4751384ea7a"
    })
    void givenRepeatedBytes_whenHashed_thenTheKnownHash(int length, String octet, String hash) {
        assertThat(Blake256.hash(Bytes.ofHex(octet.repeat(length))).toWireHex()).isEqualTo(hash);
    }

    @Test
    void givenTexts_whenHashed_thenTheKnownHash() {
        assertThat(Blake256.hash("BLAKE".getBytes(StandardCharsets.US_ASCII)).toWireHex())
                .isEqualTo("07663e00cf96fbc136cf7b1ee099c95346ba3920893d18cc8851f22ee2e36aa6");
    }

    /** Every length around the borders of blocks and padding, and longer ones, beside somebody else's BLAKE-256. */
    @Test
    void givenRandomBytesOfManyLengths_whenHashed_thenAsAnotherImplementation() {
        Random random = new Random(256);
        for (int length = 0; length < 1_200; length++) {
            requireSame(random, length);
        }
        requireSame(random, 100_003);
        requireSame(random, 1_310_720);
    }

    private static void requireSame(Random random, int length) {
        byte[] data = new byte[length + 7];
        random.nextBytes(data);
        BLAKE256 other = new BLAKE256();
        other.update(data, 3, length);
        Hash ours = Blake256.hash(data, 3, length);
        assertThat(ours.toByteArray()).as("%d bytes", length).isEqualTo(other.digest());
        assertThat(Blake256.hash(Bytes.of(data).slice(3, length))).isEqualTo(ours);
    }

    @Test
    void givenNothing_whenChecked_thenTheChecksumOfEachEmptyMessage() {
        assertThat(Blake256.checksum(Bytes.EMPTY)).isEqualTo(0x866e6f71); // 716f6e86 on the wire
    }
}
