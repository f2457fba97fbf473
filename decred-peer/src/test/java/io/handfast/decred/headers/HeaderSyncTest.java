// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.SystemTime;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Syncs with nodes that are honest, on another branch, faulty, or gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderSyncTest {
    private static final HeaderRules RULES = new HeaderRules(ChainParams.of(Network.SIMNET), new SystemTime());
    private static final SyncListener NOBODY = (_, _) -> {};

    @TempDir
    private Path folder;

    private Environment environment;
    private List<BlockHeader> chain;
    private Path file;
    private int files;

    @BeforeAll
    void mine() {
        environment = Environment.system();
        chain = Chains.simnet(20_000);
    }

    @AfterAll
    void end() {
        environment.close();
    }

    @BeforeEach
    void inAFileOfItsOwn() {
        file = folder.resolve("headers-" + files++);
    }

    private Synced sync(HeaderSource source) throws HandshakeException {
        return sync(source, NOBODY, RULES);
    }

    private Synced sync(HeaderSource source, SyncListener listener, HeaderRules rules) throws HandshakeException {
        try (HeaderStore store = HeaderStore.open(file, rules)) {
            return new HeaderSync(store, rules, environment, Duration.ofSeconds(10)).run(source, listener);
        }
    }

    private HandshakeException failure(HeaderSource source) {
        return catchThrowableOfType(HandshakeException.class, () -> sync(source));
    }

    private List<BlockHeader> stored() throws Exception {
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            assertThat(store.repair()).isEmpty();
            return store.headers(1, (int) store.height());
        }
    }

    @Test
    void givenTwentyThousandHeaders_whenSynced_thenAllVerifiedAndStored() throws Exception {
        FakeNode node = new FakeNode(chain);
        List<Long> heights = new ArrayList<>();
        Synced synced = sync(node, (height, received) -> heights.add(height), RULES);
        assertThat(synced)
                .isEqualTo(
                        new Synced(0, 20_000, chain.getLast().hash(), BigInteger.valueOf(2 + 2 * 20_000), 20_000, 0));
        assertThat(heights).hasSize(10).startsWith(2_000L, 4_000L).endsWith(20_000L);
        assertThat(node.answered).hasSize(11).endsWith(2_000, 0);
        assertThat(stored()).isEqualTo(chain);
    }

    @Test
    void givenAnInterruptedSync_whenRunAgain_thenWhatIsStoredIsNotAskedFor() throws Exception {
        FakeNode node = new FakeNode(chain);
        HandshakeException lost = failure((locator, stop, by) -> {
            if (node.asked.size() == 4) {
                throw new ConnectionLost(EngineFailure.CONNECTION_LOST, "test", "headers", "nothing");
            }
            return node.headers(locator, stop, by);
        });
        assertThat(lost.code()).isEqualTo(EngineFailure.CONNECTION_LOST);
        assertThat(stored()).isEqualTo(chain.subList(0, 8_000)); // the batch under way too
        FakeNode again = new FakeNode(chain);
        Synced synced = sync(again);
        assertThat(synced.before()).isEqualTo(8_000);
        assertThat(synced.received()).isEqualTo(12_000);
        assertThat(again.asked.getFirst().getFirst()).isEqualTo(chain.get(7_999).hash());
        assertThat(stored()).isEqualTo(chain);
    }

    @Test
    void givenAllHeaders_whenSyncedAgain_thenOneEmptyAnswer() throws Exception {
        List<BlockHeader> some = chain.subList(0, 100);
        sync(new FakeNode(some));
        FakeNode node = new FakeNode(some);
        assertThat(sync(node).received()).isZero();
        assertThat(node.answered).containsExactly(0);
    }

    @Test
    void givenABranchWithMoreWork_whenSynced_thenItReplacesTheTail() throws Exception {
        sync(new FakeNode(chain.subList(0, 5_000)));
        List<BlockHeader> other = new ArrayList<>(chain.subList(0, 2_700));
        other.addAll(Chains.after(chain.get(2_699), 2_800, 7));
        Synced synced = sync(new FakeNode(other));
        assertThat(synced.dropped()).isEqualTo(2_300);
        assertThat(synced.height()).isEqualTo(5_500);
        assertThat(stored()).isEqualTo(other);
    }

    @Test
    void givenABranchWithAsMuchWork_whenSynced_thenOursStays() throws Exception {
        sync(new FakeNode(chain.subList(0, 100)));
        List<BlockHeader> other = new ArrayList<>(chain.subList(0, 90));
        other.addAll(Chains.after(chain.get(89), 10, 7));
        assertThat(failure(new FakeNode(other)).code()).isEqualTo(HeadersFailure.OTHER_CHAIN);
        assertThat(stored()).isEqualTo(chain.subList(0, 100));
    }

    @Test
    void givenABranchFromLongAgo_whenSynced_thenRefused() throws Exception {
        sync(new FakeNode(chain.subList(0, 5_000)));
        List<BlockHeader> other = Chains.after(ChainParams.of(Network.SIMNET).genesis(), 5_100, 7);
        HandshakeException failure = failure(new FakeNode(other));
        assertThat(failure.code()).isEqualTo(HeadersFailure.OTHER_CHAIN);
        assertThat(failure.got()).contains("height 0");
        assertThat(stored()).hasSize(5_000);
    }

    @Test
    void givenANodeThatIsBehind_whenSynced_thenNothingChanges() throws Exception {
        sync(new FakeNode(chain.subList(0, 500)));
        Synced synced = sync(new FakeNode(chain.subList(0, 300)));
        assertThat(synced.height()).isEqualTo(500);
        assertThat(synced.dropped()).isZero();
        assertThat(stored()).isEqualTo(chain.subList(0, 500));
    }

    @Test
    void givenAFaultInTheSecondBatch_whenSynced_thenAllBeforeItIsKept() throws Exception {
        List<BlockHeader> faulty = new ArrayList<>(chain.subList(0, 3_000));
        BlockHeader wrong = chain.get(2_345);
        faulty.set(2_345, Chains.with(wrong, wrong.nonce(), 0x1b00ffffL, wrong.height(), wrong.timestampSeconds()));
        assertThat(failure(new FakeNode(faulty)).code()).isEqualTo(HeadersFailure.NO_PROOF_OF_WORK);
        assertThat(stored()).isEqualTo(chain.subList(0, 2_345));
        sync(new FakeNode(chain));
        assertThat(stored()).isEqualTo(chain);
    }

    @Test
    void givenAGapBetweenTwoHeaders_whenSynced_thenUnconnected() throws Exception {
        List<BlockHeader> gap = new ArrayList<>(chain.subList(0, 200));
        gap.remove(150);
        assertThat(failure(new FakeNode(gap)).code()).isEqualTo(HeadersFailure.UNCONNECTED);
        assertThat(stored()).hasSize(150);
    }

    @Test
    void givenHeadersThatFollowNothing_whenSynced_thenUnconnected() throws Exception {
        HeaderSource source = (_, _, _) -> new Headers(chain.subList(700, 800));
        HandshakeException failure = failure(source);
        assertThat(failure.code()).isEqualTo(HeadersFailure.UNCONNECTED);
        assertThat(failure.got()).contains(chain.get(699).hash().toString());
        assertThat(stored()).isEmpty();
    }

    @Test
    void givenAWrongHeightAtTheTip_whenSynced_thenWrongHeight() {
        BlockHeader first = chain.getFirst();
        BlockHeader wrong = Chains.mined(Chains.with(first, 0, first.bits(), 2, first.timestampSeconds()));
        HandshakeException failure = failure((_, _, _) -> new Headers(List.of(wrong)));
        assertThat(failure.code()).isEqualTo(HeadersFailure.WRONG_HEIGHT);
    }

    @Test
    void givenTheSameHeadersForEver_whenSynced_thenItEnds() throws Exception {
        HeaderSource source = (_, _, _) -> new Headers(chain.subList(0, 2_000));
        assertThat(failure(source).code()).isEqualTo(HeadersFailure.OTHER_CHAIN);
        assertThat(stored()).hasSize(2_000);
    }

    @Test
    void givenLessWorkThanTheNetworkHas_whenSynced_thenSaidSoAndKept() throws Exception {
        ChainParams simnet = ChainParams.of(Network.SIMNET);
        HeaderRules strict = new HeaderRules(
                new ChainParams(
                        Network.SIMNET,
                        simnet.genesis(),
                        simnet.powLimit(),
                        simnet.blake3From(),
                        simnet.commitmentsFrom(),
                        Optional.empty(),
                        simnet.checkpoints(),
                        BigInteger.valueOf(1_000)),
                new SystemTime());
        HandshakeException failure = catchThrowableOfType(
                HandshakeException.class, () -> sync(new FakeNode(chain.subList(0, 498)), NOBODY, strict));
        assertThat(failure.code()).isEqualTo(HeadersFailure.TOO_LITTLE_WORK);
        assertThat(sync(new FakeNode(chain.subList(0, 499)), NOBODY, strict).received())
                .isEqualTo(1);
    }
}
