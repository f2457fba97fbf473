// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.peer.Established;
import io.handfast.decred.peer.LocalNode;
import io.handfast.decred.peer.PeerLimits;
import io.handfast.decred.peer.UserAgent;
import io.handfast.decred.peer.VersionCheck;
import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.MemPool;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.decred.wire.message.Services;
import io.handfast.engine.Role;
import io.handfast.interop.PeerLine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our handshake with dcrd's peer package of 2025, in both roles. */
@Tag("interop")
@Timeout(300) // the first start may build
class LiveHandshakeTest {
    private static final LocalNode LOCAL = new LocalNode(Network.SIMNET)
            .withServices(Services.NODE_NETWORK)
            .withUserAgent(UserAgent.HANDFAST.and("live", "1"))
            .withHeight(() -> 77);

    /** A dcrd that closes with something unread ends in a reset. */
    private static final Set<String> HUNG_UP = Set.of("decred.wire.closed", "decred.wire.reset");

    private static Frame frame(Message message) {
        return Frame.of(message, Network.SIMNET, ProtocolVersion.BATCHED_C_FILTERS_V2);
    }

    private static List<String> commands(List<Frame> frames) {
        return frames.stream().map(frame -> frame.command().text()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT, 12, 11",
        "SERVER, 12, 11",
        "CLIENT, 11, 11",
        "SERVER, 11, 11",
        "CLIENT, 12, 9",
        "SERVER, 12, 9",
        "CLIENT, 9, 11",
        "SERVER, 9, 11",
        "CLIENT, 10, 10",
        "SERVER, 10, 10"
    })
    void givenVersions_whenWeMeet_thenBothKnowEachOther(Role ours, int ourVersion, int theirVersion) throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().protocol(theirVersion).blocks(5).start();
                OurNode node = new OurNode(LOCAL.withProtocolVersion(ourVersion))) {
            Established established = node.meet(peer, ours).success();

            int connection = peer.awaitConnection();
            PeerLine us = peer.awaitHandshake(connection);
            assertThat(us.number("protocol")).isEqualTo(ourVersion);
            assertThat(us.number("negotiated")).isEqualTo(Math.min(ourVersion, theirVersion));
            assertThat(us.number("height")).isEqualTo(77);
            assertThat(us.text("agent")).isEqualTo(LOCAL.userAgent().text());
            assertThat(us.text("you")).isEqualTo("127.0.0.1");
            assertThat(us.flag("relay")).isTrue();
            assertThat(Math.abs(us.number("offset"))).isLessThanOrEqualTo(10);
            assertThat(established.protocolVersion()).isEqualTo(Math.min(ourVersion, theirVersion));
            // An accepting dcrd of this generation says what was negotiated, not what it knows.
            assertThat(established.remote().version().protocolVersion())
                    .isEqualTo(ours == Role.CLIENT ? Math.min(ourVersion, theirVersion) : theirVersion);
            assertThat(established.remote().version().userAgent()).isEqualTo("/dcrwire:1.0.0/interop:1.0.0/");
            assertThat(established.remote().version().services()).isEqualTo(Services.NODE_NETWORK);
            assertThat(established.remote().version().lastBlock()).isEqualTo(5);
            assertThat(established.remote().clockOffset()).isBetween(Duration.ofSeconds(-10), Duration.ofSeconds(10));
            assertThat(established.early()).isEmpty();

            established.cancel();
            assertThat(peer.awaitEnd(connection).flag("handshake")).isTrue();
            System.out.printf(
                    "dcrd peer %s, wire %s: protocol %d, we are %s%n",
                    peer.version(), peer.wireVersion(), established.protocolVersion(), ours);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenFourEarlyMessages_whenWeMeet_thenKeptInOrder(Role ours) throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().start();
                OurNode node = new OurNode(LOCAL)) {
            peer.early(frame(new GetAddr()), frame(new Ping(5)), frame(new SendHeaders()), frame(new MemPool()));
            Established established = node.meet(peer, ours).success();
            assertThat(commands(established.early())).containsExactly("getaddr", "ping", "sendheaders", "mempool");
            established.cancel();
        }
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, 5, false", "SERVER, 5, false", "CLIENT, 3, true", "SERVER, 3, true"})
    void givenTooManyEarlyMessages_whenWeMeet_thenRefused(Role ours, int number, boolean strict) throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().start();
                OurNode node = new OurNode(
                        LOCAL,
                        terms -> strict ? terms.withLimits(PeerLimits.usual().strictDcrd()) : terms)) {
            peer.early(Stream.generate(() -> frame(new GetAddr())).limit(number).toArray(Frame[]::new));
            OurNode.Outcome outcome = node.meet(peer, ours);
            assertThat(outcome.code()).isEqualTo("decred.handshake.too-many-early-messages");
            assertThat(outcome.handshake().remote().orElseThrow().version().userAgent())
                    .contains("interop");
            peer.awaitEnd(peer.awaitConnection());
        }
    }

    // ---- what fails

    @ParameterizedTest
    @EnumSource
    void givenNodeThatIsTooOld_whenWeMeet_thenIncompatible(Role ours) throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().protocol(8).start();
                OurNode node = new OurNode(LOCAL)) {
            OurNode.Outcome outcome = node.meet(peer, ours);
            assertThat(outcome.code()).isEqualTo("decred.handshake.protocol-version-too-old");
            assertThat(outcome.handshake().remote().orElseThrow().version().protocolVersion())
                    .isEqualTo(8);
            peer.awaitEnd(peer.awaitConnection());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenWeAreTooOld_whenWeMeet_thenTheyHangUp(Role ours) throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().start();
                OurNode node = new OurNode(LOCAL.withProtocolVersion(8))) {
            OurNode.Outcome outcome = node.meet(peer, ours);
            assertThat(outcome.code()).isIn(HUNG_UP);
            assertThat(peer.awaitEnd(peer.awaitConnection()).flag("handshake")).isFalse();
            peer.awaitLog("protocol version must be 9 or greater");
        }
    }

    /** Whoever hears the other's magic first hangs up: dcrd when we dialled, we when it did. */
    @ParameterizedTest
    @EnumSource
    void givenNodeOfAnotherNetwork_whenWeMeet_thenNobodyStays(Role ours) throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().network(Network.TESTNET3).start();
                OurNode node = new OurNode(LOCAL)) {
            assertThat(node.meet(peer, ours).code())
                    .isIn(ours == Role.CLIENT ? HUNG_UP : Set.of("decred.wire.wrong-network"));
            assertThat(peer.awaitEnd(peer.awaitConnection()).flag("handshake")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenACheckThatRefuses_whenWeMeet_thenTheyHearOnlyTheEnd(Role ours) throws Exception {
        VersionCheck check = remote -> Optional.of(new VersionCheck.Refusal("a node with blocks", "one without"));
        try (DcrdPeer peer = DcrdPeers.any().start();
                OurNode node = new OurNode(LOCAL, terms -> terms.withCheck(check))) {
            OurNode.Outcome outcome = node.meet(peer, ours);
            assertThat(outcome.code()).isEqualTo("decred.handshake.refused-here");
            assertThat(outcome.failure().orElseThrow()).hasMessageContaining("one without");
            int connection = peer.awaitConnection();
            peer.awaitEnd(connection);
            assertThat(peer.all("verack")).isEmpty();
        }
    }

    @Test
    void givenASilentPort_whenDialled_thenTimedOut() throws Exception {
        PeerLimits limits = PeerLimits.usual().withHandshake(Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OurNode node = new OurNode(LOCAL, terms -> terms.withLimits(limits))) {
            OurNode.Outcome outcome = node.dial(silent.getLocalPort());
            assertThat(outcome.code()).isEqualTo("decred.handshake.timeout");
            assertThat(outcome.handshake().remote()).isEmpty();
        }
    }

    // ---- the end

    @ParameterizedTest
    @EnumSource
    void givenHandshake_whenTheyDisconnectOrDie_thenWeSeeTheEnd(Role ours) throws Exception {
        try (OurNode node = new OurNode(LOCAL)) {
            try (DcrdPeer peer = DcrdPeers.any().start()) {
                Established established = node.meet(peer, ours).success();
                assertThat(established.isOver()).isFalse();
                peer.disconnect(peer.awaitConnection());
                assertThat(node.awaitOver(established)).isTrue();
                established.cancel();

                Established second = node.meet(peer, ours).success();
                peer.kill();
                assertThat(node.awaitOver(second)).isTrue();
                second.cancel();
            }
        }
    }
}
