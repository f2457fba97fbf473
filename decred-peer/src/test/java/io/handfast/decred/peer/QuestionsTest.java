// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Questions and how their answers are known. */
class QuestionsTest extends PeerScene {
    private final Heard heard = new Heard();
    private final Hash tip = Samples.hash(100);
    private final Hash below = Samples.hash(90);

    /** Our peer has dialled the script. */
    @FunctionalInterface
    private interface Talk {
        void run(Peer peer, ScriptedPeer script) throws Exception;
    }

    private void talk(int version, Talk talk) throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard).speaking(version), script, environment);
            talk.run(peer, script);
            peer.cancel();
        });
    }

    private Found<Headers> askHeaders(Peer peer, Hash... locator) {
        return asking(() -> peer.ask().headers(List.of(locator), Hash.ZERO, in(60)));
    }

    private static Headers following(Hash previous, long height, int count) {
        return new Headers(Samples.headers(previous, height, count));
    }

    @Test
    void givenALocator_whenHeadersFollowIt_thenTheyAreTheAnswerAndNoNews() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> found = askHeaders(peer, tip, below);
            assertThat(next(script)).isEqualTo(new GetHeaders(0, List.of(tip, below), Hash.ZERO));
            say(script, following(tip, 101, 20));
            time.pass(SOON);
            assertThat(found.value()).isEqualTo(following(tip, 101, 20));
            assertThat(heard.messages).isEmpty();
        });
    }

    @Test
    void givenAQuestion_whenABlockIsAnnounced_thenItIsNewsAndNoAnswer() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> found = askHeaders(peer, tip, below);
            next(script);
            Headers announcement = following(Samples.hash(5000), 5001, 1);
            say(script, announcement);
            time.pass(SOON);
            assertThat(found.nothingYet()).isTrue();
            assertThat(heard.messages).containsExactly(announcement);
            say(script, following(below, 91, 2000));
            time.pass(SOON);
            assertThat(found.value().headers()).hasSize(2000);
        });
    }

    @Test
    void givenAQuestion_whenNothingIsTheAnswer_thenItIsFoundEmpty() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> found = askHeaders(peer, tip);
            next(script);
            say(script, new Headers(List.of()));
            time.pass(SOON);
            assertThat(found.value().headers()).isEmpty();
        });
    }

    @Test
    void givenUnknownLocators_whenTheAnswerBeginsAfterGenesis_thenItIsTheAnswer() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> found = askHeaders(peer, tip);
            next(script);
            say(script, following(Samples.hash(0), 1, 30));
            time.pass(SOON);
            assertThat(found.value().headers()).hasSize(30);
        });
    }

    @Test
    void givenNoLocator_whenTheStopHashComes_thenItIsTheAnswer() throws Exception {
        talk(12, (peer, script) -> {
            BlockHeader wanted = Samples.header(tip, 7);
            Found<Headers> found = asking(() -> peer.ask().headers(List.of(), wanted.hash(), in(60)));
            next(script);
            say(script, new Headers(List.of(wanted)));
            time.pass(SOON);
            assertThat(found.value().headers()).containsExactly(wanted);
        });
    }

    @Test
    void givenAnAnnouncementTakenForTheAnswer_whenTheAnswerFollows_thenItIsNotTheNextOnes() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> first = askHeaders(peer, tip, below);
            next(script);
            Headers one = following(tip, 101, 1);
            say(script, one); // announced just before the question was read
            time.pass(SOON);
            assertThat(first.value()).isEqualTo(one);
            Hash newTip = one.headers().getFirst().hash();
            Found<Headers> second = askHeaders(peer, newTip, tip, below);
            next(script);
            say(script, one); // the answer to the first
            time.pass(SOON);
            assertThat(second.nothingYet()).isTrue();
            say(script, new Headers(List.of()));
            time.pass(SOON);
            assertThat(second.value().headers()).isEmpty();
            assertThat(heard.messages).containsExactly(one);
        });
    }

    @Test
    void givenTwoThreads_whenBothAskForHeaders_thenOneAfterTheOther() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> first = askHeaders(peer, tip);
            Found<Headers> second = askHeaders(peer, below);
            assertThat(next(script)).isEqualTo(new GetHeaders(0, List.of(tip), Hash.ZERO));
            script.expectNothing(Duration.ofSeconds(1));
            say(script, following(tip, 101, 3));
            assertThat(next(script)).isEqualTo(new GetHeaders(0, List.of(below), Hash.ZERO));
            say(script, following(below, 91, 4));
            time.pass(SOON);
            assertThat(first.value().headers()).hasSize(3);
            assertThat(second.value().headers()).hasSize(4);
        });
    }

    @Test
    void givenAQuestionGivenUp_whenItsAnswerComesLate_thenTheNextQuestionIsNotAnsweredByIt() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> first = asking(() -> peer.ask().headers(List.of(tip), Hash.ZERO, in(2)));
            next(script);
            time.pass(Duration.ofSeconds(3));
            assertThat(first.failure())
                    .hasMessage("decred.peer.no-answer in messages: expected headers, got nothing in time");
            Found<Headers> second = askHeaders(peer, below, tip);
            next(script);
            say(script, following(tip, 101, 20));
            time.pass(SOON);
            assertThat(second.nothingYet()).isTrue();
            say(script, following(below, 91, 20));
            time.pass(SOON);
            assertThat(second.value().headers()).hasSize(20);
        });
    }

    @Test
    void givenVersion12_whenFiltersAreAskedFor_thenInOneMessage() throws Exception {
        List<Hash> blocks = List.of(Samples.hash(1), Samples.hash(2), Samples.hash(3));
        talk(12, (peer, script) -> {
            Found<List<CFilterV2>> found = asking(() -> peer.ask().filters(blocks, in(60)));
            assertThat(next(script)).isEqualTo(new GetCFsV2(blocks.getFirst(), blocks.getLast()));
            CFiltersV2 others = new CFiltersV2(List.of(Samples.filter(Samples.hash(1))));
            CFiltersV2 answer =
                    new CFiltersV2(blocks.stream().map(Samples::filter).toList());
            say(script, others, answer);
            time.pass(SOON);
            assertThat(found.value()).isEqualTo(answer.filters());
            assertThat(heard.messages).containsExactly(others);
        });
    }

    @Test
    void givenVersion10_whenFiltersAreAskedFor_thenOneByOne() throws Exception {
        List<Hash> blocks = List.of(Samples.hash(1), Samples.hash(2));
        talk(10, (peer, script) -> {
            Found<List<CFilterV2>> found = asking(() -> peer.ask().filters(blocks, in(60)));
            assertThat(next(script)).isEqualTo(new GetCFilterV2(Samples.hash(1)));
            assertThat(next(script)).isEqualTo(new GetCFilterV2(Samples.hash(2)));
            say(script, Samples.filter(Samples.hash(2)), Samples.filter(Samples.hash(1)));
            time.pass(SOON);
            assertThat(found.value()).containsExactly(Samples.filter(Samples.hash(1)), Samples.filter(Samples.hash(2)));
        });
    }

    @Test
    void givenBlocks_whenSomeAreNotFound_thenTheAnswerSaysWhich() throws Exception {
        Block there = Samples.block(1);
        Hash hash = there.header().hash();
        Hash missing = Samples.hash(9);
        talk(12, (peer, script) -> {
            Found<Fetched<Block>> found = asking(() -> peer.ask().blocks(List.of(hash, missing), in(60)));
            assertThat(next(script))
                    .isEqualTo(new GetData(
                            List.of(new InvVect(InvVect.BLOCK, hash), new InvVect(InvVect.BLOCK, missing))));
            say(script, Samples.block(2), there, new NotFound(List.of(new InvVect(InvVect.BLOCK, missing))));
            time.pass(SOON);
            assertThat(found.value()).isEqualTo(new Fetched<>(Map.of(hash, there), List.of(missing)));
            assertThat(heard.messages).containsExactly(Samples.block(2));
        });
    }

    @Test
    void givenAnInitState_whenAskedForASecondTime_thenItIsRefusedHere() throws Exception {
        InitState state = new InitState(List.of(Samples.hash(1)), List.of(Samples.hash(2)), List.of());
        talk(12, (peer, script) -> {
            Found<InitState> found = asking(() -> peer.ask().initState(in(60)));
            assertThat(script.receive()).isNotEmpty();
            say(script, state);
            time.pass(SOON);
            assertThat(found.value()).isEqualTo(state);
            Found<InitState> again = asking(() -> peer.ask().initState(in(60)));
            script.expectNothing(Duration.ofSeconds(1));
            assertThat(again.failure().code()).isEqualTo(PeerFailure.ASKED_ALREADY);
        });
    }

    @Test
    void givenAPeerThatTellsItsOwnAddress_whenAskedForOthers_thenTheListIsTheAnswer() throws Exception {
        AddrV2 own = new AddrV2(Samples.addresses(1));
        AddrV2 list = new AddrV2(Samples.addresses(20));
        talk(12, (peer, script) -> {
            Found<List<NetAddressV2>> found = asking(() -> peer.ask().addresses(in(60)));
            assertThat(message(script.receive())).isEqualTo(new GetAddr());
            say(script, own, list);
            time.pass(SOON);
            assertThat(found.value()).hasSize(20);
            assertThat(heard.messages).containsExactly(own);
        });
    }

    @Test
    void givenAPeerThatKnowsOneAddress_whenItHasWorkedThroughTheQuestion_thenThatIsTheAnswer() throws Exception {
        talk(12, (peer, script) -> {
            Found<List<NetAddressV2>> found = asking(() -> peer.ask().addresses(in(60)));
            script.receive();
            Ping fence = (Ping) message(script.receive());
            say(script, new AddrV2(Samples.addresses(1)));
            time.pass(SOON);
            assertThat(found.nothingYet()).isTrue();
            say(script, new Pong(fence.nonce()));
            time.pass(SOON);
            assertThat(found.value()).hasSize(1);
        });
    }

    @Test
    void givenAPing_whenItsPongComes_thenTheRoundTripIsKnown() throws Exception {
        talk(12, (peer, script) -> {
            Found<Duration> found = asking(() -> peer.ask().ping(in(60)));
            Ping ping = (Ping) message(script.receive());
            say(script, new Pong(ping.nonce() + 1));
            time.pass(SOON);
            assertThat(found.nothingYet()).isTrue();
            say(script, new Pong(ping.nonce()));
            time.pass(SOON);
            assertThat(found.value()).isEqualTo(Duration.ofMillis(70)); // 10 there, 50 of pause, 10 back
            assertThat(peer.statistics().roundTrip()).contains(found.value());
        });
    }

    @Test
    void givenOpenQuestions_whenTheConnectionEnds_thenEachFailsWithItsReason() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> headers = askHeaders(peer, tip);
            Found<Headers> waiting = askHeaders(peer, below);
            Found<Duration> ping = asking(() -> peer.ask().ping(in(60)));
            time.pass(SOON);
            script.close();
            time.pass(SOON);
            for (Found<?> found : List.of(headers, waiting, ping)) {
                assertThat(found.failure().code().code()).isEqualTo("net.ended-by-peer");
            }
            Found<Duration> late = asking(() -> peer.ask().ping(in(60)));
            time.pass(SOON);
            assertThat(late.failure().code().code()).isEqualTo("net.ended-by-peer");
        });
    }

    @Test
    void givenAnOpenQuestion_whenThePeerIsCancelled_thenItFailsAtOnce() throws Exception {
        talk(12, (peer, script) -> {
            Found<Headers> found = askHeaders(peer, tip);
            peer.cancel(); // perhaps before the owner has seen the question
            time.pass(SOON);
            assertThat(found.failure().code().code()).isEqualTo("engine.cancelled");
        });
    }

    @Test
    void givenAListener_whenItAsksOnItsOwnThread_thenItIsToldInsteadOfWaitingForEver() throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        PeerListener asking = new PeerListener() {
            @Override
            public void received(Peer peer, Message message) {
                try {
                    peer.ask().ping(in(1));
                } catch (IllegalStateException | HandshakeException e) {
                    thrown.set(e);
                }
            }
        };
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(asking), environment);
            both.getFirst().send(new Pong(1));
            time.pass(SOON);
            both.forEach(Peer::cancel);
        });
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givenTwoOfOurs_whenOneAsksTheOther_thenEachKindOfQuestionIsAnswered() throws Exception {
        Block block = Samples.block(1);
        PeerAnswers answers = new PeerAnswers() {
            @Override
            public Headers headers(GetHeaders asked) {
                return following(asked.locators().getFirst(), 101, 5);
            }

            @Override
            public Optional<Message> data(InvVect wanted) {
                return wanted.hash().equals(block.header().hash()) ? Optional.of(block) : Optional.empty();
            }

            @Override
            public Optional<CFiltersV2> filters(GetCFsV2 asked) {
                return Optional.of(new CFiltersV2(List.of(Samples.filter(asked.start()))));
            }

            @Override
            public List<NetAddressV2> addresses() {
                return Samples.addresses(3);
            }
        };
        List<Object> got = new ArrayList<>();
        run(environment -> {
            List<Peer> both = meet(new Our(heard), new Our(PeerListener.NONE).with(answers), environment);
            Questions ask = both.getFirst().ask();
            got.add(ask.headers(List.of(tip), Hash.ZERO, in(5)));
            got.add(ask.blocks(List.of(block.header().hash(), tip), in(5)));
            got.add(ask.filters(List.of(tip), in(5)));
            got.add(ask.addresses(in(5)));
            got.add(ask.initState(in(5)));
            got.add(ask.ping(in(5)));
            Found<List<NetAddressV2>> again = asking(() -> ask.addresses(in(5)));
            time.pass(Duration.ofSeconds(6));
            assertThat(again.failure().code()).isEqualTo(PeerFailure.NO_ANSWER);
            both.forEach(Peer::cancel);
        });
        assertThat(got)
                .containsExactly(
                        following(tip, 101, 5),
                        new Fetched<>(Map.of(block.header().hash(), block), List.of(tip)),
                        List.of(Samples.filter(tip)),
                        Samples.addresses(3),
                        new InitState(List.of(), List.of(), List.of()),
                        Duration.ofMillis(20));
        assertThat(heard.messages).isEmpty();
    }
}
