// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Blake3;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.WireReader;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** BLAKE3 beside another implementation, dcrd's genesis blocks and the headers of DCP0011. */
class Blake3Test {
    static java.util.List<Vectors.Case> genesis() {
        return Vectors.cases("genesis.json");
    }

    static java.util.List<Vectors.Case> proofs() {
        return Vectors.cases("dcp0011-powhash.json");
    }

    @Test
    void givenEveryLength_whenHashed_thenBouncyCastleAgrees() {
        byte[] data = new byte[Blake3.CHUNK_BYTES + 3];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31 + i / 251);
        }
        for (int length = 0; length <= Blake3.CHUNK_BYTES; length++) {
            Blake3Digest other = new Blake3Digest(256);
            other.update(data, length % 4, length);
            byte[] expected = new byte[Hash.SIZE_BYTES];
            other.doFinal(expected, 0);
            assertThat(Blake3.hash(data, length % 4, length))
                    .as("%d bytes", length)
                    .isEqualTo(Hash.of(expected, 0));
        }
    }

    @Test
    void givenMoreThanAChunk_whenHashed_thenRefused() {
        byte[] data = new byte[Blake3.CHUNK_BYTES + 1];
        assertThatThrownBy(() -> Blake3.hash(data, 0, data.length)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Blake3.hash(data, 2, Blake3.CHUNK_BYTES))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("genesis")
    void givenAGenesisHeader_whenHashed_thenDcrdsHashes(Vectors.Case vector) throws Exception {
        BlockHeader header = header(vector);
        assertThat(header.powHashV2()).hasToString(vector.text("pow_hash_v2_blake3_display"));
        assertThat(header.hash()).hasToString(vector.text("block_hash_display"));
        assertThat(header.powHashV1()).isEqualTo(header.hash());
        assertThat(header.encoded()).isEqualTo(vector.bytes("header_hex"));
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void givenAHeaderOfDcp0011_whenHashed_thenItIsItsProofOfWork(Vectors.Case vector) throws Exception {
        BlockHeader header = header(vector);
        assertThat(header.height()).isEqualTo(vector.number("height"));
        assertThat(header.powHashV2()).hasToString(vector.text("pow_hash"));
        Target target = Target.ofBits(header.bits()).orElseThrow();
        assertThat(target.isMetBy(header.powHashV2())).isTrue();
        assertThat(target.isMetBy(header.powHashV1())).isFalse();
    }

    private static BlockHeader header(Vectors.Case vector) throws Exception {
        Bytes bytes = vector.bytes("header_hex");
        return BlockHeader.read(new WireReader("test", bytes, ProtocolVersion.LATEST));
    }
}
