// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static io.handfast.websocket.Wire.CONTINUATION;
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
 * Group 6 of the Autobahn test suite (UTF-8): all 145 cases, in both roles, over the codec, since the channel takes
 * no text. The 132 single messages of 6.5 to 6.23 are the table {@link Utf8Sequences}; each is also sent byte by
 * byte. The fail-fast cases 6.4 are run strictly: the tester sends nothing behind the byte that makes the
 * text invalid, and an end that wants more fails.
 */
class AutobahnUtf8Test {
    private static final byte[] GREEK = Wire.hex("cebae1bdb9cf83cebcceb5");
    private static final byte[] SURROGATE = Wire.hex("eda080");
    private static final byte[] BEYOND_UNICODE = Wire.hex("f4908080");
    private static final byte[] EDITED = "edited".getBytes(UTF_8);
    private static final String HELLO = "Hello-\u00B5@\u00DF\u00F6\u00E4\u00FC\u00E0\u00E1-UTF-8!!";

    @TestFactory
    Stream<DynamicTest> givenEmptyText_whenEchoed_thenEmpty() {
        Sent empty = Sent.part(TEXT, new byte[0]);
        Sent end = Sent.whole(CONTINUATION, new byte[0]);
        byte[] middle = "middle frame payload".getBytes(UTF_8);
        return Stream.of(
                        AutobahnCase.of("6.1.1", "empty text").sends(TEXT, "").expects(TEXT, ""),
                        AutobahnCase.of("6.1.2", "three empty fragments")
                                .sends(empty, Sent.part(CONTINUATION, new byte[0]), end)
                                .expects(TEXT, ""),
                        AutobahnCase.of("6.1.3", "only the middle fragment is filled")
                                .sends(empty, Sent.part(CONTINUATION, middle), end)
                                .expects(Got.of(TEXT, middle)))
                .flatMap(each -> each.tests(EchoEnd.CODEC));
    }

    @TestFactory
    Stream<DynamicTest> givenValidText_whenCutAnywhere_thenEchoed() {
        byte[] hello = HELLO.getBytes(UTF_8);
        int border = HELLO.substring(0, 11).getBytes(UTF_8).length;
        return Stream.of(
                        AutobahnCase.of("6.2.1", "one fragment").sends(TEXT, HELLO),
                        AutobahnCase.of("6.2.2", "cut between two characters")
                                .sends(
                                        Sent.part(TEXT, Arrays.copyOf(hello, border)),
                                        Sent.whole(CONTINUATION, Arrays.copyOfRange(hello, border, hello.length))),
                        AutobahnCase.of("6.2.3", "fragments of one byte").sends(bytewise(hello)))
                .map(each -> each.expects(TEXT, HELLO))
                .collect(() -> Stream.<AutobahnCase>builder(), Stream.Builder::add, (a, b) -> {})
                .add(AutobahnCase.of("6.2.4", "Greek in fragments of one byte")
                        .sends(bytewise(GREEK))
                        .expects(Got.of(TEXT, GREEK)))
                .build()
                .flatMap(each -> each.tests(EchoEnd.CODEC));
    }

    @TestFactory
    Stream<DynamicTest> givenInvalidText_whenRead_thenInvalidData() {
        byte[] whole = Wire.join(GREEK, SURROGATE, EDITED);
        return Stream.of(
                        AutobahnCase.of("6.3.1", "one fragment").sends(Sent.whole(TEXT, whole)),
                        AutobahnCase.of("6.3.2", "fragments of one byte").sends(bytewise(whole)))
                .map(each -> each.fails(CloseCode.INVALID_DATA))
                .flatMap(each -> each.tests(EchoEnd.CODEC));
    }

    @TestFactory
    Stream<DynamicTest> givenTextThatTurnsInvalid_whenTheByteIsThere_thenNoMoreIsAwaited() {
        byte[] upToFault = Wire.join(GREEK, Arrays.copyOf(BEYOND_UNICODE, 1));
        byte[] fault = Arrays.copyOfRange(BEYOND_UNICODE, 1, 2);
        byte[] whole = Wire.join(GREEK, BEYOND_UNICODE, EDITED);
        return Stream.of(Role.values())
                .flatMap(role -> Stream.of(
                        failFast("6.4.1", role, fragments(role, GREEK, BEYOND_UNICODE)),
                        failFast("6.4.2", role, fragments(role, upToFault, fault)),
                        failFast("6.4.3", role, cut(role, whole, GREEK.length, BEYOND_UNICODE.length)),
                        failFast("6.4.4", role, cut(role, whole, upToFault.length, 1))));
    }

    @TestFactory
    Stream<DynamicTest> givenSequencesOfTheSuite_whenRead_thenEchoedOrInvalidData() {
        List<Utf8Sequences.Group> groups = Utf8Sequences.groups();
        return IntStream.range(0, groups.size()).boxed().flatMap(g -> {
            List<byte[]> sequences = groups.get(g).sequences();
            return IntStream.range(0, sequences.size())
                    .boxed()
                    .flatMap(i -> sequence(
                            "6." + (g + 5) + "." + (i + 1),
                            groups.get(g).what(),
                            groups.get(g).valid(i),
                            sequences.get(i)));
        });
    }

    private static Stream<DynamicTest> sequence(String number, String what, boolean valid, byte[] text) {
        AutobahnCase sent = AutobahnCase.of(number, what).sends(Sent.whole(TEXT, text));
        AutobahnCase whole = valid ? sent.expects(Got.of(TEXT, text)) : sent.fails(CloseCode.INVALID_DATA);
        return Stream.concat(whole.tests(EchoEnd.CODEC), whole.chopped(1).tests(EchoEnd.CODEC));
    }

    private static DynamicTest failFast(String number, Role role, List<byte[]> packets) {
        return dynamicTest(number + " as " + role + ": fail fast", () -> {
            assertThat(closeCode(role, packets)).isEqualTo(CloseCode.INVALID_DATA);
        });
    }

    private static int closeCode(Role role, List<byte[]> packets) throws IOException {
        byte[] written = EchoEnd.CODEC.answers(ScriptedInput.silentAfter(packets), role);
        Got close = Wire.parse(written, role).getFirst();
        assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
        return close.content().getShort(0);
    }

    /** The first two fragments of a message. */
    private static List<byte[]> fragments(Role role, byte[] first, byte[] second) {
        boolean masked = role == Role.SERVER;
        return List.of(
                Sent.part(TEXT, first).bytes(masked),
                Sent.part(CONTINUATION, second).bytes(masked));
    }

    /** The first two packets of a message in one frame. */
    private static List<byte[]> cut(Role role, byte[] message, int first, int second) {
        byte[] frame = Sent.whole(TEXT, message).bytes(role == Role.SERVER);
        int header = frame.length - message.length;
        return List.of(
                Arrays.copyOf(frame, header + first),
                Arrays.copyOfRange(frame, header + first, header + first + second));
    }

    private static Sent[] bytewise(byte[] message) {
        return IntStream.range(0, message.length)
                .mapToObj(i -> new Sent(
                        i == message.length - 1,
                        0,
                        i == 0 ? TEXT : CONTINUATION,
                        Arrays.copyOfRange(message, i, i + 1)))
                .toArray(Sent[]::new);
    }
}
