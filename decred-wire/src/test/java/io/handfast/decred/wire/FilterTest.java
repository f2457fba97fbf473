// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.MerkleTree;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.filter.CommittedFilter;
import io.handfast.decred.wire.filter.FilterKey;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters of a running node: what they match, and that the block's header says they are its own. */
class FilterTest {
    static List<Vectors.Case> filters() {
        return Vectors.cases("cfilters-simnet.json");
    }

    @ParameterizedTest
    @MethodSource("filters")
    void givenAFilter_whenAsked_thenDcrdsAnswers(Vectors.Case vector) throws Exception {
        BlockHeader header = block(vector).header();
        FilterKey key = FilterKey.of(header);
        Bytes keyBytes = vector.bytes("key_hex");
        assertThat(key).isEqualTo(new FilterKey(keyBytes.int64At(0), keyBytes.int64At(8)));
        CommittedFilter filter = CommittedFilter.read(vector.bytes("filter_hex"));
        assertThat(filter.size()).isEqualTo(vector.number("n"));
        for (Bytes script : vector.list("match_true")) {
            assertThat(filter.matches(key, script)).as("%s", script).isTrue();
        }
        for (Bytes script : vector.list("match_false")) {
            assertThat(filter.matches(key, script)).as("%s", script).isFalse();
        }
        assertThat(filter.matchesAny(key, vector.list("match_false"))).isFalse();
        List<Bytes> mixed = new ArrayList<>(vector.list("match_false"));
        mixed.add(vector.list("match_true").getLast());
        assertThat(filter.matchesAny(key, mixed)).isTrue();
        assertThat(filter.matchesAny(key, List.of())).isFalse();
        assertThat(filter.matchesAny(new FilterKey(1, 2), vector.list("match_true")))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("filters")
    void givenAFilter_whenComparedWithTheHeader_thenProvenUnlessABitDiffers(Vectors.Case vector) throws Exception {
        BlockHeader header = block(vector).header();
        Bytes data = vector.bytes("filter_hex");
        assertThat(CommittedFilter.hash(data).toWireHex()).isEqualTo(vector.text("filter_hash_wire"));
        assertThat(header.stakeRoot().toWireHex()).isEqualTo(vector.text("header_stakeroot_wire"));
        CFilterV2 answer = new CFilterV2(header.hash(), data, 0, List.of());
        assertThat(answer.verified(header).orElseThrow().size()).isEqualTo(vector.number("n"));
        assertThat(new CFilterV2(header.hash(), data, 1, List.of()).verified(header))
                .isEmpty();
        assertThat(new CFilterV2(header.hash(), data, 0, List.of(Hash.ZERO)).verified(header))
                .isEmpty();
        assertThat(new CFilterV2(Hash.ZERO, data, 0, List.of()).verified(header))
                .isEmpty();
        for (int bit = 0; bit < 8 * data.length(); bit++) {
            byte[] changed = data.toByteArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(new CFilterV2(header.hash(), Bytes.of(changed), 0, List.of()).verified(header))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void givenAFilter_whenCutAnywhere_thenMalformed(Vectors.Case vector) {
        Bytes data = vector.bytes("filter_hex");
        // The last byte of some is nothing but padding.
        for (int length = 1; length < data.length() - 1; length++) {
            Bytes part = data.slice(0, length);
            MalformedMessage malformed = catchThrowableOfType(MalformedMessage.class, () -> CommittedFilter.read(part));
            assertThat(malformed.code()).isEqualTo(WireFault.MALFORMED_FILTER);
        }
    }

    @Test
    void givenTheRecordedAnswers_whenComparedWithTheRecordedHeaders_thenAllProven() throws Exception {
        List<BlockHeader> headers = new ArrayList<>();
        List<CFilterV2> filters = new ArrayList<>();
        for (Vectors.Case vector : Vectors.cases("session-simnet-dcrd206-we-dial.json")) {
            Bytes frame = vector.bytes("frame_hex");
            Bytes payload = frame.slice(24, frame.length() - 24);
            switch (Command.of(vector.text("command")).orElseThrow().decode(payload, 11)) {
                case io.handfast.decred.wire.message.Headers(List<BlockHeader> some) -> headers.addAll(some);
                case CFilterV2 filter -> filters.add(filter);
                case CFiltersV2(List<CFilterV2> some) -> filters.addAll(some);
                default -> {}
            }
        }
        assertThat(filters).hasSize(7);
        int proven = 0;
        for (BlockHeader header : headers) {
            for (CFilterV2 filter : filters) {
                if (filter.block().equals(header.hash())) {
                    assertThat(filter.verified(header)).isPresent();
                    proven++;
                }
            }
        }
        assertThat(proven).isGreaterThanOrEqualTo(6); // all but that of genesis, to which no header commits
    }

    @Test
    void givenNoData_whenRead_thenMatchesNothing() throws Exception {
        CommittedFilter filter = CommittedFilter.read(Bytes.EMPTY);
        assertThat(filter.size()).isZero();
        assertThat(filter.matches(new FilterKey(1, 2), Bytes.of((byte) 1))).isFalse();
        assertThat(CommittedFilter.hash(Bytes.EMPTY)).isEqualTo(Hash.ZERO);
    }

    @Test
    void givenMoreCommitments_whenProven_thenEachLeafOnlyAtItsPlace() {
        List<Hash> leaves =
                Stream.of(1, 2, 3, 4).map(i -> Blake256.hash(i.byteValue())).toList();
        Hash left = MerkleTree.root(leaves.subList(0, 2));
        Hash root = MerkleTree.root(leaves);
        assertThat(root).isEqualTo(MerkleTree.root(List.of(left, MerkleTree.root(leaves.subList(2, 4)))));
        List<Hash> siblings = List.of(leaves.get(3), left);
        assertThat(MerkleTree.proves(root, leaves.get(2), 2, siblings)).isTrue();
        assertThat(MerkleTree.proves(root, leaves.get(2), 3, siblings)).isFalse();
        assertThat(MerkleTree.proves(root, leaves.get(2), 6, siblings)).isFalse();
        assertThat(MerkleTree.proves(root, leaves.get(1), 2, siblings)).isFalse();
        assertThat(MerkleTree.root(leaves.subList(0, 3)))
                .isEqualTo(MerkleTree.root(List.of(leaves.get(0), leaves.get(1), leaves.get(2), leaves.get(2))));
        assertThat(MerkleTree.root(List.of())).isEqualTo(Hash.ZERO);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void givenTheScriptsOfABlock_whenBuilt_thenDcrdsFilter(Vectors.Case vector) throws Exception {
        List<Bytes> scripts = new ArrayList<>(vector.list("match_true"));
        assertThat(scripts).hasSize(vector.number("n")); // all there are
        FilterKey key = FilterKey.of(block(vector).header());
        Collections.reverse(scripts);
        scripts.add(Bytes.EMPTY);
        scripts.add(scripts.getFirst());
        assertThat(CommittedFilter.build(key, scripts)).isEqualTo(vector.bytes("filter_hex"));
    }

    @Test
    void givenManyScripts_whenBuiltAndRead_thenEachIsInIt() throws Exception {
        FilterKey key = new FilterKey(7, 11);
        List<Bytes> scripts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            scripts.add(Bytes.owned(Blake256.hash((byte) i, (byte) (i >>> 8)).toByteArray()));
        }
        CommittedFilter filter = CommittedFilter.read(CommittedFilter.build(key, scripts));
        assertThat(filter.size()).isEqualTo(5_000);
        assertThat(scripts).allMatch(script -> filter.matches(key, script));
        assertThat(CommittedFilter.build(key, List.of(Bytes.EMPTY))).isEqualTo(Bytes.EMPTY);
    }

    private static Block block(Vectors.Case vector) throws Exception {
        Block block = (Block) Command.BLOCK.decode(vector.bytes("block_hex"), 11);
        assertThat(block.header().hash()).hasToString(vector.text("block_hash"));
        assertThat(block.header().height()).isEqualTo(vector.number("height"));
        assertThat(block.merkleRoot(true)).isEqualTo(block.header().merkleRoot());
        return block;
    }
}
