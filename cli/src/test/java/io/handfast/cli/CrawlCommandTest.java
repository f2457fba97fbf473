// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.address.PeerAddress;
import io.handfast.hub.app.JsonTree;
import io.handfast.testkit.SocksRelay;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code handfast decred crawl} as a process of its own against nodes on loopback. */
class CrawlCommandTest {
    @TempDir
    Path folder;

    private List<String> command(PeerAddress seed, String... more) {
        List<String> command = new ArrayList<>(
                List.of("decred", "crawl", "--network", "simnet", "--store", "nodes.jsonl", "--seed", seed.toString()));
        command.addAll(List.of(more));
        return command;
    }

    private Program.Result run(PeerAddress seed, String... more) throws Exception {
        return Program.run(folder, command(seed, more).toArray(String[]::new));
    }

    private static Object member(String line, String name) throws JsonTree.NotJson {
        JsonTree.Node member = JsonTree.read(line).members().get(name);
        return Objects.requireNonNull(
                Objects.requireNonNull(member, line + " has no " + name).value());
    }

    @Test
    void givenNodesThatTellOfEachOther_whenCrawled_thenEachHasALineAndTheSummaryCounts() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            PeerAddress first = nodes.good();
            nodes.good();
            nodes.good();
            PeerAddress closed = nodes.closed();
            Program.Result result = run(first, "--json");

            assertThat(result.err()).doesNotContain("bug");
            assertThat(result.status()).isZero();
            assertThat(result.out()).hasSize(5);
            for (String line : result.out().subList(0, 4)) {
                boolean reachable = !member(line, "address").equals(closed.toString());
                assertThat(member(line, "reachable")).isEqualTo(reachable);
                if (reachable) {
                    assertThat(member(line, "protocolVersion")).isEqualTo(BigDecimal.valueOf(12));
                    assertThat(member(line, "height")).isEqualTo(BigDecimal.valueOf(77));
                    assertThat(member(line, "learnt")).isEqualTo(BigDecimal.valueOf(4));
                    assertThat((Map<?, ?>) member(line, "phasesMs")).isNotEmpty();
                } else {
                    assertThat(member(line, "code")).isEqualTo("net.connection-refused");
                }
            }
            assertThat(result.out().getLast())
                    .contains("\"event\":\"summary\"")
                    .contains("\"complete\":true,\"known\":4,\"visited\":4,\"reachable\":3,\"answered\":3")
                    .contains("\"protocolVersions\":{\"12\":3},\"services\":{\"1\":3}")
                    .contains("\"failures\":{\"net.connection-refused\":1}");

            Program.Result seeder = run(first, "--seeder-json");
            assertThat(seeder.status()).isZero();
            assertThat(seeder.out())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line)
                            .matches("\\{\"host\":\"127\\.0\\.0\\.1:\\d+\",\"services\":1,\"pver\":12}"));
            assertThat(seeder.err()).contains("4 addresses known, 4 visited, 3 reachable");
        }
    }

    @Test
    void givenACrawlThatIsKilled_whenStartedAgain_thenOnlyWhatWasUnderWayIsVisited() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            PeerAddress first = nodes.good();
            nodes.good();
            PeerAddress silent = nodes.silent();
            String[] patient = command(first, "--json", "--timeout", "600").toArray(String[]::new);
            try (Program program = Program.start(folder, patient)) {
                program.await(line -> line.contains("\"reachable\":true"));
                program.await(line -> line.contains("\"reachable\":true"));
            } // kill -9
            Program.Result result = run(first, "--json", "--timeout", "1");

            assertThat(result.out()).hasSize(2);
            assertThat(member(result.out().getFirst(), "address")).isEqualTo(silent.toString());
            assertThat(member(result.out().getFirst(), "code")).isEqualTo("decred.handshake.timeout");
            assertThat(result.out().getLast()).contains("\"visited\":3,\"reachable\":2");
            assertThat(result.err()).contains("going on: 2 addresses were visited already");
        }
    }

    @Test
    void givenACrawl_whenTerminated_thenItSaysWhatItHasAndThatItGoesOn() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            PeerAddress first = nodes.good();
            nodes.silent();
            String[] patient = command(first, "--json", "--timeout", "600").toArray(String[]::new);
            try (Program program = Program.start(folder, patient)) {
                program.await(line -> line.contains("\"reachable\":true"));
                program.terminate();
                Program.Result result = program.finish();

                assertThat(result.status()).isEqualTo(3);
                assertThat(result.out().getLast()).contains("\"complete\":false");
                assertThat(result.err()).contains("interrupted, goes on with the same store");
            }
        }
    }

    @Test
    void givenNobody_whenCrawled_thenTheFailureSaysWhatToDo() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            Program.Result result = run(nodes.closed(), "--json");

            assertThat(result.status()).isEqualTo(1);
            assertThat(member(result.out().getLast(), "code")).isEqualTo("decred.crawl.nobody-reached");
            assertThat(result.err()).contains("decred.crawl.nobody-reached").contains("check the network");
        }
    }

    @Test
    void givenADamagedStore_whenCrawled_thenItIsMovedAsideWithAWarning() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            Files.writeString(folder.resolve("nodes.jsonl"), "nonsense\n");
            Program.Result result = run(nodes.good());

            assertThat(result.status()).isZero();
            assertThat(result.err()).contains("decred.crawl.damaged").contains("nodes.jsonl.damaged-1");
            assertThat(folder.resolve("nodes.jsonl.damaged-1")).hasContent("nonsense");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense,--quiet,--network nonsense",
        "simnet,--concurrency=0,--concurrency 0",
        "simnet,--limit=0,--limit 0",
        "simnet,--timeout=0,--timeout 0",
        "simnet,--seed=not a host,neither a node's address",
    })
    void givenAMistake_whenStarted_thenUsageNamesIt(String network, String option, String said) throws Exception {
        Program.Result result = Program.run(folder, "decred", "crawl", "--network=" + network, "--store=x", option);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(said);
    }

    @Test
    void givenSimnetWithoutSeeds_whenCrawled_thenNobodyToBeginWith() throws Exception {
        Program.Result result = Program.run(folder, "decred", "crawl", "--network=simnet", "--store=x");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("decred.crawl.no-addresses").contains("--seed");
    }

    @Test
    void givenAProxy_whenCrawled_thenSeedersAreAskedThroughItAndNamesAreNotLookedUp() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            PeerAddress told = nodes.closed();
            try (FakeSeeder seeder = new FakeSeeder("{\"host\":\"" + told + "\",\"services\":1}\n");
                    SocksRelay proxy = seeder.proxy()) {
                Program.Result result = Program.run(
                        folder,
                        "decred",
                        "crawl",
                        "--network=simnet",
                        "--store=x",
                        "--proxy=" + proxy.address(),
                        "--seed=http://" + FakeSeeder.NAME,
                        "--seed=dns:nodes.invalid");

                assertThat(proxy.asked()).containsExactly(FakeSeeder.NAME + ":80", told.toString());
                assertThat(result.err())
                        .contains("--seed dns:nodes.invalid is left out")
                        .contains("decred.crawl.nobody-reached");
            }
        }
    }
}
