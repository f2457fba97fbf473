// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Ending;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final Ending PEER_CLOSED = new Ending.PeerClosed(4001, "bye");

    private final VirtualTime time = new VirtualTime();
    private final Inbox<String> inbox = new Inbox<>(time, 1000);
    private final List<String> seen = new ArrayList<>();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String shown(Inbox.Event<String> event) {
        return switch (event) {
            case Inbox.Received<String>(byte[] message) -> "message " + new String(message, StandardCharsets.US_ASCII);
            case Inbox.Posted<String>(String control) -> "control " + control;
            case Inbox.Ended<String>(Ending ending) ->
                "end " + ending.getClass().getSimpleName();
            case Inbox.Expired<String> _ -> "expired";
        };
    }

    private String next() throws InterruptedException {
        return shown(inbox.await(time.in(Duration.ofSeconds(1))));
    }

    private long seconds() {
        return Duration.ofNanos(time.nanos()).toSeconds();
    }

    @Test
    void givenMessagesControlsAndAnEnding_whenAwaited_thenControlsComeFirstAndTheEndingLast() throws Exception {
        time.run(() -> {
            inbox.put(bytes("one"), Deadline.NEVER);
            inbox.put(bytes("two"), Deadline.NEVER);
            inbox.end(PEER_CLOSED);
            inbox.post("first");
            inbox.post("second");
            for (int i = 0; i < 6; i++) {
                seen.add(next());
            }
        });
        assertThat(seen)
                .containsExactly(
                        "control first",
                        "control second",
                        "message one",
                        "message two",
                        "end PeerClosed",
                        "end PeerClosed");
    }

    /** Every way in has to wake an owner that waits without a deadline. */
    @ParameterizedTest
    @ValueSource(strings = {"put", "post", "end", "cancel"})
    void givenOwnerThatWaits_whenSomethingComesLater_thenItWakesUp(String way) throws Exception {
        time.run(() -> {
            time.enrol("later", () -> {
                time.pass(Duration.ofSeconds(1));
                switch (way) {
                    case "put" -> inbox.put(bytes("one"), Deadline.NEVER);
                    case "post" -> inbox.post("one");
                    case "end" -> inbox.end(PEER_CLOSED);
                    default -> inbox.cancel();
                }
            });
            inbox.await(Deadline.NEVER);
            assertThat(seconds()).isEqualTo(1);
        });
    }

    @Test
    void givenSeveralEndings_whenAwaited_thenTheFirstCounts() throws Exception {
        time.run(() -> {
            inbox.end(PEER_CLOSED);
            inbox.end(new Ending.Lost("Connection reset"));
            assertThat(inbox.await(Deadline.NEVER)).isEqualTo(new Inbox.Ended<String>(PEER_CLOSED));
        });
    }

    @Test
    void givenMessagesControlsAndAnEnding_whenCancelled_thenTheCancellationOvertakesAll() throws Exception {
        time.run(() -> {
            inbox.put(bytes("one"), Deadline.NEVER);
            inbox.post("first");
            inbox.end(PEER_CLOSED);
            inbox.cancel();
            inbox.end(PEER_CLOSED);
            seen.add(next());
            inbox.post("late");
            inbox.put(bytes("late"), Deadline.NEVER);
            seen.add(next());
        });
        assertThat(seen).containsExactly("end CancelledHere", "end CancelledHere");
    }

    @Test
    void givenWaitingOwner_whenCancelled_thenItsWaitReturnsAtOnce() throws Exception {
        time.run(() -> {
            time.enrol("owner", () -> seen.add(shown(inbox.await(Deadline.NEVER)) + " at " + seconds()));
            time.pass(Duration.ofSeconds(3));
            inbox.cancel();
            time.pass(Duration.ofSeconds(1));
        });
        assertThat(seen).containsExactly("end CancelledHere at 3");
    }

    @Test
    void givenFullLane_whenReaderPuts_thenItWaitsUntilTheOwnerTakes() throws Exception {
        time.run(() -> {
            assertThat(inbox.put(new byte[600], Deadline.NEVER)).isTrue();
            time.enrol("reader", () -> {
                assertThat(inbox.put(new byte[600], time.in(Duration.ofSeconds(5))))
                        .isTrue();
                seen.add("put at " + seconds());
            });
            time.pass(Duration.ofSeconds(2));
            assertThat(seen).isEmpty();
            assertThat(inbox.await(Deadline.NEVER)).isInstanceOf(Inbox.Received.class);
            time.pass(Duration.ofSeconds(1));
        });
        assertThat(seen).containsExactly("put at 2");
    }

    @Test
    void givenFullLane_whenNobodyTakes_thenPutGivesUpAtItsDeadline() throws Exception {
        time.run(() -> {
            inbox.put(new byte[600], Deadline.NEVER);
            assertThat(inbox.put(new byte[600], time.in(Duration.ofSeconds(5)))).isFalse();
            assertThat(seconds()).isEqualTo(5);
        });
    }

    @Test
    void givenFullLane_whenTheOwnerTakesAtTheVeryDeadline_thenTheMessageIsNotLost() throws Exception {
        time.run(() -> {
            inbox.put(new byte[600], Deadline.NEVER);
            time.enrol("owner", () -> {
                time.pass(Duration.ofSeconds(5));
                inbox.await(Deadline.NEVER);
                inbox.await(Deadline.NEVER);
            });
            time.pass(Duration.ofSeconds(1));
            assertThat(inbox.put(new byte[600], time.in(Duration.ofSeconds(4)))).isTrue();
        });
        assertThat(time.leftovers()).isEmpty();
    }

    @Test
    void givenEmptyLane_whenMessageIsLargerThanTheBound_thenItIsTaken() throws Exception {
        time.run(() -> assertThat(inbox.put(new byte[5000], Deadline.at(0))).isTrue());
    }

    @Test
    void givenFloodOfEmptyMessages_whenNobodyTakes_thenTheirNumberIsBoundedToo() throws Exception {
        time.run(() -> {
            int taken = 0;
            while (taken < 10_000 && inbox.put(new byte[0], Deadline.at(0))) {
                taken++;
            }
            assertThat(taken).isBetween(1, 32);
        });
    }

    @Test
    void givenFullLane_whenControlIsPosted_thenItNeitherBlocksNorIsDropped() throws Exception {
        time.run(() -> {
            inbox.put(new byte[1000], Deadline.NEVER);
            for (int i = 0; i < 1000; i++) {
                inbox.post("control " + i);
            }
            assertThat(time.nanos()).isZero();
            for (int i = 0; i < 1000; i++) {
                assertThat(next()).isEqualTo("control control " + i);
            }
        });
    }

    @Test
    void givenBlockedReader_whenCancelled_thenItIsFree() throws Exception {
        time.run(() -> {
            inbox.put(new byte[1000], Deadline.NEVER);
            time.enrol("reader", () -> inbox.put(new byte[1000], Deadline.NEVER));
            time.pass(Duration.ofSeconds(1));
            inbox.cancel();
        });
        assertThat(time.leftovers()).isEmpty();
    }

    @Test
    void givenBlockedReader_whenDiscarding_thenItIsFreeAndOnlyTheEndingIsKept() throws Exception {
        time.run(() -> {
            inbox.put(new byte[1000], Deadline.NEVER);
            time.enrol("reader", () -> {
                inbox.put(new byte[1000], Deadline.NEVER);
                inbox.end(PEER_CLOSED);
            });
            time.pass(Duration.ofSeconds(1));
            inbox.discard();
            assertThat(next()).isEqualTo("end PeerClosed");
        });
    }

    @Test
    void givenNothing_whenDeadlinePasses_thenExpiredCarriesTheVeryDeadline() throws Exception {
        time.run(() -> {
            Deadline askAt = time.in(Duration.ofSeconds(2));
            Deadline readyBy = time.in(Duration.ofSeconds(2));
            Inbox.Event<String> event = inbox.await(Deadline.earliest(askAt, readyBy));
            assertThat(event)
                    .isInstanceOfSatisfying(
                            Inbox.Expired.class,
                            expired -> assertThat(expired.deadline()).isSameAs(askAt));
            assertThat(seconds()).isEqualTo(2);
        });
    }

    @Test
    void givenMessageAndPassedDeadline_whenAwaited_thenTheMessageComesFirst() throws Exception {
        time.run(() -> {
            inbox.put(bytes("late"), Deadline.NEVER);
            time.pass(Duration.ofSeconds(1));
            assertThat(shown(inbox.await(Deadline.at(1)))).isEqualTo("message late");
            assertThat(shown(inbox.await(Deadline.at(1)))).isEqualTo("expired");
        });
    }

    @Test
    void givenInterruptedOwner_whenItAwaits_thenItIsTold() throws Exception {
        time.run(() -> {
            inbox.post("waits already");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> inbox.await(Deadline.NEVER)).isInstanceOf(InterruptedException.class);
        });
    }

    @Test
    void givenMessagesBeforeTheEnding_whenEndingIsAwaited_thenNothingIsTakenOut() throws Exception {
        time.run(() -> {
            inbox.put(bytes("one"), Deadline.NEVER);
            assertThat(inbox.awaitEnding(time.in(Duration.ofSeconds(1)))).isFalse();
            assertThat(inbox.ending()).isEmpty();
            inbox.end(PEER_CLOSED);
            assertThat(inbox.awaitEnding(Deadline.NEVER)).isTrue();
            assertThat(inbox.ending()).contains(PEER_CLOSED);
            assertThat(next()).isEqualTo("message one");
        });
    }
}
