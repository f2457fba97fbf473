// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Ending;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.Link;
import io.handfast.engine.Role;
import io.handfast.engine.failure.FailureCode;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.testkit.SeededEntropy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Channels that fail in ways a pipe does not. */
class LinkFaultTest extends LinkScene {
    private static final Frame.Close TOO_BIG = new Frame.Close(1009, "");

    /** A step of a channel that replaces the pipe's. */
    @FunctionalInterface
    private interface Fault {
        void strike() throws IOException;
    }

    /** A pipe's end that strikes before each read or each write. */
    private record Faulty(FrameChannel channel, Fault onRead, Fault onWrite) implements FrameChannel {
        @Override
        public Frame read() throws IOException {
            onRead.strike();
            return channel.read();
        }

        @Override
        public void write(Frame frame) throws IOException {
            onWrite.strike();
            channel.write(frame);
        }

        @Override
        public void flush() throws IOException {
            channel.flush();
        }

        @Override
        public void endOutput() throws IOException {
            channel.endOutput();
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    private void run(Fault onRead, Fault onWrite, Owner owner) throws Exception {
        time.run(() -> {
            try (Environment environment = Environment.of(time, new SeededEntropy(1))) {
                FrameChannel channel = new Faulty(pipe.client(), onRead, onWrite);
                owner.own(Link.open("link", channel, SETTINGS, environment, scope));
                time.pass(Duration.ofSeconds(1));
            }
        });
    }

    private static void bug() {
        throw new IllegalStateException("a codec's bug");
    }

    @Test
    void givenPeerThatBreaksTheFraming_whenFinished_thenTheAnswerOfTheRulesIsItsFarewell() throws Exception {
        Fault violation = () -> {
            throw new FrameChannel.FrameViolation(TOO_BIG, "at most 10 bytes", "11");
        };
        run(violation, () -> {}, link -> {
            Ending ending = awaitEnding(link);
            assertThat(ending)
                    .isEqualTo(
                            new Ending.Violated(EngineFailure.FRAMING, Optional.of(TOO_BIG), "at most 10 bytes", "11"));
            assertThat(ending.asFailure(PHASE, "a message"))
                    .isInstanceOf(PeerMisbehaved.class)
                    .hasMessage("net.framing in data: expected at most 10 bytes, got 11");
            assertThat(link.finish(Optional.of(TOO_BIG), time.in(Duration.ofSeconds(5))))
                    .isFalse();
        });
        assertThat(pipe.sentBy(Role.CLIENT)).containsExactly(TOO_BIG);
    }

    @Test
    void givenBugInTheChannelsReader_whenAwaited_thenTheOwnerLearnsThatTheLinkIsLost() throws Exception {
        run(LinkFaultTest::bug, () -> {}, link -> {
            assertThat(awaitEnding(link)).isInstanceOf(Ending.Lost.class);
            assertThat(now()).isZero();
            finish(link);
        });
    }

    @Test
    void givenBugInTheChannelsWriter_whenAwaited_thenTheOwnerLearnsThatTheLinkIsLost() throws Exception {
        run(() -> {}, LinkFaultTest::bug, link -> {
            link.outbox().offer(message(1));
            assertThat(awaitEnding(link)).isInstanceOf(Ending.Lost.class);
            assertThat(now()).isZero();
            finish(link);
        });
    }

    /** A protocol's own words for a broken rule and for the ways a connection ends. */
    private record OwnCode(String code, String hint) implements FailureCode {}

    private static final FailureCode OWN = new OwnCode("own.word", "do something");

    @Test
    void givenATransportWithoutFarewell_whenItsRulesAreBroken_thenItsOwnCodeReachesTheOwner() throws Exception {
        Fault violation = () -> {
            throw new FrameChannel.FrameViolation(OWN, "one", "two");
        };
        run(violation, () -> {}, link -> {
            Ending ending = awaitEnding(link);
            assertThat(ending).isEqualTo(new Ending.Violated(OWN, Optional.empty(), "one", "two"));
            assertThat(ending.asFailure(PHASE, "a message")).hasMessage("own.word in data: expected one, got two");
            link.finish(Optional.empty(), time.in(Duration.ZERO));
        });
    }

    @Test
    void givenATransportThatTellsEndingsApart_whenItEnds_thenItsOwnCodeReachesTheOwner() throws Exception {
        Fault broken = () -> {
            throw new FrameChannel.Broken(OWN, "3 bytes, then the end", null);
        };
        run(broken, () -> {}, link -> {
            assertThat(awaitEnding(link).asFailure(PHASE, "a message"))
                    .hasMessage("own.word in data: expected a message, got 3 bytes, then the end");
            link.finish(Optional.empty(), time.in(Duration.ZERO));
        });
    }

    @Test
    void givenTheEndBetweenFrames_whenTheTransportHasACodeForIt_thenThatReachesTheOwner() throws Exception {
        Fault end = () -> {
            throw new FrameChannel.EndOfStream(OWN);
        };
        run(end, () -> {}, link -> {
            assertThat(awaitEnding(link)).isEqualTo(new Ending.StreamEnded(OWN));
            link.finish(Optional.empty(), time.in(Duration.ZERO));
        });
    }
}
