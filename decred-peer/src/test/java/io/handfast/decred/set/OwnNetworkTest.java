// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.address.AddressBook;
import io.handfast.decred.address.AddressEntry;
import io.handfast.decred.address.BookLimits;
import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.Seeders;
import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.set.OwnNetwork.Kind;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Set and crawl against 200 of our own peers: real handshakes and messages, on virtual time. */
class OwnNetworkTest {
    private static final PeerAddress FIRST = PeerAddress.parse("12.0.0.1:9108");
    private static final Kind[] KINDS = {
        Kind.GOOD, Kind.OLDER, Kind.REFUSES, Kind.SILENT, Kind.BREAKS, Kind.TOO_OLD, Kind.SERVES_NOTHING, Kind.GOOD
    };

    private final VirtualTime time = new VirtualTime();

    private static PeerAddress address(int number) {
        return PeerAddress.parse("12." + number + ".0.1:9108");
    }

    /** Every node tells the next three; every tenth lies as well. */
    private OwnNetwork network(Environment environment) {
        OwnNetwork network = new OwnNetwork(time, environment);
        for (int i = 0; i < 200; i++) {
            List<PeerAddress> tells = new ArrayList<>();
            for (int step = 1; step <= 9; step++) {
                tells.add(address((i + step) % 200));
            }
            if (i % 10 == 0) {
                tells.add(PeerAddress.parse("10.0.0." + i + ":9108"));
                tells.add(PeerAddress.parse("127.0.0.1:9108"));
            }
            network.add(KINDS[i % KINDS.length], address(i), tells);
        }
        return network;
    }

    @Test
    void givenTwoHundredPeers_whenCrawled_thenEachHasItsOutcome(@TempDir Path folder) throws Exception {
        List<CrawlSummary> summaries = new ArrayList<>();
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1));
                    CrawlStore store = CrawlStore.open(folder.resolve("crawl"), Network.MAINNET)) {
                OwnNetwork network = network(environment);
                Crawl.Settings settings = new Crawl.Settings(16, 1_000, true, false, Duration.ofSeconds(10));
                Crawl crawl = new Crawl(settings, network.dial(), store, (_, _) -> {}, environment);
                assertThat(crawl.run(List.of(FIRST), new Scope("test", time))).isTrue();
                assertThat(network.dialled).hasSize(200).doesNotHaveDuplicates();
                summaries.add(store.summary());
                assertThat(store.nodes())
                        .filteredOn(CrawledNode::isReachable)
                        .allSatisfy(node -> assertThat(node.phases())
                                .contains("await-version ")
                                .contains("await-verack "));
                assertThat(network.end()).isTrue();
            }
        });
        CrawlSummary found = summaries.getFirst();
        assertThat(found.visited()).isEqualTo(200);
        assertThat(found.reachable()).isEqualTo(100);
        assertThat(found.answered()).isEqualTo(100);
        assertThat(found.versions()).containsExactlyInAnyOrderEntriesOf(Map.of("12", 75, "11", 25));
        assertThat(found.services()).containsExactlyInAnyOrderEntriesOf(Map.of("1", 75, "0", 25));
        assertThat(found.failures())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "net.connection-refused", 25,
                        "decred.handshake.timeout", 25,
                        "decred.handshake.not-version", 25,
                        "decred.handshake.protocol-version-too-old", 25));
        assertThat(time.leftovers()).isEmpty();
    }

    @Test
    void givenTwoHundredPeers_whenASetRuns_thenEightServeTheChainAndEachFailureIsRemembered() throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(5))) {
                OwnNetwork network = network(environment);
                AddressBook book = new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), time);
                book.learn(
                        List.of(new SeenAddress(FIRST, Services.NODE_NETWORK, time.wallClock())), AddressEntry.STATIC);
                PeerSet set = new PeerSet(new PeerSet.Parts(
                        SetSettings.usual(Network.MAINNET),
                        network.dial(),
                        book,
                        Optional.empty(),
                        new Seeders(List.of(), environment),
                        SetListener.NONE,
                        environment));
                set.start();
                time.pass(Duration.ofMinutes(5));

                assertThat(set.state().established()).isEqualTo(8);
                assertThat(set.state().members()).allSatisfy(member -> {
                    assertThat(member.protocolVersion()).isIn(11, 12);
                    assertThat(member.version().orElseThrow().services()).isEqualTo(Services.NODE_NETWORK);
                });
                assertThat(set.entries())
                        .allSatisfy(entry ->
                                assertThat(entry.address().isRoutable()).isTrue());
                Map<String, Integer> reasons = new TreeMap<>();
                set.entries().stream()
                        .flatMap(entry -> entry.lastFailure().stream())
                        .forEach(failure -> reasons.merge(failure.code(), 1, Integer::sum));
                assertThat(reasons.keySet())
                        .isSubsetOf(
                                "net.connection-refused",
                                "decred.handshake.timeout",
                                "decred.handshake.not-version",
                                "decred.handshake.protocol-version-too-old",
                                "decred.set.services-missing")
                        .isNotEmpty();
                assertThat(set.entries())
                        .filteredOn(entry -> entry.ban().isPresent())
                        .allSatisfy(entry ->
                                assertThat(entry.ban().orElseThrow().why()).isEqualTo("decred.handshake.not-version"));
                assertThat(set.stop(time.in(Duration.ofSeconds(10)))).isTrue();
                assertThat(network.end()).isTrue();
            }
        });
        assertThat(time.leftovers()).isEmpty();
    }
}
