// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.engine.Role;
import io.handfast.engine.failure.Blame;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a connection lives and what ends it; what a node says by itself. */
class PeerLifeTest extends PeerScene {
    private final Heard heard = new Heard();

    @Test
    void givenAQuietPeer_whenItAnswersPings_thenTheConnectionLives() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Duration start = now();
            for (int i = 1; i <= 5; i++) {
                Ping ping = (Ping) message(script.receive());
                assertThat(now().minus(start)).isBetween(Duration.ofSeconds(106L * i), Duration.ofSeconds(108L * i));
                say(script, new Pong(ping.nonce()));
            }
            time.pass(SOON);
            assertThat(peer.statistics().roundTrip()).contains(Duration.ofMillis(20));
            assertThat(peer.ending()).isEmpty();
            peer.cancel();
        });
    }

    @Test
    void givenASilentPeer_whenTwoMinutesHavePassed_thenTheConnectionEnds() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Duration start = now();
            assertThat(peer.awaitEnd(in(300))).isTrue();
            assertThat(now().minus(start)).isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
            assertThat(heard.code()).isEqualTo("net.silent");
            assertThat(sentBy(Role.CLIENT)).containsExactly("version", "verack", "ping");
            script.close();
        });
    }

    @Test
    void givenABusyListener_whenThePeerIsSilent_thenItIsPingedAllTheSame() throws Exception {
        PeerListener busy = new PeerListener() {
            @Override
            public void received(Peer peer, Message message) {
                if (message instanceof FeeFilter) {
                    passUnchecked(Duration.ofMinutes(5));
                }
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(busy), script, environment);
            say(script, new FeeFilter(1));
            for (int i = 0; i < 2; i++) {
                Ping ping = (Ping) message(script.receive());
                say(script, new Pong(ping.nonce()));
            }
            assertThat(peer.ending()).isEmpty();
            time.pass(Duration.ofMinutes(2));
            peer.cancel();
        });
    }

    @Test
    void givenAStrangersQuestions_whenThereIsNothingToTell_thenItIsToldThatAsDcrdWantsIt() throws Exception {
        InvVect block = new InvVect(InvVect.BLOCK, Samples.hash(1));
        run(environment -> {
            ScriptedPeer script = script(Role.SERVER);
            Peer peer = meet(Role.SERVER, new Our(heard), script, environment);
            say(script, new GetInitState(List.of()), new GetHeaders(0, List.of(), Samples.hash(1)));
            say(script, new GetData(List.of(block)), new GetAddr(), new GetInitState(List.of()));
            assertThat(next(script)).isEqualTo(new InitState(List.of(), List.of(), List.of()));
            assertThat(next(script)).isEqualTo(new Headers(List.of()));
            assertThat(next(script)).isEqualTo(new NotFound(List.of(block)));
            script.expectNothing(Duration.ofSeconds(5));
            peer.cancel();
        });
        assertThat(sentBy(Role.SERVER)).containsExactly("version", "verack", "initstate", "headers", "notfound");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenAddresses_whenThePeerAsksTwice_thenItIsToldOnceIfItDialled(Role ours) throws Exception {
        PeerAnswers answers = new PeerAnswers() {
            @Override
            public List<NetAddressV2> addresses() {
                return Samples.addresses(3);
            }
        };
        run(environment -> {
            ScriptedPeer script = script(ours);
            Peer peer = meet(ours, new Our(heard).with(answers), script, environment);
            say(script, new GetAddr(), new GetAddr());
            time.pass(SOON);
            peer.cancel();
        });
        if (ours == Role.SERVER) {
            assertThat(sentBy(ours)).containsExactly("version", "verack", "addrv2");
        } else {
            assertThat(sentBy(ours)).containsExactly("version", "verack");
        }
    }

    @Test
    void givenAnswersThatThrow_whenThePeerAsks_thenItGetsWhatANodeWithoutAnythingSays() throws Exception {
        PeerAnswers faulty = new PeerAnswers() {
            @Override
            public Headers headers(GetHeaders asked) {
                throw new IllegalStateException("a bug of the application, made by the test");
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.SERVER);
            Peer peer = meet(Role.SERVER, new Our(heard).with(faulty), script, environment);
            say(script, new GetHeaders(0, List.of(), Samples.hash(1)));
            assertThat(next(script)).isEqualTo(new Headers(List.of()));
            peer.cancel();
        });
    }

    @Test
    void givenData_whenOneThingNeverComes_thenTheConnectionEndsAfterHalfAMinute() throws Exception {
        InvVect one = new InvVect(InvVect.TX, Samples.transaction(1).hash());
        InvVect two = new InvVect(InvVect.TX, Samples.transaction(2).hash());
        InvVect three = new InvVect(InvVect.TX, Samples.transaction(3).hash());
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Duration start = now();
            peer.send(new GetData(List.of(one, two, three)));
            next(script);
            time.pass(Duration.ofSeconds(20));
            say(script, Samples.transaction(1), new NotFound(List.of(three)));
            assertThat(peer.awaitEnd(in(60))).isTrue();
            assertThat(now().minus(start)).isEqualTo(Duration.ofSeconds(30));
            assertThat(heard.code()).isEqualTo("decred.peer.stalled");
            assertThat(heard.ending().failure().orElseThrow())
                    .hasMessageContaining("expected transaction " + two.hash() + " or notfound")
                    .hasMessageContaining("1 answers are missing");
            script.close();
        });
    }

    @Test
    void givenAnInitState_whenItNeverComes_thenTheConnectionEnds() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Found<InitState> found = asking(() -> peer.ask().initState(in(60)));
            next(script);
            assertThat(peer.awaitEnd(in(60))).isTrue();
            assertThat(heard.code()).isEqualTo("decred.peer.stalled");
            time.pass(SOON);
            assertThat(found.failure().code()).isEqualTo(PeerFailure.STALLED);
            script.close();
        });
    }

    /** The answer lies in the inbox while the listener is busy: that is not the peer's time. */
    @Test
    void givenABusyListener_whenTheAnswerIsThereInTime_thenThePeerHasNotStalled() throws Exception {
        PeerListener busy = new PeerListener() {
            @Override
            public void received(Peer peer, Message message) {
                if (message instanceof FeeFilter) {
                    passUnchecked(Duration.ofSeconds(50));
                }
                heard.received(peer, message);
            }

            @Override
            public void ended(Peer peer, PeerEnding ending) {
                heard.ended(peer, ending);
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(busy), script, environment);
            peer.send(new GetData(List.of(
                    new InvVect(InvVect.TX, Samples.transaction(1).hash()),
                    new InvVect(InvVect.TX, Samples.transaction(2).hash()))));
            next(script);
            time.pass(SOON);
            say(script, new FeeFilter(1), Samples.transaction(1));
            time.pass(Duration.ofSeconds(55));
            assertThat(heard.endings).isEmpty();
            assertThat(heard.messages).containsExactly(new FeeFilter(1), Samples.transaction(1));
            time.pass(Duration.ofSeconds(26)); // 30 s and the 50 of the listener are over
            assertThat(heard.code()).isEqualTo("decred.peer.stalled");
            script.close();
        });
    }

    @Test
    void givenTooManyQuestions_whenOneMoreGoesOut_thenTheConnectionEndsByOurFault() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            for (int from : new int[] {0, 50_000}) {
                peer.send(new GetData(LongStream.range(from, from == 0 ? 50_000 : 75_001)
                        .mapToObj(number -> new InvVect(InvVect.TX, Samples.hash(number)))
                        .toList()));
                next(script);
            }
            time.pass(SOON);
            assertThat(heard.code()).isEqualTo("decred.peer.too-much-asked");
            assertThat(heard.ending().failure().orElseThrow().blame()).isEqualTo(Blame.US);
            script.close();
        });
    }

    @Test
    void givenTwoPeers_whenOneIsCancelled_thenBothEndAndEachIsToldOnce() throws Exception {
        Heard other = new Heard();
        run(environment -> {
            List<Peer> both = meet(new Our(heard), new Our(other), environment);
            both.getFirst().cancel();
            assertThat(heard.ending().kind()).isEqualTo(PeerEnding.Kind.CANCELLED_HERE);
            both.getFirst().cancel();
            both.getFirst().close();
            time.pass(SOON);
            assertThat(other.ending().kind()).isEqualTo(PeerEnding.Kind.ENDED_BY_PEER);
            assertThat(both.getLast().ending()).contains(other.ending());
            both.getLast().close();
            assertThat(heard.endings).hasSize(1);
            assertThat(other.endings).hasSize(1);
        });
    }

    @Test
    void givenAScope_whenItIsCancelled_thenThePeerEndsAndItsThreadIsJoined() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            meet(Role.CLIENT, new Our(heard), script, environment);
            scope.cancel();
            assertThat(scope.join(in(1))).isTrue();
            assertThat(heard.ending().kind()).isEqualTo(PeerEnding.Kind.CANCELLED_HERE);
            script.close();
        });
    }

    @Test
    void givenACancelledScope_whenAPeerIsToBegin_thenItsListenerHearsTheEnd() throws Exception {
        run(environment -> {
            time.enrol(
                    "server",
                    () -> handshake(Role.SERVER, terms(environment), environment)
                            .run()
                            .cancel());
            Established established =
                    handshake(Role.CLIENT, terms(environment), environment).run();
            time.pass(SOON);
            io.handfast.engine.Scope over = new io.handfast.engine.Scope("over", time);
            over.cancel();
            established.start(over, heard);
            assertThat(heard.ending().kind()).isEqualTo(PeerEnding.Kind.CANCELLED_HERE);
        });
    }

    @Test
    void givenAListener_whenItClosesItsConnection_thenItDoesNotWaitForItself() throws Exception {
        Heard closing = new Heard() {
            @Override
            public void received(Peer peer, Message message) {
                super.received(peer, message);
                peer.close();
            }
        };
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(closing), environment);
            both.getFirst().send(new FeeFilter(1));
            both.getFirst().send(new FeeFilter(2));
            assertThat(both.getFirst().awaitEnd(in(1))).isTrue();
            assertThat(both.getLast().awaitEnd(in(1))).isTrue();
            assertThat(closing.messages).containsExactly(new FeeFilter(1));
            assertThat(closing.ending()).isEqualTo(PeerEnding.closedHere());
        });
    }

    @Test
    void givenAListener_whenItWaitsForItsConnectionsEnd_thenItIsToldAtOnceThatThereIsNone() throws Exception {
        List<Boolean> ended = new ArrayList<>();
        Heard waiting = new Heard() {
            @Override
            public void received(Peer peer, Message message) {
                super.received(peer, message);
                ended.add(peer.awaitEnd(in(60)));
            }
        };
        run(environment -> {
            List<Peer> both = meet(new Our(PeerListener.NONE), new Our(waiting), environment);
            both.getFirst().send(new FeeFilter(1));
            time.pass(SOON);
            assertThat(ended).containsExactly(false);
            both.getFirst().close();
        });
    }

    @Test
    void givenAListenerThatIsBusy_whenThePeerIsCancelled_thenReaderAndWriterEndAndItIsNotInterrupted()
            throws Exception {
        Heard busy = new Heard() {
            @Override
            public void received(Peer peer, Message message) {
                super.received(peer, message);
                passUnchecked(Duration.ofSeconds(60));
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(busy), script, environment);
            say(script, new FeeFilter(1));
            time.pass(SOON);
            Duration start = now();
            peer.cancel();
            assertThat(now().minus(start)).isEqualTo(Duration.ofSeconds(5));
            assertThat(pipe.client().isClosed()).isTrue();
            assertThat(peer.awaitEnd(in(60))).isTrue();
            assertThat(busy.ending().kind()).isEqualTo(PeerEnding.Kind.CANCELLED_HERE);
            script.close();
        });
    }

    @Test
    void givenAPeerThatNeverLeaves_whenThisSideCloses_thenItLeavesInTime() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Duration start = now();
            peer.close();
            assertThat(now().minus(start)).isEqualTo(Duration.ofSeconds(5));
            assertThat(heard.ending()).isEqualTo(PeerEnding.closedHere());
            script.close();
        });
    }
}
