// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Ending;
import io.handfast.engine.Environment;
import io.handfast.engine.Exchange;
import io.handfast.engine.Frame;
import io.handfast.engine.Inbox;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.SeededEntropy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How this side ends a link: in good order, or at once. */
class LinkEndTest extends LinkScene {
    @Test
    void givenQueuedMessages_whenFinished_thenAllIsWrittenThenTheFarewellThenThePeersIsAwaited() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                script.expect(bytes(1)).expect(bytes(2)).expectClose(1000);
                script.expectNothing(Duration.ofSeconds(2)).send(PEERS_BYE).expectEnd();
                seen.add("peer saw all");
                peer.close();
            });
            link.outbox().offer(message(1));
            link.outbox().offer(message(2));
            assertThat(finish(link)).isTrue();
            assertThat(now()).isEqualTo(Duration.ofSeconds(2).plus(LATENCY.multipliedBy(2)));
            assertThat(pipe.client().isClosed()).isTrue();
            time.pass(Duration.ofSeconds(1));
            assertThat(seen).containsExactly("peer saw all");
        });
    }

    @Test
    void givenPeerThatNeverAnswersTheFarewell_whenFinished_thenItEndsAtTheDeadlineAndSaysSo() throws Exception {
        run(link -> {
            assertThat(finish(link)).isFalse();
            assertThat(now()).isEqualTo(Duration.ofSeconds(5));
            assertThat(pipe.sentBy(Role.CLIENT)).containsExactly(BYE);
        });
    }

    @Test
    void givenStuckWriter_whenFinished_thenItEndsAtTheDeadline() throws Exception {
        run(link -> {
            for (int i = 0; i < 10; i++) {
                link.outbox().offer(new Frame.Message(new byte[1000]));
            }
            assertThat(finish(link)).isFalse();
            assertThat(now()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void givenProtocolWithoutFarewell_whenFinished_thenTheEndOfOurOutputIsSaidAtOnce() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                script.expect(bytes(1)).expectEnd();
                peer.close();
            });
            link.outbox().offer(message(1));
            assertThat(link.finish(Optional.empty(), time.in(Duration.ofSeconds(5))))
                    .isTrue();
            assertThat(now()).isEqualTo(LATENCY.multipliedBy(2));
        });
    }

    @Test
    void givenPeerThatFloodsOn_whenFinished_thenItsMessagesAreDroppedUntilItsFarewell() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                for (int i = 0; i < 100; i++) {
                    send(new Frame.Message(new byte[1000]));
                }
                drainPeer();
            });
            time.pass(Duration.ofSeconds(1));
            assertThat(finish(link)).isTrue();
        });
    }

    @Test
    void givenInterruptedOwner_whenFinished_thenNobodyIsAwaitedAndTheInterruptIsKept() throws Exception {
        run(link -> {
            link.outbox().offer(message(1));
            Thread.currentThread().interrupt();
            assertThat(finish(link)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(now()).isEqualTo(Duration.ZERO);
        });
    }

    @Test
    void givenOwnerThatFinishes_whenInterruptedMeanwhile_thenItReturnsAndTheInterruptIsKept() throws Exception {
        run(link -> {
            Thread owner = Thread.currentThread();
            time.enrol("interrupter", () -> {
                time.pass(Duration.ofSeconds(1));
                owner.interrupt();
            });
            assertThat(finish(link)).isFalse();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(now()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void givenWaitingOwner_whenAnotherThreadCancels_thenItIsCancelledAtOnceAndNothingIsLeft() throws Exception {
        run(link -> {
            Exchange<String> exchange = new Exchange<>(link, time, new Trace(time), PHASE);
            time.enrol("user", () -> {
                time.pass(Duration.ofSeconds(3));
                link.cancel();
                link.cancel();
            });
            assertThatThrownBy(() -> exchange.await(Deadline.NEVER)).isInstanceOf(Cancelled.class);
            assertThat(now()).isEqualTo(Duration.ofSeconds(3));
            assertThat(finish(link)).isFalse();
            assertThat(now()).isEqualTo(Duration.ofSeconds(3));
            assertThat(pipe.sentBy(Role.CLIENT)).isEmpty();
        });
    }

    @Test
    void givenReaderBlockedByFullInbox_whenCancelled_thenItIsFree() throws Exception {
        run(link -> {
            time.enrol("peer", () -> {
                for (int i = 0; i < 12; i++) {
                    send(new Frame.Message(new byte[1000]));
                }
            });
            time.pass(Duration.ofSeconds(2));
            link.cancel();
            assertThat(finish(link)).isFalse();
            assertThat(now()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void givenStuckWriterAndWaitingSender_whenCancelled_thenBothAreFree() throws Exception {
        run(link -> {
            for (int i = 0; i < 14; i++) {
                link.outbox().offer(new Frame.Message(new byte[1000]));
            }
            time.enrol(
                    "sender",
                    () -> seen.add(link.outbox()
                            .put(new Frame.Message(new byte[9000]), Deadline.NEVER)
                            .name()));
            time.pass(Duration.ofSeconds(1));
            link.cancel();
            finish(link);
            assertThat(now()).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(seen).containsExactly("CLOSED");
    }

    @Test
    void givenInterruptedOwner_whenItAwaits_thenThatIsACancellationAndTheInterruptIsKept() throws Exception {
        run(link -> {
            Exchange<String> exchange = new Exchange<>(link, time, new Trace(time), PHASE);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> exchange.await(Deadline.NEVER))
                    .isInstanceOf(Cancelled.class)
                    .hasMessageContaining("an interrupt");
            assertThat(Thread.interrupted()).isTrue();
            link.cancel();
        });
    }

    @Test
    void givenParentScope_whenItIsCancelled_thenTheLinkIsToo() throws Exception {
        run(link -> {
            time.enrol("stop", () -> {
                time.pass(Duration.ofSeconds(3));
                scope.cancel();
            });
            assertThat(awaitEnding(link)).isEqualTo(new Ending.CancelledHere());
            assertThat(now()).isEqualTo(Duration.ofSeconds(3));
            finish(link);
        });
    }

    @Test
    void givenCancelledParent_whenOpened_thenTheLinkIsCancelledFromTheStart() throws Exception {
        scope.cancel();
        run(link -> {
            assertThat(awaitEnding(link)).isEqualTo(new Ending.CancelledHere());
            finish(link);
        });
    }

    @Test
    void givenTwoLinks_whenBothTalkAndOneFinishes_thenNothingIsLostOrOvertaken() throws Exception {
        run(link -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(2))) {
                Link<String> other = Link.open("other", peer, SETTINGS, environment, scope);
                time.enrol("other's owner", () -> {
                    Inbox.Event<String> event = other.inbox().await(Deadline.NEVER);
                    while (event instanceof Inbox.Received<String>(byte[] message)) {
                        seen.add("got " + message[0]);
                        event = other.inbox().await(Deadline.NEVER);
                    }
                    seen.add(event.toString());
                    assertThat(other.finish(Optional.of(BYE), time.in(Duration.ofSeconds(5))))
                            .isTrue();
                });
                for (int i = 0; i < 3; i++) {
                    link.outbox().offer(message(i));
                }
                assertThat(finish(link)).isTrue();
                time.pass(Duration.ofSeconds(1));
                assertThat(now()).isLessThan(Duration.ofSeconds(2));
            }
        });
        assertThat(seen).containsExactly("got 0", "got 1", "got 2", "Ended[ending=PeerClosed[code=1000, reason=bye]]");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    void givenTwoLinksWithoutFarewells_whenOneFinishes_thenNeitherWaitsForADeadline() throws Exception {
        run(link -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(2))) {
                Link<String> other = Link.open("other", peer, SETTINGS, environment, scope);
                time.enrol("other's owner", () -> {
                    assertThat(awaitEnding(other)).isEqualTo(new Ending.StreamEnded());
                    assertThat(other.finish(Optional.empty(), time.in(Duration.ofSeconds(5))))
                            .isTrue();
                });
                assertThat(link.finish(Optional.empty(), time.in(Duration.ofSeconds(5))))
                        .isTrue();
                time.pass(Duration.ofSeconds(1));
                assertThat(now()).isLessThan(Duration.ofSeconds(2));
            }
        });
    }
}
