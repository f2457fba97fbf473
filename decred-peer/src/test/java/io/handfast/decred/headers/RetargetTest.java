// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Hash;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The old rule on a recorded chain, the new one on the vectors of DCP0011. */
class RetargetTest {
    /** The first headers of a list. */
    private record Beginning(List<BlockHeader> headers) implements ChainView {
        @Override
        public long height() {
            return headers.size() - 1L;
        }

        @Override
        public Hash tip() {
            return headers.getLast().hash();
        }

        @Override
        public BlockHeader header(long height) {
            return headers.get((int) height);
        }
    }

    @Test
    void givenARecordedChain_whenEachTargetIsComputed_thenTheRecordedOne() throws Exception {
        List<BlockHeader> chain = Vectors.cases("test-chain-headers-0-168.json").stream()
                .map(vector -> Chains.decoded(vector.bytes("header_hex")))
                .toList();
        Target limit = Target.of(BigInteger.TWO.pow(255).subtract(BigInteger.ONE));
        Retarget rule =
                new Retarget(limit, 1, 8, 4, new Retarget.Asert(Long.MAX_VALUE, limit.bits(), 6), Optional.empty());
        for (int height = 1; height < chain.size(); height++) {
            long bits = rule.bitsAfter(
                    new Beginning(chain.subList(0, height)), chain.get(height).timestampSeconds());
            assertThat(Long.toHexString(bits))
                    .as("height %d", height)
                    .isEqualTo(Long.toHexString(chain.get(height).bits()));
        }
    }

    @Test
    void givenTheVectorsOfDcp0011_whenScheduled_thenTheirTargets() {
        List<Vectors.Case> vectors = Vectors.cases("dcp0011-asert.json");
        assertThat(vectors).hasSizeGreaterThan(1_000);
        for (Vectors.Case vector : vectors) {
            Target limit = Target.of(new BigInteger(vector.text("limit"), 16));
            long start = Long.parseLong(vector.text("start"));
            Retarget rule = new Retarget(
                    limit,
                    vector.number("secondsPerBlock"),
                    144,
                    20,
                    new Retarget.Asert(0, start, vector.number("halfLife")),
                    Optional.empty());
            long seconds = Long.parseLong(vector.text("seconds"));
            assertThat(rule.scheduledBits(seconds, Long.parseLong(vector.text("blocks"))))
                    .as("%s", vector)
                    .isEqualTo(Long.parseLong(vector.text("bits")));
        }
    }
}
