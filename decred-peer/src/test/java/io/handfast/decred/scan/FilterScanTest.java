// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.headers.ChainParams;
import io.handfast.decred.headers.Chains;
import io.handfast.decred.headers.HeaderRules;
import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.filter.CommittedFilter;
import io.handfast.decred.wire.filter.FilterKey;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.SystemTime;
import io.handfast.testkit.TornDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans of a chain whose blocks pay one script each, and of the first blocks of a real simnet. */
class FilterScanTest {
    private static final ChainParams SIMNET = ChainParams.of(Network.SIMNET);
    private static final HeaderRules RULES = new HeaderRules(SIMNET, new SystemTime());
    private static final ScanListener NOBODY = _ -> {};
    private static final int BLOCKS = 250;

    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();
    private final List<BlockHeader> chain = new ArrayList<>();
    private final Map<Hash, CFilterV2> filters = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private HeaderStore store;

    /** The script that the block at this height pays. */
    private static Bytes script(long height) {
        return Bytes.owned(Blake256.hash((byte) height, (byte) (height >>> 8)).toByteArray());
    }

    @BeforeEach
    void open() throws Exception {
        store = HeaderStore.open(folder.resolve("headers"), RULES);
        BlockHeader last = SIMNET.genesis();
        for (int height = 1; height <= BLOCKS; height++) {
            Hash root = Blake256.hash((byte) 7, (byte) height);
            Bytes filter = CommittedFilter.build(new FilterKey(root.word0(), root.word1()), List.of(script(height)));
            last = Chains.committing(last, root, CommittedFilter.hash(filter));
            chain.add(last);
            filters.put(last.hash(), new CFilterV2(last.hash(), filter, 0, List.of()));
        }
        filters.put(SIMNET.genesisHash(), new CFilterV2(SIMNET.genesisHash(), Bytes.EMPTY, 0, List.of()));
        Chains.add(store, RULES, chain);
    }

    @AfterEach
    void close() {
        store.close();
        environment.close();
    }

    /** An honest node. */
    private List<CFilterV2> answer(List<Hash> blocks, Deadline by) {
        asked.add(blocks.size());
        return blocks.stream().map(filters::get).map(Objects::requireNonNull).toList();
    }

    private FilterScan scan(Bytes... scripts) {
        return new FilterScan(store, List.of(scripts), environment, Duration.ofSeconds(10));
    }

    @Test
    void givenScripts_whenScanned_thenTheirBlocks() throws Exception {
        FilterScan scan = scan(script(100), script(3), script(250), script(9_999));
        List<Long> heights = new ArrayList<>();
        ScanState done = scan.run(this::answer, scan.beginning(0), BLOCKS, state -> heights.add(state.next()));
        assertThat(done.matches())
                .containsExactly(
                        new FilterMatch(3, store.hash(3)),
                        new FilterMatch(100, store.hash(100)),
                        new FilterMatch(250, store.hash(250)));
        assertThat(asked).containsExactly(100, 100, 51);
        assertThat(heights).containsExactly(100L, 200L, 251L);
        assertThat(done.last()).isEqualTo(store.tip());
        assertThat(scan.uncommitted(0, 250)).isEqualTo(1);
        assertThat(scan.uncommitted(5, 250)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void givenAPowerCutAtAnyStep_whenLoaded_thenTheOlderOrTheNewerState(TornDisk.Left left) throws Exception {
        FilterScan scan = scan(script(3));
        List<ScanState> states = new ArrayList<>();
        scan.run(this::answer, scan.beginning(0), BLOCKS, states::add);
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = Files.createDirectory(folder.resolve("cut-" + step));
            new ScanFile(base.resolve("scan")).keep(states.getFirst());
            TornDisk disk = new TornDisk(base).stopAt(step);
            boolean kept = true;
            try {
                new ScanFile(disk.folder().resolve("scan")).keep(states.getLast());
            } catch (LocallyRefused e) {
                assertThat(e.code()).isEqualTo(FiltersFailure.STATE_UNUSABLE);
                kept = false;
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            assertThat(new ScanFile(base.resolve("scan")).load(scan.beginning(0)))
                    .as("cut at step %d", step)
                    .isIn(kept ? List.of(states.getLast()) : List.of(states.getFirst(), states.getLast()));
        }
    }

    @Test
    void givenTheFirstBlocksOfARealSimnet_whenScanned_thenItsMinersAreFound() throws Exception {
        List<Vectors.Case> vectors = Vectors.cases("cfilters-simnet.json").subList(0, 2);
        List<BlockHeader> real = vectors.stream()
                .map(vector -> Chains.decoded(vector.bytes("block_hex").slice(0, 180)))
                .toList();
        List<CFilterV2> answers = vectors.stream()
                .map(vector -> new CFilterV2(
                        Hash.ofDisplay(vector.text("block_hash")), vector.bytes("filter_hex"), 0, List.of()))
                .toList();
        try (HeaderStore other = HeaderStore.open(folder.resolve("real"), RULES)) {
            Chains.add(other, RULES, real);
            List<Bytes> scripts = vectors.getFirst().list("match_true");
            FilterScan scan = new FilterScan(other, scripts, environment, Duration.ofSeconds(10));
            ScanState done = scan.run((_, _) -> answers, scan.beginning(1), 2, NOBODY);
            assertThat(done.matches().getFirst())
                    .isEqualTo(new FilterMatch(1, real.getFirst().hash()));
            FilterScan none =
                    new FilterScan(other, vectors.getFirst().list("match_false"), environment, Duration.ofSeconds(10));
            assertThat(none.run((_, _) -> answers, none.beginning(1), 2, NOBODY).matches())
                    .isEmpty();
        }
    }

    private static Arguments lie(String what, UnaryOperator<List<CFilterV2>> change, FiltersFailure code) {
        return Arguments.of(what, change, code);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                lie("one less", all -> all.subList(0, 99), FiltersFailure.OTHER_BLOCKS),
                lie("none", _ -> List.of(), FiltersFailure.OTHER_BLOCKS),
                lie("reversed", List::reversed, FiltersFailure.OTHER_BLOCKS),
                lie("one of another block", all -> swapped(all, all.get(5)), FiltersFailure.OTHER_BLOCKS),
                lie(
                        "an empty one",
                        all -> swapped(all, new CFilterV2(all.get(50).block(), Bytes.EMPTY, 0, List.of())),
                        FiltersFailure.NOT_COMMITTED),
                lie(
                        "a proof that leads elsewhere",
                        all -> swapped(
                                all,
                                new CFilterV2(all.get(50).block(), all.get(50).data(), 0, List.of(Hash.ZERO))),
                        FiltersFailure.NOT_COMMITTED));
    }

    private static List<CFilterV2> swapped(List<CFilterV2> all, CFilterV2 with) {
        List<CFilterV2> changed = new ArrayList<>(all);
        changed.set(50, with);
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void givenALie_whenScanned_thenItsFailure(String what, UnaryOperator<List<CFilterV2>> change, FiltersFailure code) {
        FilterScan scan = scan(script(51));
        HandshakeException failure = catchThrowableOfType(
                HandshakeException.class,
                () -> scan.run((blocks, by) -> change.apply(answer(blocks, by)), scan.beginning(1), BLOCKS, NOBODY));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.got()).contains("height");
    }

    @Test
    void givenCommittedNonsense_whenScanned_thenMalformed() throws Exception {
        Bytes nonsense = Bytes.ofHex("05ff");
        BlockHeader header = Chains.committing(chain.getLast(), Hash.ZERO, CommittedFilter.hash(nonsense));
        Chains.add(store, RULES, List.of(header));
        FilterScan scan = scan(script(1));
        HandshakeException failure = catchThrowableOfType(
                HandshakeException.class,
                () -> scan.run(
                        (_, _) -> List.of(new CFilterV2(header.hash(), nonsense, 0, List.of())),
                        scan.beginning(251),
                        251,
                        NOBODY));
        assertThat(failure.code()).isEqualTo(FiltersFailure.MALFORMED);
    }

    @Test
    void givenAnInterruptedScan_whenRunAgain_thenItGoesOn() throws Exception {
        FilterScan scan = scan(script(20), script(120), script(220));
        ScanFile file = new ScanFile(folder.resolve("scan"));
        HandshakeException lost = catchThrowableOfType(
                HandshakeException.class,
                () -> scan.run(
                        (blocks, by) -> {
                            if (asked.size() == 2) {
                                throw new ConnectionLost(EngineFailure.CONNECTION_LOST, "test", "filters", "nothing");
                            }
                            return answer(blocks, by);
                        },
                        file.load(scan.beginning(0)),
                        BLOCKS,
                        file));
        assertThat(lost.code()).isEqualTo(EngineFailure.CONNECTION_LOST);
        asked.clear();
        ScanState stored = file.load(scan.beginning(0));
        assertThat(stored.next()).isEqualTo(200);
        ScanState done = scan.run(this::answer, stored, BLOCKS, file);
        assertThat(asked).containsExactly(51);
        assertThat(done.matches()).extracting(FilterMatch::height).containsExactly(20L, 120L, 220L);
        assertThat(file.load(scan.beginning(0))).isEqualTo(done);
        asked.clear();
        assertThat(scan.run(this::answer, done, BLOCKS, file)).isEqualTo(done);
        assertThat(asked).isEmpty();
    }

    @Test
    void givenABlockThatIsNoLongerInTheChain_whenGoneOn_thenScannedAgain() throws Exception {
        FilterScan scan = scan(script(20), script(120));
        ScanState done = scan.run(this::answer, scan.beginning(0), 199, NOBODY);
        ScanState elsewhere =
                new ScanState(Network.SIMNET, done.scripts(), 0, 200, Hash.ofWire("11".repeat(32)), done.matches());
        asked.clear();
        ScanState again = scan.run(this::answer, elsewhere, 199, NOBODY);
        assertThat(asked).containsExactly(100, 100);
        assertThat(again).isEqualTo(done);
    }

    @Test
    void givenAStateFile_whenCutOrChangedAnywhere_thenRefusedAndLeft() throws Exception {
        FilterScan scan = scan(script(20), script(120));
        Path path = folder.resolve("scan");
        ScanFile file = new ScanFile(path);
        ScanState done = scan.run(this::answer, scan.beginning(0), 199, file);
        byte[] whole = Files.readAllBytes(path);
        assertThat(file.load(scan.beginning(0))).isEqualTo(done);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> ScanFile.parse(text(changed))).isInstanceOf(IllegalArgumentException.class);
            byte[] cut = Arrays.copyOf(whole, at);
            assertThatThrownBy(() -> ScanFile.parse(text(cut))).isInstanceOf(IllegalArgumentException.class);
        }
        assertForeign(path, Arrays.copyOf(whole, whole.length - 1), scan.beginning(0));
        assertForeign(path, whole, scan.beginning(1));
        assertForeign(path, whole, scan(script(20)).beginning(0));
        Files.write(path, whole);
        assertThat(file.load(scan(script(120), script(20)).beginning(0))).isEqualTo(done);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void assertForeign(Path path, byte[] content, ScanState beginning) throws Exception {
        Files.write(path, content);
        LocallyRefused refused = catchThrowableOfType(LocallyRefused.class, () -> new ScanFile(path).load(beginning));
        assertThat(refused.code()).isEqualTo(FiltersFailure.STATE_FOREIGN);
        assertThat(Files.readAllBytes(path)).isEqualTo(content);
    }

    @Test
    void givenNoFolder_whenKept_thenUnusable() {
        ScanFile file = new ScanFile(folder.resolve("none").resolve("scan"));
        LocallyRefused refused = catchThrowableOfType(
                LocallyRefused.class, () -> file.keep(scan(script(1)).beginning(0)));
        assertThat(refused.code()).isEqualTo(FiltersFailure.STATE_UNUSABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "handfast filter scan 2\n", "handfast filter scan 1\nnetwork SIMNET\n"})
    void givenAnotherText_whenParsed_thenRefused(String text) {
        assertThatThrownBy(() -> ScanFile.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(text.getBytes(StandardCharsets.US_ASCII)).hasSizeLessThan(64);
    }

    @Test
    void givenMisuse_whenScanned_thenRefused() {
        assertThatThrownBy(() -> scan()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scan(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        FilterScan scan = scan(script(1));
        assertThatThrownBy(() -> scan.run((_, _) -> List.of(), scan.beginning(0), 251, NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
        ScanState other = scan(script(2)).beginning(0);
        assertThatThrownBy(() -> scan.run((_, _) -> List.of(), other, 250, NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
