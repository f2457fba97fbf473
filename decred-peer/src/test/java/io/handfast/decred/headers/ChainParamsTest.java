// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The networks' beginnings, and how targets follow from what was before. */
class ChainParamsTest {
    static List<Vectors.Case> genesis() {
        return Vectors.cases("genesis.json");
    }

    @ParameterizedTest
    @MethodSource("genesis")
    void givenANetwork_whenItsGenesisIsMade_thenDcrds(Vectors.Case vector) {
        Network network = Vectors.network(vector.text("network"));
        ChainParams params = ChainParams.of(network);
        assertThat(params.network()).isEqualTo(network);
        assertThat(params.genesis().encoded()).isEqualTo(vector.bytes("header_hex"));
        assertThat(params.genesisHash()).hasToString(vector.text("block_hash_display"));
    }

    @Test
    void givenTheLimits_whenWrittenAsBits_thenDcrds() {
        assertThat(ChainParams.of(Network.MAINNET).powLimit().bits()).isEqualTo(0x1d00ffffL);
        assertThat(ChainParams.of(Network.TESTNET3).powLimit().bits()).isEqualTo(0x1e00ffffL);
        assertThat(ChainParams.of(Network.SIMNET).powLimit().bits()).isEqualTo(Chains.EASY);
        assertThat(ChainParams.of(Network.MAINNET).blake3From()).hasValue(794_368);
        assertThat(ChainParams.of(Network.SIMNET).blake3From()).isEmpty();
    }

    @Test
    void givenNoGenesis_whenMadeTheFirst_thenRefused() {
        ChainParams params = ChainParams.of(Network.SIMNET);
        assertThatThrownBy(() -> new ChainParams(
                        Network.SIMNET,
                        Chains.simnet(1).getFirst(),
                        params.powLimit(),
                        params.blake3From(),
                        params.commitmentsFrom(),
                        params.retarget(),
                        params.checkpoints(),
                        params.minKnownWork()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
