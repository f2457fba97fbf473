// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.address.PeerAddress;
import io.handfast.engine.time.SystemTime;
import io.handfast.testkit.SocksRelay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred headers} without the name of a node, and with {@code --seed} instead of one. */
class NodeChoiceTest {
    @TempDir
    private Path folder = Path.of("");

    private Program.Result headers(String... more) throws InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("decred", "headers", "--network", "simnet", "--store", "headers", "--json"));
        arguments.addAll(List.of(more));
        return Program.run(folder, arguments.toArray(String[]::new));
    }

    private Program.Result headersFrom(String seedersLines) throws InterruptedException {
        try (FakeSeeder seeder = new FakeSeeder(seedersLines)) {
            return headers("--timeout", "20", "--seed", seeder.address());
        }
    }

    private static String lines(PeerAddress... nodes) {
        return Stream.of(nodes)
                .map(node -> "{\"host\":\"" + node + "\",\"services\":1,\"pver\":12}\n")
                .collect(Collectors.joining());
    }

    /** The proxy stands for this machine: nobody knows what listens on the usual port of the one that runs the test. */
    @Test
    void givenNoHostAndNoNodeHere_whenHeadersAreFetched_thenTheFailureSaysHowToGetOne() throws Exception {
        try (SocksRelay nothing = new SocksRelay(new SystemTime(), _ -> OptionalInt.empty())) {
            Program.Result result = headers("--proxy", nothing.address());

            assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(nothing.asked()).containsExactly("127.0.0.1:18555");
            assertThat(result.err())
                    .contains("headers from 127.0.0.1:18555: net.connection-refused")
                    .contains("no node runs on this machine: name a HOST, or --seed")
                    .contains("handfast decred crawl");
            assertThat(result.out().getFirst()).contains("\"hint\":\"no node runs on this machine");
        }
    }

    @Test
    void givenAHostThatRefuses_whenHeadersAreFetched_thenTheUsualHint() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            Program.Result result = headers(nodes.closed().toString());

            assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(result.err()).contains("net.connection-refused").doesNotContain("on this machine");
        }
    }

    @Test
    void givenASeeder_whenHeadersAreFetched_thenFromItsFirstNodeThatAnswers() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            PeerAddress closed = nodes.closed();
            PeerAddress good = nodes.good();
            Program.Result result = headersFrom(lines(closed, good));

            assertThat(result.err())
                    .contains("asking 1 seeder")
                    .contains("  " + closed + ": net.connection-refused")
                    .contains("asking " + good);
            assertThat(result.out().getFirst()).contains("\"target\":\"" + good + "\"");
        }
    }

    @Test
    void givenNodesOutOfReach_whenHeadersAreFetched_thenNobodyWasReached() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes()) {
            Program.Result result = headersFrom(lines(nodes.closed(), nodes.closed()));

            assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(result.err())
                    .contains("headers: decred.crawl.nobody-reached")
                    .contains("one of 2 nodes");
        }
    }

    @Test
    void givenANetworkWithoutSeeders_whenTheyAreToBeAsked_thenSo() throws Exception {
        Program.Result result = headers("--seed");

        assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(result.err()).contains("decred.crawl.no-addresses").contains("simnet and regnet have no seeders");
    }

    @Test
    void givenAHostAndASeed_whenStarted_thenUsage() throws Exception {
        Program.Result result = headers("127.0.0.1", "--seed=seeder.invalid");

        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains("a HOST and --seed");
    }

    @Test
    void givenAProxy_whenASeederIsAsked_thenThroughTheProxyAndNotItsNodesNamesHere() throws Exception {
        try (LoopbackNodes nodes = new LoopbackNodes();
                FakeSeeder seeder = new FakeSeeder(lines(nodes.closed()));
                SocksRelay proxy = seeder.proxy()) {
            Program.Result result =
                    headers("--proxy", proxy.address(), "--seed", "http://" + FakeSeeder.NAME + ":8080");

            assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(proxy.asked()).hasSize(2).first().isEqualTo(FakeSeeder.NAME + ":8080");
            assertThat(result.err()).contains("decred.crawl.nobody-reached");
        }
    }
}
