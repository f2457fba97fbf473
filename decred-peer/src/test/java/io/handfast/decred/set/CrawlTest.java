// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.set.FakeNetwork.Kind;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.TornDisk;
import io.handfast.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A crawl over nodes in memory, on virtual time. */
class CrawlTest {
    private static final PeerAddress FIRST = PeerAddress.parse("12.0.0.1:9108");
    private static final Crawl.Settings SETTINGS = new Crawl.Settings(16, 1_000, true, false, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    private final List<Crawl.Progress> progress = new ArrayList<>();

    private static List<PeerAddress> addresses(String pattern, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> PeerAddress.parse(String.format(pattern, i)))
                .toList();
    }

    /** 200 addresses: good ones in a row that each know the next and some of the others, and all other kinds. */
    private static FakeNetwork network(VirtualTime time) {
        FakeNetwork network = new FakeNetwork(time);
        List<PeerAddress> good = addresses("12.%d.0.1:9108", 0, 100);
        List<PeerAddress> others = addresses("13.%d.0.1:9108", 0, 100);
        Kind[] kinds = {Kind.REFUSES, Kind.SILENT, Kind.BREAKS, Kind.MUTE, Kind.FLAPS};
        for (int i = 0; i < 100; i++) {
            List<PeerAddress> tells = List.of(
                    good.get((i + 1) % 100), good.get((i + 37) % 100), others.get(i), others.get((i + 1) % 100));
            network.add(Kind.GOOD, good.get(i), tells);
            network.add(kinds[i % kinds.length], others.get(i));
        }
        return network;
    }

    private CrawlSummary crawl(Crawl.Settings settings, FakeNetwork network, VirtualTime time, Path file)
            throws Exception {
        List<CrawlSummary> summary = new ArrayList<>();
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1));
                    CrawlStore store = CrawlStore.open(file, Network.MAINNET)) {
                Crawl crawl = new Crawl(settings, network, store, (_, now) -> progress.add(now), environment);
                assertThat(crawl.run(List.of(FIRST), new Scope("test", time))).isTrue();
                summary.add(store.summary());
            }
        });
        assertThat(time.leftovers()).isEmpty();
        assertThat(network.open).isEmpty();
        return summary.getFirst();
    }

    @Test
    void givenANetworkOfAllKinds_whenCrawled_thenEachIsVisitedOnceAndCounted() throws Exception {
        VirtualTime time = new VirtualTime();
        FakeNetwork network = network(time);
        CrawlSummary summary = crawl(SETTINGS, network, time, folder.resolve("crawl"));

        assertThat(summary.known()).isEqualTo(200);
        assertThat(summary.visited()).isEqualTo(200);
        assertThat(summary.reachable()).isEqualTo(140); // good, mute and flapping ones
        assertThat(summary.answered()).isEqualTo(100);
        assertThat(summary.versions()).containsEntry("11", 140).hasSize(1);
        assertThat(summary.services()).containsEntry("1", 140).hasSize(1);
        assertThat(summary.userAgents()).containsEntry("/fake:1.0/", 140).hasSize(1);
        assertThat(summary.failures())
                .containsEntry("net.connection-refused", 20)
                .containsEntry("net.connect-timeout", 20)
                .containsEntry("decred.wire.unknown-cmd", 20)
                .hasSize(3);
        assertThat(network.attempts.stream().map(FakeNetwork.Attempt::address))
                .doesNotHaveDuplicates()
                .hasSize(200);
        assertThat(network.mostUnderWay).isLessThanOrEqualTo(16);
        assertThat(progress).hasSize(200).last().isEqualTo(new Crawl.Progress(200, 200, 0));
    }

    @Test
    void givenLiars_whenCrawled_thenTheirAddressesAreBounded() throws Exception {
        VirtualTime time = new VirtualTime();
        FakeNetwork network = new FakeNetwork(time);
        List<PeerAddress> lies = new ArrayList<>(addresses("10.%d.0.1:9108", 0, 200));
        lies.addAll(addresses("14.%d.0.1:9108", 0, 200));
        network.add(Kind.GOOD, FIRST, lies);
        Crawl.Settings few = new Crawl.Settings(4, 50, true, false, Duration.ofSeconds(10));

        assertThat(crawl(few, network, time, folder.resolve("crawl")).known()).isEqualTo(50);
        assertThat(network.attempts)
                .extracting(attempt -> attempt.address().toString().substring(0, 3))
                .doesNotContain("10.");
    }

    @Test
    void givenALiarWhoNamesAllPortsOfAHost_whenCrawled_thenEightAreTried() throws Exception {
        VirtualTime time = new VirtualTime();
        FakeNetwork network = new FakeNetwork(time);
        network.add(Kind.GOOD, FIRST, addresses("14.0.0.1:%d", 1, 500));

        assertThat(crawl(SETTINGS, network, time, folder.resolve("crawl")).visited())
                .isEqualTo(9);
    }

    @Test
    void givenAFinishedCrawl_whenRunAgain_thenANewRoundOverAllThatIsKnown() throws Exception {
        Path file = folder.resolve("crawl");
        VirtualTime time = new VirtualTime();
        crawl(SETTINGS, network(time), time, file);
        VirtualTime later = new VirtualTime();
        FakeNetwork network = network(later);

        assertThat(crawl(SETTINGS, network, later, file).visited()).isEqualTo(200);
        assertThat(network.attempts).hasSize(200);
        try (CrawlStore store = CrawlStore.open(file, Network.MAINNET)) {
            assertThat(store.isFinished()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 20, 50})
    void givenACrawlThatIsBrokenOff_whenRunAgain_thenOnlyTheRestIsVisited(int seconds) throws Exception {
        Path file = folder.resolve("crawl");
        VirtualTime time = new VirtualTime();
        FakeNetwork before = network(time);
        AtomicBoolean whole = new AtomicBoolean();
        List<PeerAddress> visited = new ArrayList<>();
        time.run(() -> {
            Scope scope = new Scope("test", time);
            time.enrol("interrupter", () -> {
                time.pass(Duration.ofSeconds(seconds));
                scope.cancel();
            });
            try (Environment environment = Environment.of(time, new SeededEntropy(1));
                    CrawlStore store = CrawlStore.open(file, Network.MAINNET)) {
                Crawl crawl = new Crawl(SETTINGS, before, store, (_, _) -> {}, environment);
                whole.set(crawl.run(List.of(FIRST), scope));
                store.nodes().forEach(node -> visited.add(node.address()));
            }
        });
        assertThat(time.leftovers()).isEmpty();
        assertThat(whole).isFalse();

        VirtualTime later = new VirtualTime();
        FakeNetwork after = network(later);
        assertThat(crawl(SETTINGS, after, later, file).visited()).isEqualTo(200);
        assertThat(after.attempts.stream().map(FakeNetwork.Attempt::address))
                .noneMatch(visited::contains)
                .hasSize(200 - visited.size());
    }

    @Test
    void givenAStoreThatWasCutAtAnyByte_whenOpened_thenAllWholeLinesCountAndTheCrawlGoesOn() throws Exception {
        Path file = folder.resolve("crawl");
        VirtualTime time = new VirtualTime();
        FakeNetwork small = new FakeNetwork(time);
        List<PeerAddress> told = addresses("12.%d.0.1:9108", 1, 4);
        small.add(Kind.GOOD, FIRST, told);
        crawl(SETTINGS, small, time, file);
        byte[] whole = Files.readAllBytes(file);
        long nodes = 0;
        for (int length = 0; length <= whole.length; length++) {
            Path cut = folder.resolve("cut");
            Files.write(cut, Arrays.copyOf(whole, length));
            long lines = length == 0
                    ? 0
                    : new String(whole, 0, length, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains("\"event\":\"node\"") && line.endsWith("}"))
                            .count();
            boolean complete = length > 0 && whole[length - 1] == '\n';
            try (CrawlStore store = CrawlStore.open(cut, Network.MAINNET)) {
                nodes = store.nodes().size();
                assertThat(nodes).isBetween(complete ? lines : lines - 1, lines);
            }
            assertThat(Files.readString(cut)).endsWith("\n");
            Files.delete(cut);
        }
        assertThat(nodes).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void givenAPowerCutAtAnyStep_whenOpenedAgain_thenWhatWasClosedIsThere(TornDisk.Left left) throws Exception {
        List<PeerAddress> told = addresses("12.%d.0.1:9108", 1, 4);
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = Files.createDirectory(folder.resolve("cut-" + step));
            TornDisk disk = new TornDisk(base).stopAt(step);
            boolean closed = false;
            try {
                try (CrawlStore store = CrawlStore.open(disk.folder().resolve("crawl"), Network.MAINNET)) {
                    store.begin(Instant.EPOCH);
                    store.found(told);
                    store.finish(Instant.EPOCH);
                }
                closed = true;
            } catch (CrawlException e) {
                assertThat(e.code()).isEqualTo(SetFailure.STORE_UNUSABLE);
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            try (CrawlStore again = CrawlStore.open(base.resolve("crawl"), Network.MAINNET)) {
                assertThat(again.known()).as("cut at step %d", step).isSubsetOf(told);
                assertThat(!closed || (again.isFinished() && again.knownSize() == told.size()))
                        .as("cut at step %d", step)
                        .isTrue();
            }
        }
    }

    @Test
    void givenNodes_whenStoredAndRead_thenTheSame() throws Exception {
        Path file = folder.resolve("crawl");
        VirtualTime time = new VirtualTime();
        List<CrawledNode> before = new ArrayList<>();
        FakeNetwork network = network(time);
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1));
                    CrawlStore store = CrawlStore.open(file, Network.MAINNET)) {
                new Crawl(SETTINGS, network, store, (_, _) -> {}, environment)
                        .run(List.of(FIRST), new Scope("test", time));
                before.addAll(store.nodes());
            }
        });
        try (CrawlStore store = CrawlStore.open(file, Network.MAINNET)) {
            assertThat(store.nodes()).containsExactlyElementsOf(before);
            assertThat(store.nodes().stream().flatMap(node -> node.told().stream()))
                    .hasSize(140)
                    .first()
                    .satisfies(told -> assertThat(told.line())
                            .isEqualTo("{\"host\":\"12.0.0.1:9108\",\"services\":1,\"pver\":11}"));
        }
    }

    static Stream<String> damaged() {
        return Stream.of(
                "nonsense\n",
                "{\"format\":\"x\",\"version\":1,\"network\":\"mainnet\"}\n",
                "{\"format\":\"handfast-decred-crawl\",\"version\":1,\"network\":\"mainnet\"}\nnonsense\n",
                "{\"format\":\"handfast-decred-crawl\",\"version\":1,\"network\":\"mainnet\"}\n{\"event\":\"x\"}\n");
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void givenAFileThatDoesNotParse_whenOpened_thenItIsMovedAsideAndNamed(String content) throws Exception {
        Path file = folder.resolve("crawl");
        Files.writeString(file, content);

        assertThatThrownBy(() -> CrawlStore.open(file, Network.MAINNET))
                .isInstanceOfSatisfying(CrawlException.class, e -> {
                    assertThat(e.code()).isEqualTo(SetFailure.STORE_DAMAGED);
                    assertThat(e.movedTo()).contains(folder.resolve("crawl.damaged-1"));
                });
        assertThat(folder.resolve("crawl.damaged-1")).hasContent(content);
        CrawlStore.open(file, Network.MAINNET).close();
    }

    @Test
    void givenAFileOfAnotherNetwork_whenOpened_thenItIsLeftAlone() throws Exception {
        Path file = folder.resolve("crawl");
        CrawlStore.open(file, Network.TESTNET3).close();
        String content = Files.readString(file);

        assertThatThrownBy(() -> CrawlStore.open(file, Network.MAINNET))
                .isInstanceOfSatisfying(
                        CrawlException.class, e -> assertThat(e.code()).isEqualTo(SetFailure.STORE_FOREIGN));
        Files.writeString(file, "{\"cut", StandardOpenOption.APPEND);
        CrawlStore.open(file, Network.TESTNET3).close();
        assertThat(file).hasContent(content);
    }
}
