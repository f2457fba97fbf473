// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.handfast.engine.Frame;
import io.handfast.testkit.Transcript.Direction;
import io.handfast.testkit.Transcript.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Frame message(String text) {
        return new Frame.Message(utf8(text));
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of(new Frame.Message(new byte[] {0, 0}), "\"hex\": \"0000\""),
                Arguments.of(new Frame.Message(new byte[0]), "\"hex\": \"\""),
                Arguments.of(new Frame.Message(new byte[] {1}), "\"hex\": \"01\""),
                Arguments.of(new Frame.Message(new byte[] {1, (byte) 0xC3, 0x28}), "\"hex\": \"01c328\""),
                Arguments.of(message("hi"), "\"hex\": \"6869\""),
                Arguments.of(message("\1{\"a\":[]}"), "\"type\": 1, \"text\": \"{\\\"a\\\":[]}\""),
                Arguments.of(message("\2a\\b/c\t\r\nZähler"), "\"type\": 2, \"text\": \"a\\\\b/c\\t\\r\\nZähler\""),
                Arguments.of(message("\1\u2028😀"), "\"type\": 1, \"text\": \"\\u2028\\ud83d\\ude00\""),
                Arguments.of(new Frame.Ping(new byte[0]), "\"what\": \"ping, payload \\\"\\\"\""),
                Arguments.of(new Frame.Ping(utf8("p\"q")), "\"what\": \"ping, payload \\\"p\\\"q\\\"\""),
                Arguments.of(new Frame.Pong(new byte[] {0, 1}), "\"what\": \"pong, payload 0x0001\""),
                Arguments.of(
                        new Frame.Close(4001, "close"),
                        "\"what\": \"WebSocket close frame code 4001 reason \\\"close\\\"\""));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void givenFrame_whenWritten_thenInTheFormOfTheVectorsAndReadBackTheSame(Frame frame, String form) {
        Entry entry = Entry.of(Duration.ofMillis(1500), Direction.RECV, frame);
        String line = new Transcript("x", List.of(entry)).line();
        assertThat(line)
                .isEqualTo("{\"id\": \"x\", \"events\": [{\"dir\": \"recv\", " + form + ", \"t\": \"1.500\"}]}");
        Entry read = Transcript.parse(line).entries().getFirst();
        assertThat(Replay.Comparison.EXACT.matches(frame, read.frame().orElseThrow()))
                .isTrue();
        assertThat(read.at()).isEqualTo(Duration.ofMillis(1500));
        assertThat(read.direction()).isEqualTo(Direction.RECV);
    }

    @Test
    void givenLineWithMoreMembers_whenRead_thenFramesRemarksAndConnectionsAreTaken() {
        Transcript transcript = Transcript.parse("""
                {"id": "some", "device": null, "ship_go_states": [6, -7.5e0, true], "events": [
                {"dir": "local", "what": "TLS done", "t": "0.004"},
                {"dir": "send", "hex": "0000", "what": "init 0x00 0x00", "t": "0.035"},
                {"dir": "recv", "conn": 2, "type": 1, "text": "{\\"a\\":\\u005b]}", "t": "0.035000001"},
                {"dir": "send", "what": "data message of 100068 bytes", "t": "7"}]}
                """);
        assertThat(transcript.id()).isEqualTo("some");
        assertThat(transcript.entries())
                .extracting(
                        it -> it.at().toNanos(),
                        Entry::direction,
                        it -> it.frame().isPresent(),
                        Entry::what)
                .containsExactly(
                        tuple(4_000_000L, Direction.LOCAL, false, "TLS done"),
                        tuple(35_000_000L, Direction.SEND, true, "init 0x00 0x00"),
                        tuple(35_000_001L, Direction.RECV, true, ""),
                        tuple(7_000_000_000L, Direction.SEND, false, "data message of 100068 bytes"));
        assertThat(transcript.connection(2).entries())
                .singleElement()
                .satisfies(it -> assertThat(it.frame().orElseThrow())
                        .isInstanceOfSatisfying(
                                Frame.Message.class,
                                message -> assertThat(message.bytes()).isEqualTo(utf8("\1{\"a\":[]}"))));
        assertThat(Transcript.parse(transcript.line()).line()).isEqualTo(transcript.line());
    }

    @Test
    void givenFile_whenWrittenAndRead_thenTheSameLines(@TempDir Path folder) throws IOException {
        Transcript one =
                new Transcript("one \"quoted\"", List.of(Entry.remark(Duration.ZERO, Direction.LOCAL, "begun")));
        Transcript two = new Transcript("two", List.of());
        Path file = folder.resolve("dialogues.jsonl");
        Transcript.writeAll(file, List.of(one, two));
        assertThat(Transcript.readAll(file)).containsExactly(one, two);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"id\": \"a\"",
                "{\"id\" \"a\"}",
                "{\"id\": \"a\"} {}",
                "{\"id\": \"a\", }",
                "{\"id\": \"\\x\"}",
                "{\"id\": \"\\u12\"}",
                "{\"id\": \"a\tb\"}",
                "{\"id\": 01}",
                "{\"events\": [1]}",
                "{\"events\": [{}]}",
                "{\"events\": [{\"dir\": \"up\"}]}",
                "{\"events\": [{\"dir\": \"send\", \"hex\": \"0\"}]}",
                "{\"events\": [{\"dir\": \"send\", \"t\": \"-1\"}]}",
                "{\"events\": [{\"dir\": \"send\", \"t\": \"soon\"}]}"
            })
    void givenLineOfAnotherForm_whenRead_thenRefused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Transcript.parse(line));
    }

    @Test
    void givenDeepNesting_whenRead_thenRefusedInsteadOfOverflowing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Transcript.parse("[".repeat(100_000)));
    }
}
