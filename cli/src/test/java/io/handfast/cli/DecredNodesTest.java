// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.peer.DecredEndpoint;
import io.handfast.decred.peer.HandshakeTerms;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerAnswers;
import io.handfast.decred.peer.PeerListener;
import io.handfast.decred.peer.PeerSettings;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.chain.OutPoint;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.chain.TxIn;
import io.handfast.decred.wire.chain.TxOut;
import io.handfast.decred.wire.chain.TxPrefix;
import io.handfast.decred.wire.chain.TxWitness;
import io.handfast.decred.wire.chain.WitnessIn;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred listen} and {@code watch} as processes, with a node of ours on the other side. */
class DecredNodesTest {
    private static final Hash VOTED = new Hash(1, 2, 3, 4);

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

    private DecredEndpoint endpoint() {
        return new DecredEndpoint(new HandshakeTerms(new LocalNode(Network.SIMNET), environment), environment);
    }

    private static Transaction transaction(Bytes... scripts) {
        List<TxOut> outputs =
                List.of(scripts).stream().map(script -> new TxOut(5, 0, script)).toList();
        List<TxIn> inputs = List.of(new TxIn(new OutPoint(Hash.ZERO, 0, 0), 0));
        return Transaction.full(
                1, new TxPrefix(inputs, outputs, 0, 0), new TxWitness(List.of(new WitnessIn(1, 0, 0, Bytes.EMPTY))));
    }

    private static Transaction vote() {
        return transaction(
                Bytes.ofHex("6a24" + VOTED.toWireHex() + "39300000"), Bytes.ofHex("6a020100"), Bytes.ofHex("bb76a9"));
    }

    private static Block block() {
        BlockHeader header = new BlockHeader(
                1,
                VOTED,
                Hash.ZERO,
                Hash.ZERO,
                1,
                0,
                5,
                0,
                0,
                0,
                0x207fffff,
                0,
                12_345,
                400,
                1_700_000_000L,
                0,
                Hash.ZERO,
                0);
        return new Block(header, List.of(transaction(Bytes.ofHex("76a9"))), List.of(vote()));
    }

    @Test
    void givenAListener_whenANodeDials_thenItsMessagesAreShownAndATermEndsInGoodOrder() throws Exception {
        try (Program listen =
                Program.start(folder, "decred", "listen", "--network", "simnet", "--port", "0", "--json")) {
            String listening = listen.await(line -> line.contains("\"listening\""));
            int port = Integer.parseInt(listening.replaceAll(".*\"address\":\"127\\.0\\.0\\.1:([0-9]+)\".*", "$1"));
            Trace trace = new Trace(environment.time());
            Peer peer = endpoint()
                    .dial("127.0.0.1", port, environment.time().in(Duration.ofSeconds(20)), trace, scope)
                    .run()
                    .start(scope, PeerListener.NONE);
            assertThat(listen.await(line -> line.contains("\"connected\"")))
                    .contains("\"role\":\"server\"", "\"userAgent\":\"/handfast:0.1.0/\"", "\"negotiated\":12");
            peer.send(new FeeFilter(15_000));
            listen.await(line -> line.contains("\"command\":\"feefilter\""));
            assertThat(peer.ask().ping(environment.time().in(Duration.ofSeconds(20))))
                    .isGreaterThan(Duration.ZERO);
            listen.terminate();
            Program.Result result = listen.finish();
            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.out().getLast()).contains("\"ended\"", "\"kind\":\"closed-here\"");
            assertThat(peer.awaitEnd(environment.time().in(Duration.ofSeconds(20))))
                    .isTrue();
        }
    }

    @Test
    void givenAWatcher_whenABlockAndAVoteAreAnnounced_thenBothAreFetchedAndShown() throws Exception {
        int port = announcingNode();
        try (Program watch =
                Program.start(folder, "decred", "watch", "127.0.0.1:" + port, "--network", "simnet", "--json")) {
            watch.await(line -> line.contains("\"connected\""));
            assertThat(watch.await(line -> line.contains("\"event\":\"block\"")))
                    .contains(
                            "\"hash\":\"" + block().header().hash() + "\"",
                            "\"height\":12345",
                            "\"votes\":5",
                            "\"firstSeen\":\"");
            assertThat(watch.await(line -> line.contains("\"event\":\"vote\"")))
                    .contains(
                            "\"hash\":\"" + vote().hash() + "\"",
                            "\"block\":\"" + VOTED + "\"",
                            "\"height\":12345",
                            "\"voteBits\":1");
            watch.terminate();
            Program.Result result = watch.finish();
            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.out())
                    .filteredOn(line -> line.contains("\"announced\""))
                    .hasSize(2);
        }
    }

    private int announcingNode() throws IOException {
        PeerAnswers answers = new PeerAnswers() {
            @Override
            public Optional<Message> data(InvVect wanted) {
                return Optional.of(wanted.type() == InvVect.BLOCK ? block() : vote());
            }
        };
        PeerListener announcing = new PeerListener() {
            @Override
            public void opened(Peer peer) {
                peer.announce(block().header());
                peer.announce(new InvVect(InvVect.TX, vote().hash()));
            }
        };
        StrangerGate gate = new StrangerGate(environment.time(), 10, Duration.ofSeconds(30));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return Listener.open(
                        any,
                        gate,
                        scope,
                        (socket, _) -> endpoint()
                                .accept(socket, new Trace(environment.time()), scope)
                                .run()
                                .start(scope, PeerSettings.STANDARD, answers, announcing))
                .port();
    }

    @Test
    void givenNobody_whenWatched_thenThatIsTheFailure() throws Exception {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        Program.Result result =
                Program.run(folder, "decred", "watch", "127.0.0.1:" + closed, "--network", "simnet", "--json");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(result.out()).hasSize(1);
        assertThat(result.out().getFirst()).contains("\"code\":\"net.connection-refused\"");
        assertThat(result.err()).contains("handfast: watching 127.0.0.1:" + closed);
    }

    @Test
    void givenTransactions_whenTheirTagsAreRead_thenEachIsOfItsKind() {
        assertThat(StakeKind.of(vote())).isEqualTo(StakeKind.VOTE);
        assertThat(StakeKind.ballot(vote())).contains(new StakeKind.Ballot(VOTED, 12_345, 1));
        assertThat(StakeKind.of(transaction(Bytes.ofHex("ba76a9"), Bytes.ofHex("6a"))))
                .isEqualTo(StakeKind.TICKET);
        assertThat(StakeKind.of(transaction(Bytes.ofHex("bc76a9")))).isEqualTo(StakeKind.REVOCATION);
        assertThat(StakeKind.of(transaction(Bytes.ofHex("c1")))).isEqualTo(StakeKind.TREASURY_ADD);
        assertThat(StakeKind.of(transaction(Bytes.ofHex("6a0c"), Bytes.ofHex("c376a9"))))
                .isEqualTo(StakeKind.TREASURY_SPEND);
        assertThat(StakeKind.of(transaction(Bytes.ofHex("76a9"), Bytes.ofHex("bb76a9"))))
                .isEqualTo(StakeKind.REGULAR);
        assertThat(StakeKind.of(transaction())).isEqualTo(StakeKind.REGULAR);
    }
}
