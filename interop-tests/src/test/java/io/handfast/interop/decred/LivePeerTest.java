// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerEnding;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.filter.CommittedFilter;
import io.handfast.decred.wire.filter.FilterKey;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our asynchronous peer with dcrd's, in both roles: what we ask, what it asks, the end. */
@Tag("interop")
@Timeout(300) // the first start may build
class LivePeerTest {
    private static final Hash GENESIS =
            Hash.ofDisplay("6bef82c645999585f7255cb02672921ac2f5492820090cd635fe3a59d16b4f87");
    private static final Hash UNKNOWN = Hash.ofDisplay("11".repeat(32));

    /** One of ours and one of theirs, connected. */
    private record Pair(OurNode node, DcrdPeer dcrd, Peer peer, Ears ears, int connection) implements AutoCloseable {
        static Pair meet(DcrdPeers how, Role ours) throws Exception {
            return meet(how.start(), ours);
        }

        static Pair meet(DcrdPeer dcrd, Role ours) throws Exception {
            OurNode node = new OurNode(new LocalNode(Network.SIMNET));
            Ears ears = new Ears();
            Peer peer = node.meet(dcrd, ours).success().start(node.scope(), ears);
            int connection = dcrd.awaitConnection();
            dcrd.awaitHandshake(connection);
            return new Pair(node, dcrd, peer, ears, connection);
        }

        Deadline soon() {
            return node.environment().time().in(DcrdPeer.PATIENCE);
        }

        void theySay(Message message) {
            dcrd.send(connection, frame(message));
        }

        /** All headers from the genesis block on; each has to follow the one before. */
        List<BlockHeader> allHeaders() throws HandshakeException {
            List<BlockHeader> all = new ArrayList<>();
            Hash last = GENESIS;
            List<BlockHeader> more;
            do {
                more = peer.ask().headers(List.of(last), Hash.ZERO, soon()).headers();
                for (BlockHeader header : more) {
                    assertThat(header.previous()).isEqualTo(last);
                    last = header.hash();
                }
                all.addAll(more);
            } while (more.size() == Headers.MAX_HEADERS);
            return all;
        }

        @Override
        public void close() throws IOException {
            try (dcrd;
                    node) {
                peer.close();
            }
        }
    }

    private static Frame frame(Message message) {
        return Frame.of(message, Network.SIMNET, ProtocolVersion.BATCHED_C_FILTERS_V2);
    }

    private static List<Hash> hashes(List<BlockHeader> headers) {
        return headers.stream().map(BlockHeader::hash).toList();
    }

    /** What the made-up block at that height pays. */
    private static Bytes script(int height) {
        byte[] digest = Blake256.hash(("pay at " + height).getBytes(US_ASCII)).toByteArray();
        return Bytes.ofHex("76a914" + HexFormat.of().formatHex(digest, 0, 20) + "88ac");
    }

    // ---- what we ask

    @ParameterizedTest
    @EnumSource
    void givenTwentyThousandHeaders_whenAsked_thenAllComeAndFollowEachOther(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any().blocks(20_000), ours)) {
            List<BlockHeader> all = pair.allHeaders();
            assertThat(all).hasSize(20_000);
            assertThat(all.getLast().hash())
                    .isEqualTo(Hash.ofDisplay(pair.dcrd().tip()));
            List<BlockHeader> one = pair.peer()
                    .ask()
                    .headers(List.of(), all.get(6).hash(), pair.soon())
                    .headers();
            assertThat(one).containsExactly(all.get(6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenBlocks_whenAsked_thenTheyAndTheirFiltersFitTheirHeaders(Role ours) throws Exception {
        String mine = "76a914" + "ab".repeat(20) + "88ac";
        try (Pair pair = Pair.meet(DcrdPeers.any().blocks(150).pay(42, mine), ours)) {
            List<BlockHeader> headers = pair.allHeaders();
            List<Hash> hashes = hashes(headers);

            List<Hash> wanted = new ArrayList<>(hashes.subList(40, 45));
            wanted.add(UNKNOWN);
            var fetched = pair.peer().ask().blocks(wanted, pair.soon());
            assertThat(fetched.notFound()).containsExactly(UNKNOWN);
            assertThat(fetched.found()).hasSize(5);
            Block block =
                    Optional.ofNullable(fetched.found().get(hashes.get(41))).orElseThrow();
            assertThat(block.header()).isEqualTo(headers.get(41));
            assertThat(block.merkleRoot(true)).isEqualTo(headers.get(41).merkleRoot());

            List<CFilterV2> filters = new ArrayList<>(pair.peer().ask().filters(hashes.subList(0, 100), pair.soon()));
            filters.addAll(pair.peer().ask().filters(hashes.subList(100, 150), pair.soon()));
            for (int height = 1; height <= 150; height++) {
                BlockHeader header = headers.get(height - 1);
                CommittedFilter filter =
                        filters.get(height - 1).verified(header).orElseThrow();
                Bytes paid = height == 42 ? Bytes.ofHex(mine) : script(height);
                assertThat(filter.matches(FilterKey.of(header), paid))
                        .as("at " + height)
                        .isTrue();
                assertThat(filter.matches(FilterKey.of(header), Bytes.ofHex(mine)))
                        .as("at " + height)
                        .isEqualTo(height == 42);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenOtherQuestions_whenAsked_thenAnswered(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any().known("10.1.2.3", 18555).known("[2001:db8::1]", 4), ours)) {
            assertThat(pair.peer().ask().initState(pair.soon()).blocks()).isEmpty();
            assertThat(pair.dcrd().awaitRead(pair.connection(), "getinitstate").text("text"))
                    .isEqualTo("headblocks headblockvotes tspends");
            List<NetAddressV2> known = pair.peer().ask().addresses(pair.soon());
            assertThat(known).extracting(NetAddressV2::port).containsExactlyInAnyOrder(18555, 4);
            assertThat(pair.peer().ask().ping(pair.soon())).isPositive();
            assertThat(pair.peer().statistics().roundTrip()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenASilentNode_whenAsked_thenNoAnswerAndTheConnectionGoesOn(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any().blocks(3), ours)) {
            pair.dcrd().silent(true);
            Deadline by = pair.node().environment().time().in(Duration.ofMillis(300));
            HandshakeException failure = catchThrowableOfType(
                    HandshakeException.class, () -> pair.peer().ask().headers(List.of(GENESIS), Hash.ZERO, by));
            assertThat(failure.code().code()).isEqualTo("decred.peer.no-answer");
            pair.dcrd().silent(false);
            assertThat(pair.peer().ask().ping(pair.soon())).isPositive();
        }
    }

    // ---- what they say and ask

    @ParameterizedTest
    @EnumSource
    void givenEarlyPing_whenStarted_thenAnsweredBeforeAllOthers(Role ours) throws Exception {
        DcrdPeer dcrd = DcrdPeers.any().start();
        dcrd.early(frame(new Ping(7)), frame(new GetInitState(List.of("headblocks"))), frame(new SendHeaders()));
        try (Pair pair = Pair.meet(dcrd, ours)) {
            assertThat(dcrd.awaitRead(pair.connection(), "pong").text("text")).isEqualTo("0000000000000007");
            assertThat(dcrd.awaitRead(pair.connection(), "initstate").number("count"))
                    .isZero();
            pair.ears().await(SendHeaders.class);
            assertThat(pair.peer().wantsHeaders()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenANodeWithNothing_whenTheyAsk_thenTheyGetWhatKeepsThemConnected(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any(), ours)) {
            pair.theySay(new GetInitState(List.of("headblocks")));
            pair.theySay(new GetHeaders(0, List.of(GENESIS), Hash.ZERO));
            pair.theySay(new GetData(List.of(new InvVect(InvVect.BLOCK, UNKNOWN))));
            pair.theySay(new GetAddr());
            pair.theySay(new Ping(0x0123456789abcdefL));
            assertThat(pair.dcrd().awaitRead(pair.connection(), "initstate").number("count"))
                    .isZero();
            assertThat(pair.dcrd().awaitRead(pair.connection(), "headers").number("count"))
                    .isZero();
            pair.dcrd().awaitRead(pair.connection(), "notfound");
            assertThat(pair.dcrd().awaitRead(pair.connection(), "pong").text("text"))
                    .isEqualTo("0123456789abcdef");
            assertThat(pair.dcrd().all("read").stream().map(line -> line.text("command")))
                    .doesNotContain("addr");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenNewBlocks_whenAnnounced_thenByHashUntilHeadersAreAskedFor(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any().blocks(3), ours)) {
            Hash fourth = Hash.ofDisplay(pair.dcrd().mine(1, 0));
            assertThat(pair.ears().await(Inv.class).inventory()).containsExactly(new InvVect(InvVect.BLOCK, fourth));
            pair.peer().send(new SendHeaders());
            pair.dcrd().awaitRead(pair.connection(), "sendheaders");
            pair.peer().ask().ping(pair.soon()); // the one before it is dealt with by then
            Hash other = Hash.ofDisplay(pair.dcrd().mine(2, 1));
            assertThat(pair.ears().await(Headers.class).headers())
                    .singleElement()
                    .satisfies(header -> assertThat(header.hash()).isEqualTo(other));
            assertThat(hashes(pair.allHeaders())).hasSize(5).doesNotContain(fourth);
        }
    }

    // ---- the end

    @ParameterizedTest
    @EnumSource
    void givenConnection_whenWeClose_thenTheySeeTheEndAfterAllWasSaid(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any(), ours)) {
            pair.peer().send(new Ping(9));
            pair.peer().close();
            assertThat(pair.ears().awaitEnd().kind()).isEqualTo(PeerEnding.Kind.CLOSED_HERE);
            pair.dcrd().awaitRead(pair.connection(), "ping");
            pair.dcrd().awaitEnd(pair.connection());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenConnection_whenTheyClose_thenWeKnowWhoDid(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any(), ours)) {
            pair.dcrd().disconnect(pair.connection());
            PeerEnding ending = pair.ears().awaitEnd();
            assertThat(ending.kind()).isEqualTo(PeerEnding.Kind.ENDED_BY_PEER);
            HandshakeException failure = catchThrowableOfType(
                    HandshakeException.class, () -> pair.peer().ask().ping(pair.soon()));
            assertThat(failure.code().code()).isEqualTo("decred.wire.closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenConnection_whenTheirProcessDies_thenWeKnow(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any(), ours)) {
            pair.dcrd().kill();
            assertThat(pair.ears().awaitEnd().kind())
                    .isIn(PeerEnding.Kind.ENDED_BY_PEER, PeerEnding.Kind.FAILED); // a reset, when something was unread
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenASecondVerack_whenHeard_thenTheConnectionFails(Role ours) throws Exception {
        try (Pair pair = Pair.meet(DcrdPeers.any(), ours)) {
            pair.theySay(new VerAck());
            PeerEnding ending = pair.ears().awaitEnd();
            assertThat(ending.failure().orElseThrow().code().code()).isEqualTo("decred.peer.duplicate-verack");
            pair.dcrd().awaitEnd(pair.connection());
        }
    }
}
