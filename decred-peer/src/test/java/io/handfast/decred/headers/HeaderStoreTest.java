// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.SystemTime;
import io.handfast.testkit.TornDisk;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The file of headers: cut anywhere, spoilt, foreign, in use, on another branch. */
class HeaderStoreTest {
    private static final HeaderRules RULES = new HeaderRules(ChainParams.of(Network.SIMNET), new SystemTime());
    private static final int BEGINNING = 64 + 180;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void inAFolderOfItsOwn() {
        file = folder.resolve("headers");
    }

    private void written(List<BlockHeader> chain) throws Exception {
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            Chains.add(store, RULES, chain);
        }
    }

    @Test
    void givenNoFile_whenOpened_thenGenesisAlone() throws Exception {
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            assertThat(store.height()).isZero();
            assertThat(store.tip()).isEqualTo(store.params().genesisHash());
            assertThat(store.header(0)).isEqualTo(store.params().genesis());
            assertThat(store.work()).isEqualTo(BigInteger.TWO);
            assertThat(store.locator()).containsExactly(store.tip());
            assertThat(store.repair()).isEmpty();
        }
        assertThat(Files.size(file)).isEqualTo(BEGINNING);
    }

    @Test
    void givenHeaders_whenReopened_thenTheSameChain() throws Exception {
        List<BlockHeader> chain = Chains.simnet(50);
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            Chains.add(store, RULES, chain.subList(0, 20));
            Chains.add(store, RULES, chain.subList(20, 50));
        }
        assertThat(Files.size(file)).isEqualTo(BEGINNING + 50 * 180);
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            assertThat(store.height()).isEqualTo(50);
            assertThat(store.tip()).isEqualTo(chain.getLast().hash());
            assertThat(store.work()).isEqualTo(BigInteger.valueOf(102));
            assertThat(store.headers(1, 50)).isEqualTo(chain);
            assertThat(store.hash(7)).isEqualTo(chain.get(6).hash());
            assertThat(store.repair()).isEmpty();
            assertThat(store.locator())
                    .startsWith(store.hash(50), store.hash(49), store.hash(48))
                    .containsSequence(store.hash(40), store.hash(39), store.hash(37), store.hash(33), store.hash(25))
                    .endsWith(store.hash(9), store.params().genesisHash());
        }
    }

    @Test
    void givenAFileCutAtEveryByte_whenOpened_thenWhatIsWholeIsThereAndTheRestIsReported() throws Exception {
        List<BlockHeader> chain = Chains.simnet(4);
        written(chain);
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length; length >= 0; length--) {
            Files.write(file, Arrays.copyOf(whole, length));
            int kept = Math.max(0, (length - BEGINNING) / 180);
            int torn = length < BEGINNING ? 0 : (length - BEGINNING) % 180;
            try (HeaderStore store = HeaderStore.open(file, RULES)) {
                assertThat(store.height()).as("%d bytes", length).isEqualTo(kept);
                assertThat(store.repair().map(HeaderStore.Repair::bytes).orElse(0))
                        .isEqualTo(torn);
                Chains.add(
                        store, RULES, chain.subList(kept, 4).isEmpty() ? List.of(next(chain)) : chain.subList(kept, 4));
            }
            if (kept < 4) {
                assertThat(Files.readAllBytes(file)).as("%d bytes", length).isEqualTo(whole);
            }
        }
    }

    private static BlockHeader next(List<BlockHeader> chain) {
        return Chains.after(chain.getLast(), 1, 0).getFirst();
    }

    @Test
    void givenSpoiltBytesNearTheEnd_whenOpened_thenCutThere() throws Exception {
        List<BlockHeader> chain = Chains.simnet(30);
        written(chain);
        byte[] whole = Files.readAllBytes(file);
        for (int at = BEGINNING; at < whole.length; at += 77) {
            byte[] spoilt = whole.clone();
            Arrays.fill(spoilt, at, spoilt.length, (byte) 0); // as a power cut leaves what was not forced
            if (Arrays.equals(spoilt, whole)) {
                continue;
            }
            Files.write(file, spoilt);
            int sound = (at - BEGINNING) / 180;
            try (HeaderStore store = HeaderStore.open(file, RULES)) {
                // Every second hash proves work on simnet, so a last header that was spoilt may look like one.
                assertThat(store.height()).isBetween((long) sound, sound + 1L);
                assertThat(store.headers(1, sound)).isEqualTo(chain.subList(0, sound));
                assertThat(store.repair().orElseThrow().headers()).isEqualTo(30 - store.height());
            }
        }
    }

    @Test
    void givenSpoiltBytesFarFromTheEnd_whenOpened_thenRefusedAndLeft() throws Exception {
        written(Chains.simnet(2_100));
        byte[] spoilt = Files.readAllBytes(file);
        spoilt[BEGINNING + 50 * 180 + 40] ^= 1;
        assertRefused(spoilt, HeadersFailure.STORE_DAMAGED, "height 52 of 2100");
    }

    static Stream<Arguments> foreign() {
        byte[] version = head(Network.SIMNET);
        version[8] = 2;
        byte[] checksum = head(Network.SIMNET);
        checksum[61] ^= 1;
        return Stream.of(
                Arguments.of("text", "# my notes\n".getBytes(StandardCharsets.UTF_8), "another file"),
                Arguments.of("a picture", new byte[5_000], "another file"),
                Arguments.of("another network", head(Network.MAINNET), "headers of MAINNET"),
                Arguments.of("a newer version", version, "version 2"),
                Arguments.of("a damaged head", checksum, "damaged"));
    }

    private static byte[] head(Network network) {
        return StoreFile.beginning(ChainParams.of(network)).toByteArray();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreign")
    void givenAForeignFile_whenOpened_thenRefusedAndLeft(String what, byte[] content, String got) throws Exception {
        assertRefused(content, HeadersFailure.STORE_FOREIGN, got);
    }

    private void assertRefused(byte[] content, HeadersFailure code, String got) throws Exception {
        Files.write(file, content);
        LocallyRefused refused = catchThrowableOfType(LocallyRefused.class, () -> HeaderStore.open(file, RULES));
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.got()).contains(got);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void givenAnOpenFile_whenOpenedAgain_thenLockedUntilClosed() throws Exception {
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            assertThat(store.height()).isZero();
            LocallyRefused refused = catchThrowableOfType(LocallyRefused.class, () -> HeaderStore.open(file, RULES));
            assertThat(refused.code()).isEqualTo(HeadersFailure.STORE_LOCKED);
        }
        HeaderStore.open(file, RULES).close();
    }

    @Test
    void givenNoFolder_whenOpened_thenUnusable() {
        Path nowhere = folder.resolve("none").resolve("headers");
        LocallyRefused refused = catchThrowableOfType(LocallyRefused.class, () -> HeaderStore.open(nowhere, RULES));
        assertThat(refused.code()).isEqualTo(HeadersFailure.STORE_UNUSABLE);
        assertThat(refused.expected()).contains(nowhere.toString());
    }

    @ParameterizedTest
    @EnumSource
    void givenAPowerCutAtAnyStep_whenOpenedAgain_thenWhatWasTakenIsThere(TornDisk.Left left) throws Exception {
        List<BlockHeader> chain = Chains.simnet(6);
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = Files.createDirectory(folder.resolve("cut-" + step));
            TornDisk disk = new TornDisk(base).stopAt(step);
            int taken = 0;
            try (HeaderStore store = HeaderStore.open(disk.folder().resolve("headers"), RULES)) {
                for (int first = 0; first < chain.size(); first += 2) {
                    Chains.add(store, RULES, chain.subList(first, first + 2));
                    taken = first + 2;
                }
            } catch (LocallyRefused e) {
                assertThat(e.code()).isEqualTo(HeadersFailure.STORE_UNUSABLE);
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            try (HeaderStore again = HeaderStore.open(base.resolve("headers"), RULES)) {
                int there = (int) again.height();
                assertThat(there).as("cut at step %d", step).isBetween(taken, chain.size());
                assertThat(again.headers(1, there)).isEqualTo(chain.subList(0, there));
            }
        }
    }

    @Test
    void givenAnotherBranch_whenAdopted_thenItReplacesTheTail() throws Exception {
        List<BlockHeader> chain = Chains.simnet(40);
        List<BlockHeader> branch = Chains.after(chain.get(24), 20, 1);
        written(chain);
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            assertThat(store.workAfter(25)).isEqualTo(BigInteger.valueOf(30));
            assertThat(store.header(30)).isEqualTo(chain.get(29));
            Chains.add(store, RULES, branch);
            assertThat(store.height()).isEqualTo(45);
            assertThat(store.header(30)).isEqualTo(branch.get(4));
            assertThat(store.work()).isEqualTo(BigInteger.valueOf(92));
        }
        try (HeaderStore store = HeaderStore.open(file, RULES)) {
            assertThat(store.repair()).isEmpty();
            assertThat(store.headers(1, 25)).isEqualTo(chain.subList(0, 25));
            assertThat(store.headers(26, 20)).isEqualTo(branch);
        }
    }
}
