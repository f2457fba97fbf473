// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.testkit.Transcript.Direction;
import io.handfast.testkit.Transcript.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A dialogue recorded between two live ends, and played against each of them. */
class ReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private interface Live {
        void run(VirtualTime time, FrameChannel channel) throws Exception;
    }

    private static Frame message(String text) {
        return new Frame.Message(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(FrameChannel channel, Frame frame) throws IOException {
        channel.write(frame);
        channel.flush();
    }

    /** Says hello, asks twice, takes the answers, says farewell. */
    private static void client(VirtualTime time, FrameChannel channel) throws Exception {
        send(channel, message("\1hello"));
        channel.read();
        time.pass(Duration.ofMillis(20));
        send(channel, message("\2ask 1"));
        send(channel, message("\2ask 2"));
        channel.read();
        channel.read();
        time.pass(Duration.ofSeconds(60));
        send(channel, new Frame.Ping(new byte[] {1}));
        channel.read();
        send(channel, new Frame.Close(4001, "done"));
        channel.endOutput();
        assertThatThrownBy(channel::read).isInstanceOf(EndOfStream.class);
        channel.close();
    }

    /** Also says hello at once, so that the two cross; answers what comes half a second later. */
    private static void server(VirtualTime time, FrameChannel channel) throws Exception {
        send(channel, message("\1hello too"));
        while (true) {
            Frame frame = channel.read();
            if (frame instanceof Frame.Close) {
                break;
            }
            if (frame instanceof Frame.Ping(byte[] bytes)) {
                send(channel, new Frame.Pong(bytes));
            } else if (frame instanceof Frame.Message(byte[] bytes) && bytes[0] == 2) {
                time.pass(Duration.ofMillis(500));
                send(channel, message("\2answer to " + new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8)));
            }
        }
        assertThatThrownBy(channel::read).isInstanceOf(EndOfStream.class);
        channel.close();
    }

    private static Transcript recorded() throws Exception {
        VirtualTime time = new VirtualTime();
        Pipe pipe = new Pipe(time, Duration.ofMillis(3), 10_000);
        RecordingChannel recording = new RecordingChannel(pipe.client(), time);
        time.run(() -> {
            time.enrol("server", () -> server(time, pipe.server()));
            client(time, recording);
        });
        assertThat(time.leftovers()).isEmpty();
        return Transcript.parse(recording.transcript("crossing hellos").line());
    }

    private static List<String> replayed(Transcript transcript, Live live) throws Exception {
        VirtualTime time = new VirtualTime();
        Pipe pipe = new Pipe(time);
        Replay replay = new Replay(transcript, pipe.server(), time, PATIENCE);
        time.run(() -> {
            time.enrol("live", () -> live.run(time, pipe.client()));
            replay.run();
            pipe.server().close();
        });
        assertThat(time.leftovers()).isEmpty();
        return replay.dialogue();
    }

    @Test
    void givenDialogue_whenRecorded_thenFramesEndsAndTimesAreNoted() throws Exception {
        assertThat(recorded().line())
                .isEqualTo("{\"id\": \"crossing hellos\", \"events\": ["
                        + "{\"dir\": \"send\", \"type\": 1, \"text\": \"hello\", \"t\": \"0.000\"}, "
                        + "{\"dir\": \"recv\", \"type\": 1, \"text\": \"hello too\", \"t\": \"0.003\"}, "
                        + "{\"dir\": \"send\", \"type\": 2, \"text\": \"ask 1\", \"t\": \"0.023\"}, "
                        + "{\"dir\": \"send\", \"type\": 2, \"text\": \"ask 2\", \"t\": \"0.023\"}, "
                        + "{\"dir\": \"recv\", \"type\": 2, \"text\": \"answer to ask 1\", \"t\": \"0.529\"}, "
                        + "{\"dir\": \"recv\", \"type\": 2, \"text\": \"answer to ask 2\", \"t\": \"1.029\"}, "
                        + "{\"dir\": \"send\", \"what\": \"ping, payload 0x01\", \"t\": \"61.029\"}, "
                        + "{\"dir\": \"recv\", \"what\": \"pong, payload 0x01\", \"t\": \"61.035\"}, "
                        + "{\"dir\": \"send\", \"what\": \"WebSocket close frame code 4001 reason \\\"done\\\"\", \"t\": \"61.035\"}, "
                        + "{\"dir\": \"local\", \"what\": \"output ended\", \"t\": \"61.035\"}, "
                        + "{\"dir\": \"remote\", \"what\": \"connection ended\", \"t\": \"61.041\"}, "
                        + "{\"dir\": \"local\", \"what\": \"connection closed\", \"t\": \"61.041\"}]}");
    }

    @Test
    void givenRecordedServer_whenPlayedAgainstTheClient_thenItFitsAtTheRecordedTimes() throws Exception {
        assertThat(replayed(recorded(), ReplayTest::client))
                .containsExactly(
                        "     0.000 s < message [6] 0168656c6c6f '.hello'",
                        "     0.003 s > message [10] 0168656c6c6f20746f6f '.hello too'",
                        "     0.023 s < message [6] 0261736b2031 '.ask 1'",
                        "     0.023 s < message [6] 0261736b2032 '.ask 2'",
                        "     0.529 s > message [16] 02616e7377657220746f2061736b2031 '.answer to ask 1'",
                        "     1.029 s > message [16] 02616e7377657220746f2061736b2032 '.answer to ask 2'",
                        "    61.029 s < ping [1] 01 '.'",
                        "    61.035 s > pong [1] 01 '.'",
                        "    61.035 s < close 4001 'done'",
                        "    61.035 s < end",
                        "    61.041 s > end");
    }

    @Test
    void givenRecordedClient_whenPlayedAgainstTheServer_thenItFitsToo() throws Exception {
        assertThat(replayed(recorded().turned(), ReplayTest::server))
                .contains("     0.000 s < message [10] 0168656c6c6f20746f6f '.hello too'")
                .contains("    61.029 s > ping [1] 01 '.'")
                .endsWith("    61.035 s > close 4001 'done'", "    61.035 s > end");
    }

    @Test
    void givenClientThatSaysSomethingElse_whenPlayed_thenTheFailureShowsBothAndTheDialogue() throws Exception {
        Transcript transcript = recorded();
        assertThatThrownBy(() -> replayed(transcript, (_, channel) -> {
                    send(channel, message("\1hello"));
                    channel.read();
                    send(channel, message("\2something else"));
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "expected message [6] 0261736b2031 '.ask 1', got message [15] 02736f6d657468696e67")
                .hasMessageContaining("the dialogue so far:\n       0.000 s < message [6] 0168656c6c6f '.hello'\n");
    }

    @Test
    void givenClientThatFallsSilent_whenPlayed_thenItFailsWhenThePatienceIsOver() throws Exception {
        Transcript transcript = recorded();
        assertThatThrownBy(() -> replayed(transcript, (time, channel) -> {
                    send(channel, message("\1hello"));
                    time.pass(Duration.ofHours(1));
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'.ask 1', got nothing until PT5S after its time");
    }

    @Test
    void givenClientThatEndsOrTalksTooMuch_whenPlayed_thenItFails() {
        Transcript hello = new Transcript(
                "hello",
                List.of(Entry.of(Duration.ZERO, Direction.RECV, message("\1a")), entry(Duration.ofSeconds(9))));
        assertThatThrownBy(() -> replayed(hello, (_, channel) -> channel.close()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected silence, got the end");
        assertThatThrownBy(() -> replayed(hello, (_, channel) -> send(channel, message("\1b"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected nothing more, got message [2] 0162 '.b'");
    }

    private static Entry entry(Duration at) {
        return Entry.of(at, Direction.RECV, message("\1later"));
    }

    @Test
    void givenLateClient_whenPlayed_thenTheAnswerWaitsForIt() throws Exception {
        Transcript transcript = new Transcript(
                "question",
                List.of(
                        Entry.of(Duration.ZERO, Direction.SEND, message("\1question")),
                        Entry.of(Duration.ofMillis(100), Direction.RECV, message("\1answer"))));
        List<String> dialogue = replayed(transcript, (time, channel) -> {
            time.pass(Duration.ofSeconds(3));
            send(channel, message("\1question"));
            channel.read();
        });
        assertThat(dialogue)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("     3.000 s <"),
                        line -> assertThat(line).startsWith("     3.000 s >"));
    }

    @Test
    void givenComparisonOfCloseCodes_whenTheReasonDiffers_thenItFitsButAnotherCodeDoesNot() {
        Frame.Close recorded = new Frame.Close(4001, "Go text");
        Frame.Close live = new Frame.Close(4001, "ours");
        assertThat(Replay.Comparison.EXACT.matches(recorded, live)).isFalse();
        assertThat(Replay.Comparison.CLOSE_CODES.matches(recorded, live)).isTrue();
        assertThat(Replay.Comparison.CLOSE_CODES.matches(recorded, new Frame.Close(4002, "Go text")))
                .isFalse();
        assertThat(Replay.Comparison.CLOSE_CODES.matches(message("a"), message("a")))
                .isTrue();
        assertThat(Replay.Comparison.CLOSE_CODES.matches(message("a"), live)).isFalse();
        assertThat(Replay.Comparison.EXACT.matches(new Frame.Ping(new byte[1]), new Frame.Pong(new byte[1])))
                .isFalse();
    }
}
