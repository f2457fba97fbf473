// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Outbox;
import io.handfast.engine.Outbox.Offer;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Frame.Message SMALL = new Frame.Message(new byte[100]);
    private static final Frame.Message LARGE = new Frame.Message(new byte[950]);
    private static final Frame.Pong OLD_PONG = new Frame.Pong(new byte[] {1});
    private static final Frame.Pong NEW_PONG = new Frame.Pong(new byte[] {2});
    private static final Frame.Close FAREWELL = new Frame.Close(1000, "bye");

    private final VirtualTime time = new VirtualTime();
    private final Outbox outbox = new Outbox(time, 1000);

    private List<Frame> drained() throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        Optional<Frame> next = outbox.await(Deadline.at(0));
        while (next.isPresent()) {
            frames.add(next.get());
            next = outbox.await(Deadline.at(0));
        }
        return frames;
    }

    @Test
    void givenFullOutbox_whenOffered_thenItIsFullUntilTheWriterTakes() throws Exception {
        time.run(() -> {
            assertThat(outbox.offer(LARGE)).isEqualTo(Offer.TAKEN);
            assertThat(outbox.offer(SMALL)).isEqualTo(Offer.FULL);
            assertThat(outbox.await(Deadline.NEVER)).contains(LARGE);
            assertThat(outbox.offer(SMALL)).isEqualTo(Offer.TAKEN);
        });
    }

    @Test
    void givenEmptyOutbox_whenFrameIsLargerThanTheBound_thenItIsTaken() {
        assertThat(outbox.offer(new Frame.Message(new byte[5000]))).isEqualTo(Offer.TAKEN);
    }

    @Test
    void givenFullOutbox_whenPut_thenTheSenderWaitsForRoom() throws Exception {
        time.run(() -> {
            outbox.offer(LARGE);
            time.enrol("writer", () -> {
                time.pass(Duration.ofSeconds(2));
                outbox.await(Deadline.NEVER);
            });
            assertThat(outbox.put(SMALL, time.in(Duration.ofSeconds(5)))).isEqualTo(Offer.TAKEN);
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        });
    }

    @Test
    void givenFullOutbox_whenNobodyTakes_thenPutGivesUpAtItsDeadline() throws Exception {
        time.run(() -> {
            outbox.offer(LARGE);
            assertThat(outbox.put(SMALL, time.in(Duration.ofSeconds(5)))).isEqualTo(Offer.FULL);
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
        });
    }

    @Test
    void givenBlockedSender_whenAbandoned_thenItLearnsThatTheConnectionEnded() throws Exception {
        time.run(() -> {
            outbox.offer(LARGE);
            time.enrol("end", () -> {
                time.pass(Duration.ofSeconds(1));
                outbox.abandon();
            });
            assertThat(outbox.put(SMALL, Deadline.NEVER)).isEqualTo(Offer.CLOSED);
            assertThat(drained()).isEmpty();
        });
    }

    @Test
    void givenFullOutbox_whenPingsAreAnswered_thenTheNewestPongOvertakesAll() throws Exception {
        time.run(() -> {
            outbox.offer(LARGE);
            outbox.answer(OLD_PONG);
            outbox.answer(NEW_PONG);
            assertThat(outbox.isEmpty()).isFalse();
            assertThat(drained()).containsExactly(NEW_PONG, LARGE);
            assertThat(outbox.isEmpty()).isTrue();
        });
    }

    @Test
    void givenFramesAndReplies_whenWritten_thenByTurnsAndEachInItsOrder() throws Exception {
        List<Frame> frames =
                IntStream.range(0, 3).mapToObj(OutboxTest::numbered).toList();
        List<Frame> replies =
                IntStream.range(10, 12).mapToObj(OutboxTest::numbered).toList();
        time.run(() -> {
            frames.forEach(outbox::offer);
            replies.forEach(outbox::offerReply);
            assertThat(drained())
                    .containsExactly(replies.get(0), frames.get(0), replies.get(1), frames.get(1), frames.get(2));
            outbox.offerReply(SMALL);
            assertThat(outbox.isEmpty()).isFalse();
            assertThat(drained()).containsExactly(SMALL);
        });
    }

    @Test
    void givenOutboxKeptFull_whenRepliesAreOffered_thenSomeHaveRoomButNotAnyNumber() throws Exception {
        Frame.Message reply = new Frame.Message(new byte[32 * 1024]);
        time.run(() -> {
            outbox.offer(LARGE);
            assertThat(outbox.offerReply(reply)).isEqualTo(Offer.TAKEN);
            assertThat(outbox.offerReply(reply)).isEqualTo(Offer.TAKEN);
            assertThat(outbox.offerReply(SMALL)).isEqualTo(Offer.FULL);
            assertThat(outbox.offer(SMALL)).isEqualTo(Offer.FULL);
            assertThat(outbox.await(Deadline.NEVER)).contains(reply);
            assertThat(outbox.offerReply(SMALL)).isEqualTo(Offer.TAKEN);
        });
    }

    @Test
    void givenNoReplies_whenOneIsLargerThanTheBound_thenItIsTakenAndOneFrameToo() throws Exception {
        Frame.Message huge = new Frame.Message(new byte[100_000]);
        time.run(() -> {
            assertThat(outbox.offerReply(huge)).isEqualTo(Offer.TAKEN);
            assertThat(outbox.offerReply(SMALL)).isEqualTo(Offer.FULL);
            assertThat(outbox.offer(SMALL)).isEqualTo(Offer.TAKEN);
            assertThat(outbox.offer(SMALL)).isEqualTo(Offer.FULL);
            assertThat(drained()).containsExactly(huge, SMALL);
        });
    }

    @Test
    void givenASenderThatWaits_whenAReplyIsTaken_thenItsRoomIsTheSenders() throws Exception {
        time.run(() -> {
            outbox.offerReply(LARGE);
            outbox.offer(SMALL);
            time.enrol("writer", () -> {
                time.pass(Duration.ofSeconds(2));
                outbox.await(Deadline.NEVER);
            });
            assertThat(outbox.put(SMALL, time.in(Duration.ofSeconds(5)))).isEqualTo(Offer.TAKEN);
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        });
    }

    @Test
    void givenRepliesThatWait_whenClosed_thenTheFarewellIsLastAllTheSame() throws Exception {
        time.run(() -> {
            outbox.offerReply(SMALL);
            outbox.offerReply(LARGE);
            outbox.close(Optional.of(FAREWELL));
            assertThat(outbox.offerReply(SMALL)).isEqualTo(Offer.CLOSED);
            assertThat(drained()).containsExactly(SMALL, LARGE, FAREWELL);
        });
    }

    @Test
    void givenRepliesThatWait_whenAbandoned_thenTheyAreForgotten() throws Exception {
        time.run(() -> {
            outbox.offerReply(SMALL);
            outbox.abandon();
            assertThat(outbox.isEmpty()).isTrue();
            assertThat(drained()).isEmpty();
        });
    }

    private static Frame numbered(int number) {
        return new Frame.Message(new byte[] {(byte) number});
    }

    @Test
    void givenWaitingFrames_whenClosed_thenTheFarewellIsLastAndNothingFollows() throws Exception {
        time.run(() -> {
            outbox.offer(LARGE);
            outbox.close(Optional.of(FAREWELL));
            outbox.close(Optional.of(new Frame.Close(1001, "second")));
            outbox.answer(NEW_PONG);
            assertThat(outbox.offer(SMALL)).isEqualTo(Offer.CLOSED);
            assertThat(outbox.put(SMALL, Deadline.NEVER)).isEqualTo(Offer.CLOSED);
            assertThat(outbox.isClosed()).isTrue();
            assertThat(drained()).containsExactly(LARGE, FAREWELL);
        });
    }

    @Test
    void givenWaitingWriter_whenClosedWithoutFarewell_thenItLearnsAtOnceThatThereIsNoMore() throws Exception {
        time.run(() -> {
            time.enrol("owner", () -> {
                time.pass(Duration.ofSeconds(1));
                outbox.close(Optional.empty());
            });
            assertThat(outbox.await(Deadline.NEVER)).isEmpty();
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
        });
    }

    @Test
    void givenNothingToWrite_whenDeadlinePasses_thenTheWriterGoesOn() throws Exception {
        time.run(() -> {
            assertThat(outbox.await(time.in(Duration.ofSeconds(3)))).isEmpty();
            assertThat(outbox.isClosed()).isFalse();
        });
    }
}
