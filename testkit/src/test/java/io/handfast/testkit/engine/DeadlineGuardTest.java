// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Frame;
import io.handfast.engine.Phase;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.failure.TimedOut;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.PipeChannel;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineGuardTest {
    private static final Phase TLS = () -> "tls";

    private final VirtualTime time = new VirtualTime();
    private final DeadlineGuard guard = new DeadlineGuard(time);
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void theGuardsThreadHasEnded() {
        assertThat(time.leftovers()).isEmpty();
    }

    private void run(VirtualTime.Body body) throws Exception {
        time.run(() -> {
            try (guard) {
                body.run();
            }
        });
    }

    private Deadline in(int seconds) {
        return time.in(Duration.ofSeconds(seconds));
    }

    private void pass(int seconds) throws InterruptedException {
        time.pass(Duration.ofSeconds(seconds));
    }

    private DeadlineGuard.Watch watch(String name) {
        return guard.watch(
                () -> seen.add(name + " at " + Duration.ofNanos(time.nanos()).toSeconds()));
    }

    @Test
    void givenArmedWatch_whenTheDeadlinePasses_thenItExpiresAtThatInstantAndOnce() throws Exception {
        run(() -> {
            DeadlineGuard.Watch watch = watch("a");
            watch.arm(in(3));
            pass(2);
            assertThat(watch.expired()).isFalse();
            pass(5);
            assertThat(watch.expired()).isTrue();
            assertThat(seen).containsExactly("a at 3");
        });
    }

    @Test
    void givenArmedWatch_whenArmedLater_thenOnlyTheLaterDeadlineCounts() throws Exception {
        run(() -> {
            DeadlineGuard.Watch watch = watch("a");
            watch.arm(in(3));
            pass(1);
            watch.arm(in(9));
            pass(30);
            assertThat(seen).containsExactly("a at 10");
        });
    }

    @Test
    void givenArmedWatch_whenArmedEarlier_thenOnlyTheEarlierDeadlineCounts() throws Exception {
        run(() -> {
            DeadlineGuard.Watch watch = watch("a");
            watch.arm(in(9));
            pass(1);
            watch.arm(in(3));
            pass(30);
            assertThat(seen).containsExactly("a at 4");
        });
    }

    @Test
    void givenDisarmedWatch_whenTheDeadlinePasses_thenNothingHappensUntilItIsArmedAgain() throws Exception {
        run(() -> {
            DeadlineGuard.Watch watch = watch("a");
            watch.arm(in(3));
            watch.disarm();
            pass(10);
            assertThat(watch.expired()).isFalse();
            watch.arm(in(3));
            watch.close();
            watch.arm(in(5));
            pass(10);
            assertThat(seen).containsExactly("a at 15");
        });
    }

    @Test
    void givenClosedWatches_whenTheirDeadlinesPass_thenTheOthersExpireAndAClosedOneCanBeArmedAgain() throws Exception {
        run(() -> {
            DeadlineGuard.Watch first = watch("first");
            DeadlineGuard.Watch sameInstant = watch("same instant");
            DeadlineGuard.Watch last = watch("last");
            Deadline both = in(3);
            first.arm(both);
            sameInstant.arm(both);
            last.arm(in(5));
            first.close();
            pass(4);
            assertThat(seen).containsExactly("same instant at 3");
            first.arm(in(3));
            pass(4);
            assertThat(seen).containsExactly("same instant at 3", "last at 5", "first at 7");
        });
    }

    @Test
    void givenPassedDeadline_whenArmed_thenItExpiresAtOnce() throws Exception {
        run(() -> {
            pass(5);
            watch("a").arm(Deadline.at(0));
            pass(1);
            assertThat(seen).containsExactly("a at 5");
        });
    }

    @Test
    void givenThousandWatchesArmedAndRearmed_whenTimePasses_thenEachExpiresAtItsOwnDeadline() throws Exception {
        SeededEntropy entropy = new SeededEntropy(5);
        TreeMap<Integer, String> expected = new TreeMap<>();
        run(() -> {
            for (int i = 0; i < 1000; i++) {
                DeadlineGuard.Watch watch = watch("w" + i);
                watch.arm(in((int) entropy.below(5000)));
                int last = 10 * i + (int) entropy.below(10);
                if (i % 3 == 0) {
                    watch.disarm();
                } else {
                    watch.arm(in(last));
                    expected.put(last, "w" + i + " at " + last);
                }
            }
            pass(20_000);
        });
        assertThat(seen).containsExactlyElementsOf(expected.values());
    }

    @Test
    void givenClosedGuard_whenTheDeadlinePasses_thenNothingExpires() throws Exception {
        run(() -> {
            watch("a").arm(in(3));
            guard.close();
            pass(10);
            assertThat(seen).isEmpty();
        });
    }

    @Test
    void givenExpiryThatThrows_whenOthersAreArmed_thenTheGuardLivesOn() throws Exception {
        run(() -> {
            guard.watch(() -> {
                        throw new IllegalStateException("bug");
                    })
                    .arm(in(1));
            watch("b").arm(in(2));
            pass(10);
        });
        assertThat(seen).containsExactly("b at 2");
    }

    // ---- during: the failure's name

    private Frame read(DeadlineGuard.Watch watch, Deadline by, PipeChannel channel) throws HandshakeException {
        return watch.during(by, TLS, EngineFailure.CONNECT_TIMEOUT, "a hello", channel::read);
    }

    @Test
    void givenSilentPeer_whenTheDeadlinePassesDuringAStep_thenItIsTimedOutNotLost() throws Exception {
        run(() -> {
            PipeChannel channel = new Pipe(time).client();
            DeadlineGuard.Watch watch = guard.watch(channel::close);
            assertThatThrownBy(() -> read(watch, in(3), channel))
                    .isInstanceOf(TimedOut.class)
                    .hasMessage("net.connect-timeout in tls: expected a hello, got no end of it in time");
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        });
    }

    @Test
    void givenSilentPeer_whenCancelledDuringAStep_thenItIsCancelledNotLost() throws Exception {
        run(() -> {
            PipeChannel channel = new Pipe(time).client();
            DeadlineGuard.Watch watch = guard.watch(channel::close);
            time.enrol("user", () -> {
                pass(1);
                watch.cancel();
            });
            assertThatThrownBy(() -> read(watch, in(3), channel)).isInstanceOf(Cancelled.class);
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
        });
    }

    @Test
    void givenStepsUnderOneDeadline_whenTheSecondIsSlow_thenTheDeadlineIsNotStretched() throws Exception {
        run(() -> {
            Pipe pipe = new Pipe(time);
            DeadlineGuard.Watch watch = guard.watch(pipe.client()::close);
            Deadline by = in(3);
            time.enrol("peer", () -> {
                pass(2);
                pipe.server().write(new Frame.Message(new byte[1]));
                pipe.server().flush();
            });
            assertThat(read(watch, by, pipe.client())).isInstanceOf(Frame.Message.class);
            assertThatThrownBy(() -> read(watch, by, pipe.client())).isInstanceOf(TimedOut.class);
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        });
    }

    @Test
    void givenFinishedStep_whenItsDeadlinePassesLater_thenTheResourceStaysOpen() throws Exception {
        run(() -> {
            assertThat(watch("a").during(in(3), TLS, EngineFailure.CONNECT_TIMEOUT, "", () -> "done"))
                    .isEqualTo("done");
            pass(10);
        });
        assertThat(seen).isEmpty();
    }

    @Test
    void givenStepThatEndsAtTheVeryDeadline_whenTheGuardWasFirst_thenItIsTimedOutNotAClosedResult() throws Exception {
        run(() -> {
            DeadlineGuard.Watch watch = watch("a");
            DeadlineGuard.Step<String> step = () -> {
                try {
                    pass(1); // now the guard waits first
                    pass(2);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return "a connection that was closed just now";
            };
            assertThatThrownBy(() -> watch.during(in(3), TLS, EngineFailure.CONNECT_TIMEOUT, "a hello", step))
                    .isInstanceOf(TimedOut.class);
            assertThat(seen).containsExactly("a at 3");
        });
    }

    @Test
    void givenBrokenNetwork_whenAStepFails_thenTheNetworksWordsAreKept() throws Exception {
        run(() -> {
            Pipe pipe = new Pipe(time);
            DeadlineGuard.Watch watch = guard.watch(pipe.client()::close);
            pipe.reset();
            assertThatThrownBy(() -> read(watch, in(3), pipe.client()))
                    .isInstanceOf(ConnectionLost.class)
                    .hasMessage("net.connection-lost in tls: expected a hello, got Connection reset")
                    .hasCauseInstanceOf(IOException.class);
        });
    }

    @Test
    void givenPeerThatEnds_whenAStepFails_thenThatIsTheFailure() throws Exception {
        run(() -> {
            Pipe pipe = new Pipe(time);
            DeadlineGuard.Watch watch = guard.watch(pipe.client()::close);
            pipe.server().close();
            assertThatThrownBy(() -> read(watch, in(3), pipe.client()))
                    .isInstanceOf(ConnectionLost.class)
                    .hasMessageStartingWith("net.ended-by-peer in tls");
            assertThatThrownBy(() -> watch.during(in(3), TLS, EngineFailure.CONNECT_TIMEOUT, "", () -> {
                        throw new EOFException();
                    }))
                    .hasMessageStartingWith("net.ended-by-peer in tls");
        });
    }

    @Test
    void givenStepThatNamesItsFailureItself_whenItFails_thenTheNameIsKept() throws Exception {
        PeerRefused refused = new PeerRefused(EngineFailure.FRAMING, "tls", "a hello", "an alert");
        run(() -> assertThatThrownBy(() -> watch("a").during(in(3), TLS, EngineFailure.CONNECT_TIMEOUT, "", () -> {
                    throw refused;
                }))
                .isSameAs(refused));
    }
}
