// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.Target;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.SystemTime;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule, broken by one change to a header that keeps all others. */
class HeaderRulesTest {
    private static final ChainParams SIMNET = ChainParams.of(Network.SIMNET);

    @TempDir
    private Path folder;

    private static Arguments broken(String what, UnaryOperator<BlockHeader> change, HeadersFailure code) {
        return Arguments.of(what, change, code);
    }

    static Stream<Arguments> faults() {
        long future = new SystemTime().wallClock().getEpochSecond() + 3 * 3600;
        return Stream.of(
                broken("another block before", h -> Chains.next(SIMNET.genesis(), 5), HeadersFailure.UNCONNECTED),
                broken("a height too much", h -> changed(h, h.bits(), 22, 0), HeadersFailure.WRONG_HEIGHT),
                broken("a height too few", h -> changed(h, h.bits(), 20, 0), HeadersFailure.WRONG_HEIGHT),
                broken(
                        "the time of the sixth before",
                        h -> changed(h, h.bits(), 21, -6),
                        HeadersFailure.TIMESTAMP_TOO_OLD),
                broken(
                        "three hours ahead",
                        h -> changed(h, h.bits(), 21, future - h.timestampSeconds()),
                        HeadersFailure.TIMESTAMP_IN_FUTURE));
    }

    private static BlockHeader changed(BlockHeader h, long bits, long height, long seconds) {
        return Chains.with(h, 0, bits, height, h.timestampSeconds() + seconds);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void givenAHeaderWithAFault_whenAdded_thenItsFailure(
            String what, UnaryOperator<BlockHeader> change, HeadersFailure code) throws Exception {
        HeaderRules rules = new HeaderRules(SIMNET, new SystemTime());
        List<BlockHeader> chain = Chains.simnet(21);
        try (HeaderStore store = HeaderStore.open(folder.resolve("headers"), rules)) {
            Branch branch = new Branch(store, 0);
            for (BlockHeader header : chain.subList(0, 20)) {
                branch.add(rules, rules.prove(header));
            }
            BlockHeader wrong = Chains.mined(change.apply(chain.get(20)));
            HandshakeException failure =
                    catchThrowableOfType(HandshakeException.class, () -> branch.add(rules, rules.prove(wrong)));
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.got()).contains("height");
            assertThat(branch.height()).isEqualTo(20);
            branch.add(rules, rules.prove(chain.get(20)));
            assertThat(branch.tip()).isEqualTo(chain.get(20).hash());
        }
    }

    @Test
    void givenTheTimeAfterTheMedian_whenAdded_thenTaken() throws Exception {
        HeaderRules rules = new HeaderRules(SIMNET, new SystemTime());
        List<BlockHeader> chain = Chains.simnet(20);
        try (HeaderStore store = HeaderStore.open(folder.resolve("headers"), rules)) {
            Branch branch = new Branch(store, 0);
            for (BlockHeader header : chain) {
                branch.add(rules, rules.prove(header));
            }
            BlockHeader next = Chains.next(chain.getLast(), 0); // 6 back is the median of 11, so 5 back is after it
            branch.add(rules, rules.prove(Chains.mined(changed(next, next.bits(), 21, -5))));
            assertThat(branch.height()).isEqualTo(21);
        }
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("none", 0L, HeadersFailure.TARGET_OUT_OF_RANGE),
                Arguments.of("negative", 0x20ffffffL, HeadersFailure.TARGET_OUT_OF_RANGE),
                Arguments.of("too easy", 0x2100ffffL, HeadersFailure.TARGET_OUT_OF_RANGE),
                Arguments.of("not met", 0x1b00ffffL, HeadersFailure.NO_PROOF_OF_WORK));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void givenATarget_whenProven_thenItsFailure(String what, long bits, HeadersFailure code) {
        HeaderRules rules = new HeaderRules(SIMNET, new SystemTime());
        BlockHeader header = Chains.simnet(1).getFirst();
        BlockHeader wrong = changed(header, bits, 1, 0);
        HandshakeException failure = catchThrowableOfType(HandshakeException.class, () -> rules.prove(wrong));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.expected()).isNotEmpty();
    }

    @Test
    void givenTheHeightOfDcp0011_whenProven_thenTheHashThatIsDueThere() throws Exception {
        BlockHeader v1 = Chains.mined(SIMNET.genesis());
        BlockHeader only1 = v1;
        while (met(only1.powHashV2()) || !met(only1.powHashV1())) {
            only1 = Chains.with(only1, only1.nonce() + 1, only1.bits(), 0, only1.timestampSeconds());
        }
        BlockHeader only2 = v1;
        while (!met(only2.powHashV2()) || met(only2.powHashV1())) {
            only2 = Chains.with(only2, only2.nonce() + 1, only2.bits(), 0, only2.timestampSeconds());
        }
        HeaderRules either = new HeaderRules(SIMNET, new SystemTime());
        assertThat(either.prove(only1).work()).isEqualTo(BigInteger.TWO);
        assertThat(either.prove(only2).hash()).isEqualTo(only2.hash());
        BlockHeader first = only1;
        BlockHeader second = only2;
        for (long from : new long[] {0, 1}) {
            HeaderRules rules = new HeaderRules(
                    new ChainParams(
                            Network.SIMNET,
                            SIMNET.genesis(),
                            SIMNET.powLimit(),
                            OptionalLong.of(from),
                            OptionalLong.empty(),
                            Optional.empty(),
                            Map.of(),
                            BigInteger.ZERO),
                    new SystemTime());
            HandshakeException failure =
                    catchThrowableOfType(HandshakeException.class, () -> rules.prove(from == 0 ? first : second));
            assertThat(failure.code()).isEqualTo(HeadersFailure.NO_PROOF_OF_WORK);
            rules.prove(from == 0 ? second : first);
        }
    }

    private static boolean met(io.handfast.decred.wire.encoding.Hash hash) {
        return Target.ofBits(Chains.EASY).orElseThrow().isMetBy(hash);
    }

    @Test
    void givenTheRecordedChain_whenVerifiedWithItsRules_thenAllOfItAndNoOtherTarget() throws Exception {
        List<BlockHeader> chain = Vectors.cases("test-chain-headers-0-168.json").stream()
                .map(vector -> Chains.decoded(vector.bytes("header_hex")))
                .toList();
        Target limit = SIMNET.powLimit();
        ChainParams params = new ChainParams(
                Network.REGNET,
                chain.getFirst(),
                limit,
                OptionalLong.of(1_000),
                OptionalLong.empty(),
                Optional.of(new Retarget(limit, 1, 8, 4, new Retarget.Asert(1_000, limit.bits(), 6), Optional.empty())),
                Map.of(100L, chain.get(100).hash(), 150L, chain.get(149).hash()),
                BigInteger.ZERO);
        HeaderRules rules = new HeaderRules(params, new SystemTime());
        try (HeaderStore store = HeaderStore.open(folder.resolve("headers"), rules)) {
            Branch branch = new Branch(store, 0);
            for (BlockHeader header : chain.subList(1, 150)) {
                branch.add(rules, rules.prove(header));
            }
            BlockHeader other = Chains.mined(Chains.with(chain.get(150), 0, 0x201fffffL, 150, 1_500_000_000L));
            HandshakeException difficulty =
                    catchThrowableOfType(HandshakeException.class, () -> branch.add(rules, rules.prove(other)));
            assertThat(difficulty.code()).isEqualTo(HeadersFailure.WRONG_DIFFICULTY);
            HandshakeException checkpoint = catchThrowableOfType(
                    HandshakeException.class, () -> branch.add(rules, rules.prove(chain.get(150))));
            assertThat(checkpoint.code()).isEqualTo(HeadersFailure.CHECKPOINT_MISMATCH);
            assertThat(checkpoint.expected()).contains(chain.get(149).hash().toString());
        }
    }
}
