// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.CFHeaders;
import io.handfast.decred.wire.message.CFTypes;
import io.handfast.decred.wire.message.CFilter;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetBlocks;
import io.handfast.decred.wire.message.GetCFHeaders;
import io.handfast.decred.wire.message.GetCFTypes;
import io.handfast.decred.wire.message.GetCFilter;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.MemPool;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.decred.wire.message.TimedAddress;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.Outbox;
import io.handfast.engine.Role;
import io.handfast.engine.failure.Blame;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What two peers say to each other, and what may not be said. */
class PeerMessagesTest extends PeerScene {
    /** dcrd's PeerListeners: 28 messages. */
    static Stream<Message> messages() {
        InvVect block = new InvVect(InvVect.BLOCK, Samples.hash(1));
        return Stream.of(
                new GetAddr(),
                new AddrV2(Samples.addresses(1)),
                new Ping(42),
                new Pong(42),
                new MemPool(),
                Samples.transaction(1),
                Samples.block(1),
                new Inv(List.of(block)),
                new Headers(Samples.headers(Samples.hash(0), 1, 2)),
                new NotFound(List.of(block)),
                new GetData(List.of(block)),
                new GetBlocks(0, List.of(), Samples.hash(1)),
                new GetHeaders(0, List.of(), Samples.hash(1)),
                new GetCFilter(Samples.hash(1), 0),
                new GetCFHeaders(List.of(), Samples.hash(1), 0),
                new GetCFTypes(),
                new CFilter(Samples.hash(1), 0, Bytes.of((byte) 1)),
                new CFHeaders(Samples.hash(1), 0, List.of()),
                new CFTypes(Bytes.of((byte) 0)),
                new FeeFilter(15_000),
                new GetCFilterV2(Samples.hash(1)),
                Samples.filter(Samples.hash(1)),
                new SendHeaders(),
                new GetInitState(List.of(GetInitState.HEAD_BLOCKS)),
                new InitState(List.of(), List.of(), List.of()),
                new GetCFsV2(Samples.hash(1), Samples.hash(2)),
                new CFiltersV2(List.of(Samples.filter(Samples.hash(1)))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void givenTwoPeers_whenOneSendsAMessage_thenTheOthersListenerGetsIt(Message message) throws Exception {
        Heard heard = new Heard();
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(heard), environment);
            assertThat(both.getFirst().send(message)).isEqualTo(Outbox.Offer.TAKEN);
            time.pass(SOON);
            assertThat(heard.messages).containsExactly(message);
            both.forEach(Peer::cancel);
        });
    }

    @Test
    void givenVersion11_whenAddrIsSent_thenTheOthersListenerGetsIt() throws Exception {
        Heard heard = new Heard();
        Addr addr = new Addr(List.of(new TimedAddress(1_700_000_000L, NetAddress.UNSPECIFIED)));
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(heard).speaking(11), environment);
            both.getFirst().send(addr);
            time.pass(SOON);
            assertThat(heard.messages).containsExactly(addr);
            both.forEach(Peer::cancel);
        });
    }

    @Test
    void givenAPeer_whenWhatGetsANodeBannedIsToBeSent_thenItIsNot() throws Exception {
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(PeerListener.NONE), environment);
            Peer peer = both.getFirst();
            for (Message message : List.of(
                    new Inv(List.of()), new GetData(List.of()), new Addr(List.of()), new VerAck(), version(12))) {
                assertThatThrownBy(() -> peer.send(message)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> peer.send(new Addr(List.of(new TimedAddress(1, NetAddress.UNSPECIFIED)))))
                    .isInstanceOf(IllegalMessage.class);
            peer.send(new GetInitState(List.of()));
            time.pass(SOON);
            assertThatThrownBy(() -> peer.send(new GetInitState(List.of())))
                    .isInstanceOf(IllegalArgumentException.class);
            both.forEach(Peer::cancel);
        });
        assertThat(sentBy(Role.CLIENT)).containsExactly("version", "verack", "getinitstate");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 12})
    void givenAPeer_whenASecondVersionComes_thenTheConnectionEndsForIt(int protocolVersion) throws Exception {
        Heard heard = new Heard();
        run(environment -> {
            ScriptedPeer script = script(Role.SERVER);
            meet(Role.SERVER, new Our(heard).speaking(protocolVersion), script, environment);
            say(script, version(protocolVersion));
            script.expectEnd();
            assertThat(heard.code()).isEqualTo("decred.peer.duplicate-version");
            assertThat(heard.ending().failure().orElseThrow().blame()).isEqualTo(Blame.PEER);
            assertThat(heard.messages).isEmpty();
        });
    }

    @Test
    void givenAPeer_whenASecondVerackComes_thenTheConnectionEndsForIt() throws Exception {
        Heard heard = new Heard();
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            meet(Role.CLIENT, new Our(heard), script, environment);
            say(script, new VerAck());
            script.expectEnd();
            assertThat(heard.code()).isEqualTo("decred.peer.duplicate-verack");
        });
    }

    @Test
    void givenAPeer_whenAMessageCannotBeRead_thenTheConnectionEndsWithTheWiresCode() throws Exception {
        Heard heard = new Heard();
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            meet(Role.CLIENT, new Our(heard), script, environment);
            Addr old = new Addr(List.of(new TimedAddress(1, NetAddress.UNSPECIFIED)));
            script.send(frame(old, 11));
            script.expectEnd();
            assertThat(heard.code()).startsWith("decred.wire.");
            assertThat(heard.ending().failure().orElseThrow().phase()).isEqualTo("messages");
        });
    }

    /** dcrd's PushAddrV2Msg. */
    @Test
    void givenAddresses_whenTheyAreTold_thenNoneSendNothingAndAThousandAreTheMost() throws Exception {
        Heard heard = new Heard();
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(heard), environment);
            Peer peer = both.getFirst();
            assertThat(peer.sendAddresses(List.of())).isZero();
            assertThat(peer.sendAddresses(Samples.addresses(1))).isEqualTo(1);
            assertThat(peer.sendAddresses(Samples.addresses(10))).isEqualTo(10);
            assertThat(peer.sendAddresses(Samples.addresses(1100))).isEqualTo(1000);
            time.pass(SOON);
            assertThat(heard.messages)
                    .hasSize(3)
                    .allSatisfy(message -> assertThat(message.command()).isEqualTo(Command.ADDRV2));
            AddrV2 last = (AddrV2) heard.messages.getLast();
            assertThat(last.addresses()).doesNotHaveDuplicates().isNotEqualTo(Samples.addresses(1000));
            both.forEach(Peer::cancel);
        });
    }

    @Test
    void givenEarlyMessages_whenThePeerBegins_thenTheyComeFirstAndInOrderAndPingsAreAnswered() throws Exception {
        Heard heard = new Heard();
        run(environment -> {
            ScriptedPeer script = script(Role.SERVER);
            time.enrol("ours", () -> {
                HandshakeTerms terms = terms(environment).withLocal(new LocalNode(NETWORK).withProtocolVersion(11));
                handshake(Role.SERVER, terms, environment).run().start(scope, heard);
            });
            script.send(frame(version(11)));
            script.receive();
            script.receive();
            say(script, new SendHeaders(), new Ping(7), new GetHeaders(0, List.of(), Samples.hash(1)), new VerAck());
            say(script, new Ping(8), new FeeFilter(1));
            assertThat(List.of(message(script.receive()), message(script.receive()), message(script.receive())))
                    .containsExactlyInAnyOrder(new Pong(7), new Pong(8), new Headers(List.of()));
            assertThat(heard.messages)
                    .containsExactly(
                            new SendHeaders(),
                            new Ping(7),
                            new GetHeaders(0, List.of(), Samples.hash(1)),
                            new Ping(8),
                            new FeeFilter(1));
            script.close();
            time.pass(SOON);
            assertThat(heard.ending().kind()).isEqualTo(PeerEnding.Kind.ENDED_BY_PEER);
        });
    }

    @Test
    void givenAListenerThatThrows_whenMoreComes_thenTheConnectionGoesOn() throws Exception {
        Heard heard = new Heard() {
            @Override
            public void received(Peer peer, Message message) {
                super.received(peer, message);
                throw new IllegalStateException("a bug of the application, made by the test");
            }
        };
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(heard), environment);
            both.getFirst().send(new FeeFilter(1));
            both.getFirst().send(new FeeFilter(2));
            time.pass(SOON);
            assertThat(heard.messages).hasSize(2);
            assertThat(both.getLast().ending()).isEmpty();
            both.forEach(Peer::cancel);
        });
    }

    /** dcrd's UpdateLastBlockHeight. */
    @Test
    void givenAHeight_whenALowerOneIsNoted_thenItIsIgnored() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(PeerListener.NONE), script, environment);
            assertThat(peer.statistics().lastHeight()).isEqualTo(42);
            peer.noteHeight(41);
            assertThat(peer.statistics().lastHeight()).isEqualTo(42);
            peer.noteHeight(43);
            assertThat(peer.statistics().lastHeight()).isEqualTo(43);
            assertThat(peer.statistics().startingHeight()).isEqualTo(42);
            peer.cancel();
        });
    }

    @Test
    void givenMessagesBothWays_whenAskedForFigures_thenTheyAreThoseOfTheWire() throws Exception {
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(PeerListener.NONE), environment);
            Peer peer = both.getFirst();
            peer.send(new FeeFilter(1));
            time.pass(Duration.ofSeconds(3));
            PeerStatistics figures = peer.statistics();
            assertThat(figures.sent().bytes()).isEqualTo(bytesSentBy(Role.CLIENT));
            assertThat(figures.sent().perCommand())
                    .containsEntry(Command.FEEFILTER, new PeerStatistics.Count(1, 32))
                    .hasSize(3);
            assertThat(both.getLast().statistics().received()).isEqualTo(figures.sent());
            assertThat(figures.received().messages()).isEqualTo(2);
            assertThat(figures.lastSent().orElseThrow())
                    .isEqualTo(time.wallClock().minusSeconds(3));
            assertThat(figures.roundTrip()).isEmpty();
            both.forEach(Peer::cancel);
        });
    }
}
