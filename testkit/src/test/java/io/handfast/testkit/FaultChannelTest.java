// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.testkit.Faults.Cut;
import io.handfast.testkit.Faults.Moment.AfterFrames;
import io.handfast.testkit.Faults.Moment.At;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultChannelTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Frame LARGE = new Frame.Message(new byte[40 * 1024]);

    private final VirtualTime time = new VirtualTime();
    private final Pipe pipe = new Pipe(time);
    private final PipeChannel server = pipe.server();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void noThreadIsLeft() {
        assertThat(time.leftovers()).isEmpty();
    }

    private FaultChannel client(Faults faults) {
        return new FaultChannel(pipe.client(), time, 7, faults);
    }

    private static Frame frame(int number) {
        return new Frame.Message(new byte[] {(byte) number});
    }

    private static void send(FrameChannel channel, int... numbers) throws IOException {
        for (int number : numbers) {
            channel.write(frame(number));
        }
        channel.flush();
    }

    private String next(FrameChannel channel) {
        String what;
        try {
            what = channel.read() instanceof Frame.Message(byte[] bytes) ? Integer.toString(bytes[0]) : "?";
        } catch (IOException e) {
            what = e instanceof EndOfStream ? "end" : String.valueOf(e.getMessage());
        }
        return what + " at " + Duration.ofNanos(time.nanos()).toMillis();
    }

    private List<String> take(FrameChannel channel, int count) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(next(channel));
        }
        return taken;
    }

    @Test
    void givenNoFaults_whenUsed_thenEverythingPassesAtOnceAndTheEndsToo() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE);
            send(client, 1, 2);
            send(server, 3);
            assertThat(take(server, 2)).containsExactly("1 at 0", "2 at 0");
            assertThat(take(client, 1)).containsExactly("3 at 0");
            client.endOutput();
            assertThat(take(server, 1)).containsExactly("end at 0");
            send(server, 4);
            server.close();
            assertThat(take(client, 3)).containsExactly("4 at 0", "end at 0", "end at 0");
            client.close();
            client.close();
            assertThat(take(client, 1)).containsExactly("Socket closed at 0");
            assertThatThrownBy(() -> send(client, 5)).hasMessage("Socket closed");
        });
    }

    @Test
    void givenDelay_whenSentTogether_thenEachTakesItsOwnTimeAndNoneOvertakes() throws Exception {
        Faults faults = Faults.NONE.delay(Duration.ofMillis(100), Duration.ofMillis(900));
        time.run(() -> {
            FaultChannel client = client(faults);
            List<Long> arrivals = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                long sent = Duration.ofNanos(time.nanos()).toMillis();
                send(client, i);
                String got = next(server);
                assertThat(got).startsWith(i + " at ");
                arrivals.add(Long.parseLong(got.substring(got.lastIndexOf(' ') + 1)) - sent);
            }
            assertThat(arrivals).allSatisfy(millis -> assertThat(millis).isBetween(100L, 900L));
            assertThat(new HashSet<>(arrivals)).hasSizeGreaterThan(30);
            send(server, 1, 2, 3, 4, 5);
            assertThat(take(client, 5)).extracting(text -> text.charAt(0)).containsExactly('1', '2', '3', '4', '5');
            client.close();
        });
    }

    /** Two ends that answer each other over a network that delays, drips and breaks. */
    private static List<String> conversation(long seed) throws Exception {
        VirtualTime time = new VirtualTime();
        Pipe pipe = new Pipe(time);
        List<String> trace = new ArrayList<>();
        time.run(() -> {
            Faults faults = Faults.NONE
                    .delay(Duration.ZERO, Duration.ofMillis(50))
                    .drip(Duration.ofMillis(3))
                    .duplicate(5)
                    .cut(new At(SECOND), Cut.RESET);
            FaultChannel client = new FaultChannel(pipe.client(), time, seed, faults);
            time.enrol("server", () -> answer(time, pipe.server(), "server", trace));
            send(client, 1, 2, 3);
            answer(time, client, "client", trace);
        });
        assertThat(time.leftovers()).isEmpty();
        return trace;
    }

    private static void answer(VirtualTime time, FrameChannel channel, String name, List<String> trace) {
        try {
            while (true) {
                Frame frame = channel.read();
                trace.add(time.nanos() + " " + name);
                channel.write(frame);
                channel.flush();
            }
        } catch (IOException e) {
            trace.add(time.nanos() + " " + name + " " + e.getMessage());
            channel.close();
        }
    }

    @Test
    void givenSeed_whenRunTwelveTimes_thenTheTraceIsTheSame() throws Exception {
        Set<List<String>> traces = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            traces.add(conversation(7));
        }
        assertThat(traces).hasSize(1);
        assertThat(traces.iterator().next())
                .hasSizeGreaterThan(60)
                .contains("1000000000 client Connection reset", "1000000000 server Connection reset");
        assertThat(conversation(8)).isNotEqualTo(conversation(7));
    }

    @Test
    void givenDrip_whenSentTogether_thenTheyArriveOneByOne() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE.drip(SECOND));
            send(client, 1, 2, 3);
            send(server, 4, 5);
            assertThat(take(server, 3)).containsExactly("1 at 0", "2 at 1000", "3 at 2000");
            time.pass(Duration.ofSeconds(8));
            send(client, 6);
            assertThat(take(server, 1)).containsExactly("6 at 10000");
            assertThat(take(client, 2)).containsExactly("4 at 10000", "5 at 10000");
            client.close();
        });
    }

    @Test
    void givenDuplicate_whenSent_thenThatFrameOfEachDirectionComesTwice() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE.duplicate(2));
            send(client, 1, 2, 3);
            send(server, 4, 5, 6);
            assertThat(take(server, 4)).containsExactly("1 at 0", "2 at 0", "2 at 0", "3 at 0");
            assertThat(take(client, 4)).containsExactly("4 at 0", "5 at 0", "5 at 0", "6 at 0");
            client.close();
        });
    }

    @ParameterizedTest
    @EnumSource
    void givenCutAfterFrames_whenTheyHavePassed_thenBothEndsSeeItAndTheRestIsLost(Cut how) throws Exception {
        String read = how == Cut.RESET ? "Connection reset at 0" : "end at 0";
        String write = how == Cut.RESET ? "Connection reset" : "Broken pipe";
        time.run(() -> {
            FaultChannel client = client(Faults.NONE.cut(new AfterFrames(3), how));
            send(server, 1);
            assertThat(take(client, 1)).containsExactly("1 at 0");
            send(client, 2, 3, 4);
            assertThat(take(client, 2)).containsExactly(read, read);
            assertThatThrownBy(() -> send(client, 5)).hasMessage(write);
            assertThatThrownBy(() -> send(server, 6)).hasMessage(write);
            if (how == Cut.END) {
                assertThat(take(server, 3)).containsExactly("2 at 0", "3 at 0", "end at 0");
            } else {
                assertThat(take(server, 1)).containsExactly(read);
            }
            client.close();
        });
    }

    @Test
    void givenCutAtAnInstant_whenBothEndsWait_thenBothAreFreedThen() throws Exception {
        time.run(() -> {
            FaultChannel client =
                    client(Faults.NONE.delay(SECOND, SECOND).cut(new At(SECOND.multipliedBy(3)), Cut.END));
            time.enrol("server", () -> seen.addAll(take(server, 2)));
            send(client, 1);
            time.pass(Duration.ofMillis(2500));
            send(client, 2);
            assertThat(take(client, 1)).containsExactly("end at 3000");
            client.close();
        });
        assertThat(seen).containsExactly("1 at 1000", "end at 3000");
    }

    @Test
    void givenHalfOpen_whenItBegins_thenBothSidesHearNothingNotEvenTheEnd() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE.halfOpen(new AfterFrames(2)));
            send(client, 1);
            send(server, 2, 3);
            assertThat(take(client, 1)).containsExactly("2 at 0");
            time.enrol("reader", () -> seen.add(next(client)));
            for (int i = 0; i < 10; i++) {
                client.write(LARGE);
                client.flush();
            }
            send(server, 4);
            assertThat(take(server, 1)).containsExactly("1 at 0");
            assertThat(server.read(time.in(Duration.ofHours(1)))).isEmpty();
            assertThat(seen).isEmpty();
            client.close();
            assertThat(server.read(time.in(Duration.ofHours(1)))).isEmpty();
            assertThat(seen).containsExactly("Socket closed at 3600000");
            server.close();
        });
        assertThat(pipe.client().isClosed()).isTrue();
    }

    @Test
    void givenHalfOpenAtAnInstant_whenThePeerCloses_thenItsEndIsNotSeen() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE.halfOpen(new At(SECOND)));
            time.enrol("reader", () -> seen.add(next(client)));
            time.pass(SECOND.multipliedBy(2));
            server.close();
            time.pass(SECOND.multipliedBy(2));
            client.close();
        });
        assertThat(seen).containsExactly("Socket closed at 4000");
    }

    @Test
    void givenBlockedReaderAndWriter_whenClosed_thenBothAreFreeAndTheChannelBehindLingersNoLongerThanItMay()
            throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE);
            time.enrol("reader", () -> seen.add(next(client)));
            time.enrol("writer", () -> {
                assertThatThrownBy(() -> {
                            while (true) {
                                client.write(LARGE);
                                client.flush();
                            }
                        })
                        .hasMessage("Socket closed");
                seen.add("writer at " + Duration.ofNanos(time.nanos()).toMillis());
            });
            time.pass(SECOND);
            client.close();
            time.pass(Duration.ofMillis(9999));
            assertThat(pipe.client().isClosed()).isFalse();
            time.pass(Duration.ofMillis(1));
            assertThat(pipe.client().isClosed()).isTrue();
        });
        assertThat(seen).containsExactlyInAnyOrder("Socket closed at 1000", "writer at 1000");
    }

    @Test
    void givenFrameUnderWay_whenClosed_thenItStillArrivesAndThenTheEnd() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE.delay(SECOND, SECOND));
            send(client, 1);
            client.write(frame(2));
            client.close();
            assertThat(take(server, 2)).containsExactly("1 at 1000", "end at 1000");
        });
    }

    @Test
    void givenPeerThatIsGone_whenWritten_thenALaterWriteFails() throws Exception {
        time.run(() -> {
            FaultChannel client = client(Faults.NONE);
            server.close();
            time.pass(SECOND);
            send(client, 1);
            time.pass(SECOND);
            assertThatThrownBy(() -> send(client, 2)).hasMessage("Broken pipe");
            client.close();
        });
    }

    @Test
    void givenImpossibleFaults_whenMade_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.delay(SECOND, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.drip(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.duplicate(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AfterFrames(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new At(Duration.ofNanos(-1)));
    }
}
