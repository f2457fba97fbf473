// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.headers.ChainParams;
import io.handfast.decred.headers.HeaderRules;
import io.handfast.decred.headers.HeaderStore;
import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.scan.PaymentAddress;
import io.handfast.decred.set.Crawl;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred headers} and {@code filters} against a node of ours with a chain of simnet. */
class DecredChainTest {
    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("test", environment.time());

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        scope.cancel();
        boolean joined = scope.join(environment.time().in(Duration.ofSeconds(30)));
        environment.close();
        assertThat(joined).isTrue();
    }

    private int serve(ServedChain chain) throws IOException {
        LocalNode local = new LocalNode(Network.SIMNET)
                .withServices(Services.NODE_NETWORK)
                .withHeight(() -> (int) chain.height());
        DecredEndpoint endpoint = new DecredEndpoint(new HandshakeTerms(local, environment), environment);
        StrangerGate gate = new StrangerGate(environment.time(), 10, Duration.ofSeconds(30));
        return Listener.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        gate,
                        scope,
                        (socket, _) -> endpoint.accept(socket, new Trace(environment.time()), scope)
                                .run()
                                .start(scope, PeerSettings.STANDARD, chain, PeerListener.NONE))
                .port();
    }

    private static String[] arguments(String command, int port, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("decred", command, "127.0.0.1:" + port, "--network", "simnet", "--store", "headers", "--json"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private Program.Result run(String command, int port, String... more) throws InterruptedException {
        return Program.run(folder, arguments(command, port, more));
    }

    private static String member(String line, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(line);
        assertThat(member.find()).as("%s in %s", name, line).isTrue();
        return member.group(1);
    }

    @Test
    void givenANode_whenItsHeadersAreFetchedTwice_thenAllAndThenNone() throws Exception {
        ServedChain chain = ServedChain.mined(5_000);
        int port = serve(chain);
        Program.Result first = run("headers", port);
        assertThat(first.status()).as(first.err()).isZero();
        String line = first.out().getFirst();
        assertThat(member(line, "height")).isEqualTo("5000");
        assertThat(member(line, "peerHeight")).isEqualTo("5000");
        assertThat(member(line, "before")).isEqualTo("0");
        assertThat(member(line, "received")).isEqualTo("5000");
        assertThat(member(line, "tip")).isEqualTo(chain.hash(5_000).toString());
        assertThat(member(line, "network")).isEqualTo("simnet");
        assertThat(first.err()).contains("verified up to height 5000, 5000 new");
        assertThat(Files.size(folder.resolve("headers"))).isEqualTo(64 + 180 * 5_001);
        Program.Result second = run("headers", port);
        assertThat(member(second.out().getFirst(), "received")).isEqualTo("0");
        assertThat(member(second.out().getFirst(), "before")).isEqualTo("5000");
        assertThat(chain.asked().getLast().getFirst()).isEqualTo(chain.hash(5_000));
    }

    @Test
    void givenACommandThatIsKilled_whenRunAgain_thenWhatItHadIsNotAskedFor() throws Exception {
        ServedChain chain = ServedChain.mined(9_000);
        ServedChain stalls = chain.stallingAt(4);
        Program killed = Program.start(folder, arguments("headers", serve(stalls)));
        stalls.awaitStall();
        killed.kill();
        assertThat(killed.finish().status()).isNotZero();
        stalls.release();
        Program.Result again = run("headers", serve(chain));
        assertThat(again.status()).as(again.err()).isZero();
        int before = Integer.parseInt(member(again.out().getFirst(), "before"));
        assertThat(before).isGreaterThanOrEqualTo(4_000); // the third batch may have made it
        assertThat(member(again.out().getFirst(), "received")).isEqualTo(String.valueOf(9_000 - before));
        assertThat(member(again.out().getFirst(), "height")).isEqualTo("9000");
    }

    @Test
    void givenACommandThatIsInterrupted_whenItEnds_thenItsStatusSaysSo() throws Exception {
        ServedChain stalls = ServedChain.mined(9_000).stallingAt(4);
        Program interrupted = Program.start(folder, arguments("headers", serve(stalls)));
        stalls.awaitStall();
        interrupted.terminate();
        Program.Result result = interrupted.finish();
        stalls.release();
        assertThat(result.status()).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(result.err()).contains("handfast: interrupted");
    }

    @Test
    void givenAFileOfAnotherNetwork_whenFetched_thenItsCodeAndTheFileIsLeft() throws Exception {
        Path file = folder.resolve("headers");
        HeaderStore.open(file, new HeaderRules(ChainParams.of(Network.TESTNET3), environment.time()))
                .close();
        byte[] content = Files.readAllBytes(file);
        Program.Result result = run("headers", serve(ServedChain.mined(10)));
        assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(member(result.out().getFirst(), "code")).isEqualTo("decred.headers.store-foreign");
        assertThat(result.err()).contains("headers of TESTNET3");
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void givenAddressAndScript_whenFiltersAreScanned_thenTheirBlocks() throws Exception {
        ServedChain chain = ServedChain.mined(250);
        int port = serve(chain);
        String address = new PaymentAddress(
                        Network.SIMNET, PaymentAddress.Kind.PUBLIC_KEY_HASH, ServedChain.keyHash(42))
                .toString();
        String script = ServedChain.script(220).toHex();
        String[] wanted = {"--address", address, "--script", script, "--from", "1", "--state", "scan"};
        Program.Result result = run("filters", port, wanted);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).hasSize(3);
        assertThat(member(result.out().get(0), "height")).isEqualTo("42");
        assertThat(member(result.out().get(0), "block"))
                .isEqualTo(chain.hash(42).toString());
        assertThat(member(result.out().get(1), "height")).isEqualTo("220");
        assertThat(member(result.out().get(2), "matches")).isEqualTo("2");
        assertThat(member(result.out().get(2), "uncommitted")).isEqualTo("0");
        int asked = chain.filtersAsked();
        assertThat(asked).isEqualTo(3);
        assertThat(run("filters", port, wanted).out()).isEqualTo(result.out());
        assertThat(chain.filtersAsked()).isEqualTo(asked); // all of it stands in the state
    }

    @Test
    void givenAMistypedAddress_whenFiltersAreAskedFor_thenUsage() throws Exception {
        Program.Result result = run("filters", 1, "--address", "SsUZxxoHJSty8DCfwfartwTYbuhmVct7tJu");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains("mistyped");
    }

    @Test
    void givenParts_whenShownAsBar_thenFullAndEmpty() {
        assertThat(Progress.bar("headers", 0, 100, "")).startsWith("headers [........................]   0 %");
        assertThat(Progress.bar("headers", 1_500, 3_000, "9/s"))
                .isEqualTo("headers [############............]  50 %  1,500 of 3,000  9/s");
        assertThat(Progress.bar("headers", 7, 5, "")).contains("100 %  7 of 7");
        assertThat(Progress.bar("headers", 0, 0, "")).contains("100 %");
    }

    @Test
    void givenHalfOfTheAddressesVisited_whenShownAsBar_thenAsInTheOtherCommands() {
        assertThat(CrawlScreen.bar(new Crawl.Progress(2, 4, 1)))
                .isEqualTo("[############............] 2 of 4 addresses, 1 under way");
        assertThat(CrawlScreen.bar(new Crawl.Progress(0, 0, 0))).startsWith("[........................] 0 of 0");
    }
}
