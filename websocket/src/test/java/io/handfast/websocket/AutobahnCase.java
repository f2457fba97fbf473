// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.handfast.engine.Role;
import io.handfast.websocket.Wire.Got;
import io.handfast.websocket.Wire.Sent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One case: what the tester sends, and what has to come back. Immutable; the methods add to it.
 *
 * @param number in the Autobahn test suite
 * @param what in words
 * @param chop bytes a packet; 0 for a packet a frame
 * @param sent the tester's frames
 * @param expected what our end answers, its close frame excluded
 * @param closeCode of our end's close frame
 */
record AutobahnCase(String number, String what, int chop, List<Sent> sent, List<Got> expected, int closeCode) {
    static final int WHOLE = Integer.MAX_VALUE;
    static final int FRAMES = 0;

    /** A case in which the tester says farewell last, and all is correct up to there. */
    static AutobahnCase of(String number, String what) {
        return new AutobahnCase(number, what, WHOLE, List.of(), List.of(), CloseCode.NORMAL);
    }

    AutobahnCase chopped(int size) {
        return new AutobahnCase(number, what, size, sent, expected, closeCode);
    }

    AutobahnCase sends(int opcode, String payload) {
        return sends(Sent.whole(opcode, payload.getBytes(UTF_8)));
    }

    AutobahnCase sends(Sent... frames) {
        return new AutobahnCase(number, what, chop, plus(sent, frames), expected, closeCode);
    }

    AutobahnCase expects(int opcode, String payload) {
        return expects(Got.of(opcode, payload.getBytes(UTF_8)));
    }

    AutobahnCase expects(Got... answers) {
        return new AutobahnCase(number, what, chop, sent, plus(expected, answers), closeCode);
    }

    AutobahnCase fails(int code) {
        return new AutobahnCase(number, what, chop, sent, expected, code);
    }

    /** One test per role of ours and end under test. */
    Stream<DynamicTest> tests(EchoEnd... ends) {
        return Stream.of(Role.values())
                .flatMap(role -> Arrays.stream(ends)
                        .map(end -> dynamicTest(
                                number + " as " + role + " over " + end + ": " + what, () -> check(role, end))));
    }

    private void check(Role role, EchoEnd end) throws IOException {
        AutobahnCase suited = end == EchoEnd.CHANNEL ? inBinary() : this;
        List<Got> answers = Wire.parse(end.answers(ScriptedInput.of(suited.packets(role)), role), role);
        assertThat(answers).isNotEmpty();
        assertThat(answers.subList(0, answers.size() - 1)).isEqualTo(suited.expected);
        Got last = answers.getLast();
        assertThat(last.opcode()).isEqualTo(Wire.CLOSE);
        assertThat(last.hex()).startsWith(String.format("%04x", closeCode));
    }

    private List<byte[]> packets(Role role) {
        List<byte[]> frames = Stream.concat(sent.stream(), Stream.of(farewell()))
                .map(frame -> frame.bytes(role == Role.SERVER))
                .toList();
        return chop == FRAMES ? frames : ScriptedInput.chop(Wire.join(frames.toArray(new byte[0][])), chop);
    }

    private static Sent farewell() {
        return Sent.whole(Wire.CLOSE, Wire.closePayload(CloseCode.NORMAL, new byte[0]));
    }

    /** The same case for an end that takes no text. */
    private AutobahnCase inBinary() {
        List<Sent> frames = sent.stream()
                .map(frame -> frame.opcode() == Wire.TEXT
                        ? new Sent(frame.last(), frame.rsv(), Wire.BINARY, frame.payload())
                        : frame)
                .toList();
        List<Got> answers = expected.stream()
                .map(got -> got.opcode() == Wire.TEXT ? new Got(Wire.BINARY, got.content()) : got)
                .toList();
        return new AutobahnCase(number, what, chop, frames, answers, closeCode);
    }

    private static <T> List<T> plus(List<T> list, T[] more) {
        List<T> longer = new ArrayList<>(list);
        longer.addAll(Arrays.asList(more));
        return List.copyOf(longer);
    }
}
