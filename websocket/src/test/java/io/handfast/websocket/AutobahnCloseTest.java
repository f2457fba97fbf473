// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static io.handfast.websocket.Wire.CLOSE;
import static io.handfast.websocket.Wire.CONTINUATION;
import static io.handfast.websocket.Wire.PING;
import static io.handfast.websocket.Wire.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.handfast.engine.Role;
import io.handfast.websocket.Wire.Got;
import io.handfast.websocket.Wire.Sent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Group 7 of the Autobahn test suite (close handling): all 37 cases, in both roles, over codec and channel, and the
 * close codes that older versions of the suite had in 7.9. Where the suite takes several answers ours is fixed: the
 * echo of the code, 1002, or 1007 for a reason that is no UTF-8; 7.1.6, 7.13.1 and 7.13.2 are only observed
 * by the suite.
 */
class AutobahnCloseTest {
    private static final byte[] NO_TEXT = Wire.hex("cebae1bdb9cf83cebcceb5 eda080 656469746564");

    @TestFactory
    Stream<DynamicTest> givenFramesAfterTheClose_whenRead_thenTheyAreIgnored() {
        byte[] big = new byte[256 * 1024];
        Arrays.fill(big, (byte) 'B');
        return tests(List.of(
                AutobahnCase.of("7.1.1", "a message, then a close")
                        .sends(TEXT, "Hello World!")
                        .expects(TEXT, "Hello World!"),
                AutobahnCase.of("7.1.2", "two closes").sends(close(1000, ""), Sent.whole(CLOSE, new byte[0])),
                AutobahnCase.of("7.1.3", "ping after the close")
                        .sends(close(1000, ""))
                        .sends(PING, ""),
                AutobahnCase.of("7.1.4", "message after the close")
                        .sends(close(1000, ""))
                        .sends(TEXT, "Hello World!"),
                AutobahnCase.of("7.1.5", "close between fragments")
                        .sends(Sent.part(TEXT, "fragment1".getBytes(UTF_8)), close(1000, ""))
                        .sends(CONTINUATION, "fragment2"),
                AutobahnCase.of("7.1.6", "256 KiB, a message, a close, a ping")
                        .sends(Sent.whole(TEXT, big))
                        .sends(TEXT, "Hello World!")
                        .sends(close(1000, ""))
                        .sends(PING, "")
                        .expects(Got.of(TEXT, big))
                        .expects(TEXT, "Hello World!")));
    }

    @TestFactory
    Stream<DynamicTest> givenClosePayloads_whenRead_thenEchoedOrRefused() {
        String longest = "*".repeat(123);
        return Stream.of(
                        answering("7.3.1", "close without payload", Sent.whole(CLOSE, new byte[0]), new byte[0]),
                        refusing("7.3.2", "close with one byte", Sent.whole(CLOSE, new byte[] {'a'}), 1002),
                        echoing("7.3.3", "close with a code", close(1000, "")),
                        echoing("7.3.4", "close with a reason", close(1000, "Hello World!")),
                        echoing("7.3.5", "reason of 123 bytes", close(1000, longest)),
                        refusing("7.3.6", "reason of 124 bytes", close(1000, longest + "*"), 1002),
                        refusing(
                                "7.5.1",
                                "reason that is no UTF-8",
                                Sent.whole(CLOSE, Wire.closePayload(1000, NO_TEXT)),
                                1007))
                .flatMap(tests -> tests);
    }

    @TestFactory
    Stream<DynamicTest> givenValidCodes_whenClosed_thenEchoed() {
        int[] codes = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999};
        return IntStream.range(0, codes.length)
                .boxed()
                .flatMap(i -> echoing("7.7." + (i + 1), "code " + codes[i], close(codes[i], "")));
    }

    @TestFactory
    Stream<DynamicTest> givenInvalidCodes_whenClosed_thenProtocolError() {
        int[] codes = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};
        return IntStream.range(0, codes.length)
                .boxed()
                .flatMap(i -> refusing("7.9." + (i + 1), "code " + codes[i], close(codes[i], ""), 1002));
    }

    @TestFactory
    Stream<DynamicTest> givenCodesBeyondTheSuite_whenClosed_thenAsRegistered() {
        return Stream.of(
                        refusing("7.13.1", "code 5000", close(5000, ""), 1002),
                        refusing("7.13.2", "code 65535", close(65535, ""), 1002),
                        refusing("7.9 of old", "code 1015, never on the wire", close(1015, ""), 1002),
                        echoing("7.9 of old", "code 1012, registered since", close(1012, "")),
                        echoing("7.9 of old", "code 1014, registered since", close(1014, "")))
                .flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> tests(List<AutobahnCase> cases) {
        return cases.stream().flatMap(each -> each.tests(EchoEnd.values()));
    }

    private static Stream<DynamicTest> echoing(String number, String what, Sent close) {
        return answering(number, what, close, close.payload());
    }

    private static Stream<DynamicTest> answering(String number, String what, Sent close, byte[] answer) {
        return ends(number, what, close, got -> assertThat(got).isEqualTo(Got.of(CLOSE, answer)));
    }

    private static Stream<DynamicTest> refusing(String number, String what, Sent close, int code) {
        return ends(number, what, close, got -> {
            assertThat(got.opcode()).isEqualTo(CLOSE);
            assertThat(got.hex()).startsWith(String.format("%04x", code));
        });
    }

    private static Stream<DynamicTest> ends(
            String number, String what, Sent close, java.util.function.Consumer<Got> judge) {
        return Stream.of(Role.values())
                .flatMap(role -> Stream.of(EchoEnd.values())
                        .map(end -> dynamicTest(
                                number + " as " + role + " over " + end + ": " + what,
                                () -> judge.accept(onlyAnswer(end, role, close)))));
    }

    private static Got onlyAnswer(EchoEnd end, Role role, Sent close) throws IOException {
        byte[] bytes = close.bytes(role == Role.SERVER);
        List<Got> answers = Wire.parse(end.answers(ScriptedInput.of(List.of(bytes)), role), role);
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static Sent close(int code, String reason) {
        return Sent.whole(CLOSE, Wire.closePayload(code, reason.getBytes(UTF_8)));
    }
}
