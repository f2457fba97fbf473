// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.engine.Frame;
import io.handfast.engine.Outbox;
import io.handfast.engine.Role;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens when there is more to say than is taken, in both directions. */
class PeerQueuesTest extends PeerScene {
    private static final int SCRIPT_BYTES = 1_000_000;
    private final Heard heard = new Heard();

    /** dcrd's WriteMessageDeadline. */
    @ParameterizedTest
    @CsvSource({"24, 20", "262143, 20", "262144, 21", "524288, 22", "33554432, 148"})
    void givenAFrame_whenItIsWritten_thenItHasTimeForItsSize(int frameBytes, int seconds) {
        assertThat(PeerLimits.usual().link().sendTimeout().of(frameBytes)).hasSeconds(seconds);
    }

    /** dcrd's QueuedOutputLimit, where one more does not end the connection but is the sender's to decide about. */
    @Test
    void givenAPeerThatDoesNotRead_whenTheOutboxIsExactlyFull_thenOneMoreIsNotTaken() throws Exception {
        Transaction message = Samples.big(1, SCRIPT_BYTES);
        int size = frame(message).length;
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard).with(outbox(4 * size)), script, environment);
            List<Outbox.Offer> offers = new ArrayList<>();
            offers.add(peer.send(message)); // goes into the pipe, which holds one
            time.pass(SOON);
            offers.add(peer.send(message)); // the writer holds this one
            time.pass(SOON);
            for (int i = 0; i < 5; i++) {
                offers.add(peer.send(message));
            }
            assertThat(offers)
                    .containsExactly(
                            Outbox.Offer.TAKEN,
                            Outbox.Offer.TAKEN,
                            Outbox.Offer.TAKEN,
                            Outbox.Offer.TAKEN,
                            Outbox.Offer.TAKEN,
                            Outbox.Offer.TAKEN,
                            Outbox.Offer.FULL);
            assertThat(peer.ending()).isEmpty();
            assertThat(script.receive()).isEqualTo(frame(message)); // and there is room again
            time.pass(SOON);
            assertThat(peer.send(message)).isEqualTo(Outbox.Offer.TAKEN);
            peer.cancel();
            assertThat(peer.send(message)).isEqualTo(Outbox.Offer.CLOSED);
        });
    }

    @Test
    void givenAFullOutbox_whenASenderWaits_thenItGoesOnAsSoonAsThereIsRoom() throws Exception {
        Transaction message = Samples.big(1, SCRIPT_BYTES);
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard).with(outbox(1_500_000)), script, environment);
            List<Duration> takenAt = new ArrayList<>();
            time.enrol("sender", () -> {
                for (int i = 0; i < 5; i++) {
                    assertThat(peer.send(message, in(60))).isEqualTo(Outbox.Offer.TAKEN);
                    takenAt.add(now());
                }
                assertThat(peer.send(message, in(1))).isEqualTo(Outbox.Offer.FULL);
            });
            Duration start = now();
            for (int i = 0; i < 2; i++) {
                time.pass(Duration.ofSeconds(10));
                script.receive();
            }
            time.pass(Duration.ofSeconds(2));
            assertThat(takenAt.get(2)).isEqualTo(start);
            assertThat(takenAt.get(3)).isEqualTo(start.plusSeconds(10));
            assertThat(takenAt.get(4)).isEqualTo(start.plusSeconds(20));
            peer.cancel();
        });
    }

    /** dcrd's QueuedOutputBytesDeducted, with an answer that says what became of it. */
    @Test
    void givenAMessage_whenItsWayIsWatched_thenItIsKnownWhatBecameOfIt() throws Exception {
        Transaction big = Samples.big(1, SCRIPT_BYTES);
        AtomicReference<Delivery> last = new AtomicReference<>();
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard).with(outbox(1_500_000)), script, environment);
            assertThat(peer.write(new Ping(1), in(5))).isEqualTo(Delivery.WRITTEN);
            assertThat(message(script.receive())).isEqualTo(new Ping(1));
            assertThat(peer.write(big, in(5))).isEqualTo(Delivery.WRITTEN); // into the pipe
            assertThat(peer.write(big, in(1))).isEqualTo(Delivery.PENDING); // in the writer's hands
            assertThat(peer.write(big, in(1))).isEqualTo(Delivery.PENDING); // in the outbox
            assertThat(peer.write(big, in(1))).isEqualTo(Delivery.FULL);
            time.enrol("writing", () -> last.set(peer.write(new Ping(2), in(60))));
            time.pass(SOON);
            peer.cancel();
            time.pass(SOON);
            assertThat(last.get()).isEqualTo(Delivery.DROPPED);
            assertThat(peer.write(new Ping(3), in(5))).isEqualTo(Delivery.DROPPED);
        });
    }

    @Test
    void givenAPeerThatStopsReading_whenTheWriteIsOverdue_thenTheConnectionEnds() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Duration start = now();
            for (int i = 0; i < 3; i++) {
                peer.send(Samples.big(i, SCRIPT_BYTES));
            }
            assertThat(peer.awaitEnd(in(60))).isTrue();
            assertThat(heard.code()).isEqualTo("net.send-timeout");
            assertThat(now().minus(start)).isBetween(Duration.ofSeconds(23), Duration.ofSeconds(24));
        });
    }

    /** An application that sends as fast as the peer reads keeps the outbox full for ever. */
    @Test
    void givenAListenerThatBlocks_whenThePeerTalksOn_thenThePeerHasToWaitAndPingsAreAnswered() throws Exception {
        Heard slow = new Heard() {
            @Override
            public void received(Peer peer, Message message) {
                if (messages.isEmpty()) {
                    passUnchecked(Duration.ofSeconds(40));
                }
                super.received(peer, message);
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(slow), script, environment);
            Duration start = now();
            say(script, new FeeFilter(1), new Ping(9));
            assertThat(message(script.receive())).isEqualTo(new Pong(9));
            assertThat(now().minus(start)).isEqualTo(Duration.ofMillis(20));
            for (int i = 0; i < 5; i++) { // 2 MiB in the inbox, one in the reader's hand, one in the pipe
                say(script, Samples.big(i, SCRIPT_BYTES));
            }
            assertThat(now().minus(start)).isGreaterThan(Duration.ofSeconds(39));
            time.pass(SOON);
            assertThat(slow.messages).hasSize(7);
            assertThat(peer.ending()).isEmpty();
            peer.cancel();
        });
    }

    @Test
    void givenAnnouncements_whenTheyTrickle_thenTheyGoTogetherAndNotWhatThePeerHas() throws Exception {
        List<InvVect> vectors = LongStream.range(0, 1500)
                .mapToObj(number -> new InvVect(InvVect.TX, Samples.hash(number)))
                .toList();
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            Duration start = now();
            vectors.forEach(vector -> assertThat(peer.announce(vector)).isEqualTo(Announced.QUEUED));
            assertThat(peer.announce(vectors.getFirst())).isEqualTo(Announced.QUEUED); // twice is once
            say(script, new Inv(vectors.subList(0, 100))); // it knows these: no need to tell it
            Inv first = (Inv) next(script);
            assertThat(now().minus(start)).isBetween(Duration.ofMillis(110), Duration.ofMillis(510));
            assertThat(first.inventory()).isEqualTo(vectors.subList(100, 1100));
            assertThat(next(script)).isEqualTo(new Inv(vectors.subList(1100, 1500)));
            peer.announce(vectors.getLast());
            script.expectNothing(Duration.ofSeconds(1));
            time.pass(Duration.ofMinutes(15)); // then it may have forgotten
            peer.cancel();
        });
    }

    @Test
    void givenWhatThePeerKnew_whenAQuarterOfAnHourHasPassed_thenItIsAnnouncedAgain() throws Exception {
        InvVect vector = new InvVect(InvVect.BLOCK, Samples.hash(1));
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            peer.announceNow(vector);
            assertThat(next(script)).isEqualTo(new Inv(List.of(vector)));
            peer.announceNow(vector);
            for (int i = 0; i < 10; i++) {
                Ping ping = (Ping) message(script.receive()); // it pings every 107 s
                say(script, new Pong(ping.nonce()));
            }
            peer.announceNow(vector);
            assertThat(next(script)).isEqualTo(new Inv(List.of(vector)));
            peer.cancel();
        });
    }

    @Test
    void givenAPeerWithoutRelay_whenATransactionIsAnnounced_thenItDoesNotWantItButABlock() throws Exception {
        run(environment -> {
            Our deaf = new Our(heard);
            List<Peer> both = new ArrayList<>();
            time.enrol(
                    "server",
                    () -> both.add(handshake(
                                    Role.SERVER,
                                    terms(environment).withLocal(new LocalNode(NETWORK).withRelayTx(false)),
                                    environment)
                            .run()
                            .start(scope, deaf.listener())));
            Peer peer = handshake(
                            Role.CLIENT,
                            terms(environment).withLocal(new LocalNode(NETWORK).withProtocolVersion(9)),
                            environment)
                    .run()
                    .start(scope, PeerListener.NONE);
            time.pass(SOON);
            assertThat(peer.announce(new InvVect(InvVect.TX, Samples.hash(1)))).isEqualTo(Announced.NOT_WANTED);
            assertThat(peer.announce(new InvVect(InvVect.MIX, Samples.hash(1)))).isEqualTo(Announced.NOT_WANTED);
            assertThat(peer.announce(new InvVect(InvVect.BLOCK, Samples.hash(1))))
                    .isEqualTo(Announced.QUEUED);
            assertThat(both.getFirst().announce(new InvVect(InvVect.TX, Samples.hash(1))))
                    .isEqualTo(Announced.QUEUED);
            assertThat(both.getFirst().announce(new InvVect(InvVect.MIX, Samples.hash(1))))
                    .as("version 9 has no mixing")
                    .isEqualTo(Announced.NOT_WANTED);
            time.pass(Duration.ofSeconds(1));
            assertThat(heard.messages).containsExactly(new Inv(List.of(new InvVect(InvVect.BLOCK, Samples.hash(1)))));
            peer.cancel();
            both.getFirst().cancel();
        });
    }

    @Test
    void givenTooManyAnnouncements_whenOneMoreComes_thenItIsNotTaken() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            long taken = IntStream.range(0, 6_000)
                    .filter(i -> peer.announce(new InvVect(InvVect.TX, Samples.hash(i))) == Announced.QUEUED)
                    .count();
            assertThat(taken).isEqualTo(5_000);
            for (int i = 0; i < 5; i++) {
                next(script);
            }
            assertThat(peer.announce(new InvVect(InvVect.TX, Samples.hash(1)))).isEqualTo(Announced.QUEUED);
            peer.cancel();
        });
    }

    @Test
    void givenSendHeaders_whenABlockIsAnnounced_thenByItsHeader() throws Exception {
        var header = Samples.header(Samples.hash(1), 2);
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            peer.announce(Samples.header(Samples.hash(1), 1));
            assertThat(next(script)).isInstanceOf(Inv.class);
            assertThat(peer.wantsHeaders()).isFalse();
            say(script, new SendHeaders());
            time.pass(SOON);
            assertThat(peer.wantsHeaders()).isTrue();
            peer.announce(header);
            assertThat(next(script)).isEqualTo(new Headers(List.of(header)));
            peer.cancel();
        });
    }

    /** The pipe notes what really went out. */
    @Test
    void givenAPipe_whenAPeerIsClosed_thenWhatWasQueuedIsWrittenFirst() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            for (int i = 0; i < 5; i++) {
                peer.send(new FeeFilter(i));
            }
            time.enrol("closing", peer::close);
            for (int i = 0; i < 5; i++) {
                assertThat(next(script)).isEqualTo(new FeeFilter(i));
            }
            script.expectEnd();
            script.close();
            time.pass(SOON);
            assertThat(heard.ending()).isEqualTo(PeerEnding.closedHere());
        });
        assertThat(pipe.sent()).extracting(Pipe.Sent::frame).doesNotHaveAnyElementsOfTypes(Frame.Close.class);
    }
}
