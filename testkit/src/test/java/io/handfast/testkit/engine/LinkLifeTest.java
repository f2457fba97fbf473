// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Ending;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Exchange;
import io.handfast.engine.Frame;
import io.handfast.engine.Inbox;
import io.handfast.engine.Link;
import io.handfast.engine.Outbox;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signs of life, stuck ends, and how the peer's end arrives. */
class LinkLifeTest extends LinkScene {
    @Test
    void givenOwnerBusyForMinutes_whenPinged_thenThePongsComeAtOnce() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                for (int i = 0; i < 20; i++) {
                    Duration asked = now();
                    send(new Frame.Ping(bytes(i)));
                    assertThat(((Frame.Pong) peer.read()).bytes()).isEqualTo(bytes(i));
                    assertThat(now().minus(asked)).isEqualTo(LATENCY.multipliedBy(2));
                    time.pass(Duration.ofSeconds(10));
                }
                seen.add("done");
                drainPeer();
            });
            time.pass(Duration.ofMinutes(5)); // the owner is busy
            assertThat(seen).containsExactly("done");
            link.cancel();
        });
    }

    @Test
    void givenPeerThatPingsWithoutReading_whenItFloods_thenPongsAreReplacedNotQueued() throws Exception {
        run(link -> {
            for (int i = 0; i < 10_000; i++) {
                send(new Frame.Ping(new byte[100]));
                time.pass(Duration.ofNanos(100_000));
            }
            time.pass(Duration.ofMillis(100));
            assertThat(pipe.sentBy(Role.CLIENT)).hasSizeLessThanOrEqualTo(50);
            assertThat(link.outbox().isEmpty()).isFalse();
            assertThat(awaitEnding(link)).isEqualTo(new Ending.SendTimedOut(SEND_TIMEOUT));
            assertThat(pipe.sentBy(Role.CLIENT)).hasSizeLessThanOrEqualTo(50);
            finish(link);
        });
    }

    @Test
    void givenSilentPeer_whenPingAfterPasses_thenItIsPingedAndGivenUpAtTheSilenceLimit() throws Exception {
        run(link -> {
            assertThat(awaitEnding(link)).isEqualTo(new Ending.Silent(SILENCE_LIMIT));
            assertThat(now()).isEqualTo(SILENCE_LIMIT);
            assertThat(pipe.sent()).hasSize(1);
            assertThat(pipe.sent().getFirst().at()).isEqualTo(PING_AFTER);
            assertThat(pipe.sent().getFirst().frame()).isInstanceOf(Frame.Ping.class);
            finish(link);
        });
    }

    @Test
    void givenPeerThatOnlyAnswersPings_whenHoursPass_thenTheLinkLivesOn() throws Exception {
        run(link -> {
            ScriptedPeer patient = new ScriptedPeer(peer, time, Duration.ofHours(3));
            time.enrol("peer", patient::expectEnd);
            assertThat(link.inbox().await(time.in(Duration.ofHours(2)))).isInstanceOf(Inbox.Expired.class);
            assertThat(pipe.sentBy(Role.CLIENT)).hasSizeBetween(140, 240);
            link.cancel();
        });
    }

    @Test
    void givenPeerThatTalks_whenMinutesPass_thenItIsNotPinged() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                for (int i = 0; i < 20; i++) {
                    time.pass(Duration.ofSeconds(20));
                    send(message(i));
                }
            });
            for (int i = 0; i < 20; i++) {
                assertThat(link.inbox().await(Deadline.NEVER)).isInstanceOf(Inbox.Received.class);
            }
            assertThat(pipe.sentBy(Role.CLIENT)).isEmpty();
            link.cancel();
        });
    }

    @Test
    void givenPeerThatDiesAfterTalking_whenGivenUp_thenTheLimitCountsFromItsLastSign() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                time.pass(Duration.ofSeconds(25));
                send(message(1));
            });
            assertThat(awaitEnding(link)).isInstanceOf(Ending.Silent.class);
            assertThat(now()).isEqualTo(Duration.ofSeconds(25).plus(LATENCY).plus(SILENCE_LIMIT));
            finish(link);
        });
    }

    @Test
    void givenPeerThatTakesNothing_whenTheWriterIsStuck_thenTheSendDeadlineFreesItAndNamesIt() throws Exception {
        run(link -> {
            for (int i = 0; i < 10; i++) {
                assertThat(link.outbox().offer(new Frame.Message(new byte[1000])))
                        .isEqualTo(Outbox.Offer.TAKEN);
            }
            assertThat(awaitEnding(link)).isEqualTo(new Ending.SendTimedOut(SEND_TIMEOUT));
            assertThat(now()).isEqualTo(SEND_TIMEOUT);
            assertThat(finish(link)).isFalse();
            assertThat(now()).isEqualTo(SEND_TIMEOUT);
        });
    }

    @Test
    void givenPeerThatReadsSlowly_whenEachWriteIsInTime_thenNothingIsGivenUp() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                for (int i = 0; i < 10; i++) {
                    time.pass(Duration.ofSeconds(8));
                    peer.read();
                    send(message(i));
                }
                drainPeer();
            });
            for (int i = 0; i < 10; i++) {
                link.outbox().offer(new Frame.Message(new byte[1000]));
            }
            time.pass(Duration.ofSeconds(100));
            assertThat(link.inbox().ending()).isEmpty();
            assertThat(finish(link)).isTrue();
        });
    }

    @Test
    void givenOwnerThatTakesNothing_whenTheLaneIsFullForTheStallTime_thenItIsNamedSlow() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                for (int i = 0; i < 14; i++) {
                    send(new Frame.Message(new byte[1000]));
                }
            });
            assertThat(link.inbox().awaitEnding(Deadline.NEVER)).isTrue();
            assertThat(link.inbox().ending()).contains(new Ending.SlowConsumer(STALL));
            assertThat(now()).isEqualTo(STALL.plus(LATENCY.multipliedBy(2)));
            int delivered = 0;
            while (link.inbox().await(Deadline.NEVER) instanceof Inbox.Received<String>) {
                delivered++;
            }
            assertThat(delivered).isEqualTo(9);
            assertThat(finish(link)).isFalse();
        });
    }

    @Test
    void givenFullOutbox_whenOwnerSends_thenItFailsWithoutWaiting() throws Exception {
        run(link -> {
            Exchange<String> exchange = new Exchange<>(link, time, new Trace(time), PHASE);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            exchange.send(new byte[1000]);
                        }
                    })
                    .isInstanceOfSatisfying(
                            LocallyRefused.class, e -> assertThat(e.code()).isEqualTo(EngineFailure.OUTBOX_FULL));
            assertThat(time.nanos()).isZero();
            link.cancel();
        });
    }

    @Test
    void givenLastMessageAndFarewell_whenThePeerCloses_thenTheOwnerGetsThemInThatOrder() throws Exception {
        run(link -> {
            send(message(1));
            send(message(2));
            send(PEERS_BYE);
            peer.close();
            time.pass(Duration.ofSeconds(1));
            assertThat(link.inbox().await(Deadline.NEVER)).isInstanceOf(Inbox.Received.class);
            assertThat(link.inbox().await(Deadline.NEVER)).isInstanceOf(Inbox.Received.class);
            assertThat(link.inbox().await(Deadline.NEVER))
                    .isEqualTo(new Inbox.Ended<String>(new Ending.PeerClosed(4001, "peer's bye")));
            link.finish(Optional.of(BYE), time.in(Duration.ofSeconds(5)));
            assertThat(now()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void givenPeerThatSaysWhyAndCloses_whenOurWriteFailsFirst_thenItsReasonIsTheEnding() throws Exception {
        run(link -> {
            for (int i = 0; i < 11; i++) {
                time.pass(LATENCY);
                send(new Frame.Message(new byte[1000])); // more than the inbox holds: the reader waits
            }
            send(PEERS_BYE);
            peer.close();
            time.pass(Duration.ofSeconds(1));
            link.outbox().offer(message(7));
            time.pass(Duration.ofMillis(100));
            assertThat(awaitEnding(link)).isEqualTo(new Ending.PeerClosed(4001, "peer's bye"));
            assertThat(finish(link)).isFalse();
        });
    }

    @Test
    void givenPeerThatEndsItsStream_whenAwaited_thenTheFailureSaysSo() throws Exception {
        run(link -> {
            peer.close();
            Ending ending = awaitEnding(link);
            assertThat(ending).isEqualTo(new Ending.StreamEnded());
            HandshakeException failure = ending.asFailure(PHASE, "a message");
            assertThat(failure).isInstanceOf(ConnectionLost.class).hasMessageContaining("net.ended-by-peer in data");
            finish(link);
        });
    }

    @Test
    void givenConnectionReset_whenAwaited_thenTheEndingCarriesTheNetworksWords() throws Exception {
        run(link -> {
            pipe.reset();
            assertThat(awaitEnding(link)).isEqualTo(new Ending.Lost("Connection reset"));
            assertThat(finish(link)).isFalse();
            assertThat(now()).isEqualTo(Duration.ZERO);
        });
    }

    @Test
    void givenEndedLink_whenOwnerSends_thenItLearnsWhy() throws Exception {
        run(link -> {
            Exchange<String> exchange = new Exchange<>(link, time, new Trace(time), PHASE);
            send(PEERS_BYE);
            peer.close();
            time.pass(Duration.ofSeconds(1));
            link.outbox().offer(message(1));
            time.pass(Duration.ofSeconds(1));
            assertThatThrownBy(() -> exchange.send(bytes(2)))
                    .isInstanceOf(PeerRefused.class)
                    .hasMessageContaining("close 4001 'peer's bye'");
            finish(link);
        });
    }

    @Test
    void givenATimeForEachSize_whenAFrameIsStuck_thenItGetsItsOwn() throws Exception {
        Link.Settings settings = new Link.Settings(
                10_000, 10_000, bytes -> Duration.ofSeconds(bytes / 100), STALL, PING_AFTER, SILENCE_LIMIT);
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                Link<String> link = Link.open("link", pipe.client(), settings, environment, scope);
                for (int i = 0; i < 8; i++) {
                    link.outbox().offer(new Frame.Message(new byte[800]));
                }
                assertThat(awaitEnding(link)).isEqualTo(new Ending.SendTimedOut(Duration.ofSeconds(8)));
                assertThat(now()).isEqualTo(Duration.ofSeconds(8));
                link.finish(Optional.empty(), time.in(Duration.ZERO));
            }
        });
    }
}
