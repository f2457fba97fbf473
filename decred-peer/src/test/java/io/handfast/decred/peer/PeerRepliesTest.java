// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.engine.Environment;
import io.handfast.engine.Outbox;
import io.handfast.engine.Role;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the peer waits for goes out in time, whatever else there is to say, and within bounds. */
class PeerRepliesTest extends PeerScene {
    private static final int SCRIPT_BYTES = 1_000_000;

    private final Heard heard = new Heard();

    /** Ours, whose application lets the outbox never have room for one of its messages. */
    private Peer talkative(PeerAnswers answers, ScriptedPeer script, Environment environment) throws Exception {
        int fourAndABit = 4 * frame(Samples.big(1, SCRIPT_BYTES)).length + 10_000;
        Our our = new Our(heard).with(answers).with(outbox(fourAndABit));
        Peer peer = meet(Role.CLIENT, our, script, environment);
        time.enrol("application", () -> {
            int number = 0;
            while (peer.send(Samples.big(number, SCRIPT_BYTES), in(3_600)) == Outbox.Offer.TAKEN) {
                number++;
            }
        });
        time.pass(SOON);
        assertThat(peer.send(Samples.big(0, SCRIPT_BYTES))).isEqualTo(Outbox.Offer.FULL);
        return peer;
    }

    /** The two that the pipe and the writer hold already; then what the writer takes next. */
    private Message nextToBeWritten(ScriptedPeer script) throws Exception {
        time.pass(SOON);
        assertThat(message(script.receive())).isInstanceOf(Transaction.class);
        assertThat(message(script.receive())).isInstanceOf(Transaction.class);
        return message(script.receive());
    }

    @Test
    void givenAnApplicationThatKeepsTheOutboxFull_whenThePeerPings_thenThePongIsNext() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = talkative(PeerAnswers.NOTHING, script, environment);
            say(script, new Ping(7));
            assertThat(nextToBeWritten(script)).isEqualTo(new Pong(7));
            say(script, new Ping(8));
            assertThat(nextToBeWritten(script)).isEqualTo(new Pong(8));
            peer.cancel();
        });
    }

    @Test
    void givenAnApplicationThatKeepsTheOutboxFull_whenThePeerAsks_thenTheAnswerIsNext() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = talkative(PeerAnswers.NOTHING, script, environment);
            say(script, new GetHeaders(0, List.of(), Samples.hash(1)));
            assertThat(nextToBeWritten(script)).isEqualTo(new Headers(List.of()));
            say(script, new GetInitState(List.of(GetInitState.HEAD_BLOCKS)));
            assertThat(nextToBeWritten(script)).isEqualTo(new InitState(List.of(), List.of(), List.of()));
            InvVect unknown = new InvVect(InvVect.BLOCK, Samples.hash(2));
            say(script, new GetData(List.of(unknown)));
            assertThat(nextToBeWritten(script)).isEqualTo(new NotFound(List.of(unknown)));
            peer.cancel();
        });
    }

    /** Otherwise a node that fetches the whole chain would keep an application silent for hours. */
    @Test
    void givenAPeerThatFetchesWithoutPause_whenTheApplicationTalksToo_thenBothGetOnByTurns() throws Exception {
        PeerAnswers blocks = new PeerAnswers() {
            @Override
            public Optional<Message> data(InvVect wanted) {
                return Optional.of(Samples.block(wanted.hash().word0()));
            }
        };
        List<InvVect> wanted = LongStream.range(0, 10)
                .mapToObj(number -> new InvVect(InvVect.BLOCK, Samples.hash(number)))
                .toList();
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = talkative(blocks, script, environment);
            say(script, new GetData(wanted));
            assertThat(nextToBeWritten(script)).isEqualTo(Samples.block(0));
            for (int i = 1; i < 10; i++) {
                assertThat(message(script.receive())).isInstanceOf(Transaction.class);
                assertThat(message(script.receive())).isEqualTo(Samples.block(i));
            }
            peer.cancel();
        });
    }

    @Test
    void givenAPeerThatWantsMoreThanIsRoomFor_whenItReads_thenItGetsAllOfItInOrder() throws Exception {
        PeerAnswers blocks = new PeerAnswers() {
            @Override
            public Optional<Message> data(InvVect wanted) {
                long number = wanted.hash().word0();
                return number % 2 == 0 ? Optional.of(Samples.big((int) number, SCRIPT_BYTES)) : Optional.empty();
            }
        };
        List<InvVect> wanted = LongStream.range(0, 20)
                .mapToObj(number -> new InvVect(InvVect.TX, Samples.hash(number)))
                .toList();
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard).with(outbox(1_500_000)).with(blocks), script, environment);
            say(script, new GetData(wanted));
            time.pass(Duration.ofSeconds(1));
            say(script, new Ping(5)); // answered although the outbox is full
            List<Message> got = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                got.add(message(script.receive()));
            }
            assertThat(got.remove(new Pong(5))).isTrue();
            for (int i = 0; i < 10; i++) {
                assertThat(got.get(i)).isEqualTo(Samples.big(2 * i, SCRIPT_BYTES));
            }
            assertThat(((NotFound) got.getLast()).inventory()).hasSize(10);
            peer.cancel();
        });
    }

    @Test
    void givenAPeerThatWantsTooMuch_whenItAsksOn_thenTheConnectionEnds() throws Exception {
        List<InvVect> wanted = LongStream.range(0, 50_000)
                .mapToObj(number -> new InvVect(InvVect.TX, Samples.hash(number)))
                .toList();
        PeerAnswers answers = new PeerAnswers() {
            @Override
            public Optional<Message> data(InvVect vector) {
                return Optional.of(Samples.big(1, SCRIPT_BYTES));
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            meet(Role.CLIENT, new Our(heard).with(outbox(1_500_000)).with(answers), script, environment);
            say(script, new GetData(wanted), new GetData(wanted));
            time.pass(Duration.ofMillis(500));
            assertThat(heard.endings).isEmpty();
            say(script, new GetData(wanted));
            time.pass(SOON);
            assertThat(heard.code()).isEqualTo("decred.peer.too-much-wanted");
            script.close();
        });
    }

    @Test
    void givenAPeerThatAsksWithoutReading_whenItsAnswersHaveNoRoom_thenTheConnectionEnds() throws Exception {
        PeerAnswers answers = new PeerAnswers() {
            @Override
            public Headers headers(GetHeaders asked) {
                return new Headers(Samples.headers(Samples.hash(1), 1, 2000));
            }
        };
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            meet(Role.CLIENT, new Our(heard).with(outbox(1_500_000)).with(answers), script, environment);
            for (int i = 0; i < 120; i++) {
                say(script, new GetHeaders(0, List.of(), Samples.hash(1)));
            }
            time.pass(Duration.ofSeconds(1));
            assertThat(heard.code()).isEqualTo("engine.outbox-full");
            script.close();
        });
    }

    @Test
    void givenAnOutboxKeptFull_whenThePeerAsksAndWeAsk_thenBothAreAnsweredAllTheSame() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(
                    Role.CLIENT,
                    new Our(heard).with(outbox(frame(Samples.big(1, SCRIPT_BYTES)).length)),
                    script,
                    environment);
            time.enrol("sender", () -> {
                for (int i = 0; i < 20; i++) {
                    assertThat(peer.send(Samples.big(i, SCRIPT_BYTES), in(600))).isEqualTo(Outbox.Offer.TAKEN);
                }
            });
            time.pass(SOON);
            say(script, new GetHeaders(0, List.of(), Samples.hash(1)));
            Found<Headers> found = asking(() -> peer.ask().headers(List.of(Samples.hash(1)), Hash.ZERO, in(600)));
            List<Message> got = new ArrayList<>();
            for (int i = 0; i < 22; i++) {
                time.pass(Duration.ofSeconds(7)); // 154 s in all, so a ping is due too
                say(script, new FeeFilter(i));
                Message next = next(script);
                got.add(next);
                if (next instanceof GetHeaders) {
                    say(script, new Headers(List.of()));
                }
            }
            time.pass(SOON);
            assertThat(got).filteredOn(Transaction.class::isInstance).hasSize(20);
            assertThat(got).contains(new Headers(List.of()), new GetHeaders(0, List.of(Samples.hash(1)), Hash.ZERO));
            assertThat(found.value().headers()).isEmpty();
            assertThat(peer.ending()).isEmpty();
            peer.cancel();
        });
    }

    @Test
    void givenAFloodOfPings_whenThePeerDoesNotRead_thenMemoryIsBoundedAndTheNewestIsAnswered() throws Exception {
        run(environment -> {
            ScriptedPeer script = script(Role.CLIENT);
            Peer peer = meet(Role.CLIENT, new Our(heard), script, environment);
            peer.send(Samples.big(1, SCRIPT_BYTES));
            peer.send(Samples.big(2, SCRIPT_BYTES)); // the writer is stuck with it
            for (int i = 0; i < 10_000; i++) {
                say(script, new Ping(i));
            }
            time.pass(Duration.ofSeconds(1));
            List<Message> pongs = new ArrayList<>();
            int frames = 0;
            for (int i = 0; i < 67; i++) {
                Message got = message(script.receive());
                frames++;
                if (got instanceof Pong) {
                    pongs.add(got);
                }
            }
            assertThat(frames).isEqualTo(67);
            assertThat(pongs).hasSize(65).contains(new Pong(0), new Pong(63), new Pong(9_999));
            script.expectNothing(Duration.ofSeconds(1));
            assertThat(heard.messages).hasSize(10_000);
            peer.cancel();
        });
    }
}
