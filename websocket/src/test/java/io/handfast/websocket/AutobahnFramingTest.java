// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static io.handfast.websocket.AutobahnCase.FRAMES;
import static io.handfast.websocket.AutobahnCase.WHOLE;
import static io.handfast.websocket.Wire.BINARY;
import static io.handfast.websocket.Wire.CLOSE;
import static io.handfast.websocket.Wire.CONTINUATION;
import static io.handfast.websocket.Wire.PING;
import static io.handfast.websocket.Wire.PONG;
import static io.handfast.websocket.Wire.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.handfast.websocket.Wire.Got;
import io.handfast.websocket.Wire.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Groups 1 to 5 of the Autobahn test suite (framing 16, pings and pongs 11, reserved bits 7, opcodes 10,
 * fragmentation 20 cases): all 64, in both roles, over the codec with text and over the channel with binary in its
 * place. Where the suite also takes an end that drops what stood before the fault (non-strict), ours must not.
 * Its pauses of a second (5.19, 5.20) are packet borders here.
 */
class AutobahnFramingTest {
    private static final String HELLO = "Hello, world!";
    private static final byte[] NO_TEXT = Wire.hex("00fffefdfcfb00ff");

    @TestFactory
    Stream<DynamicTest> givenMessagesOfEdgeSizes_whenEchoed_thenTheyComeBack() {
        int[] sizes = {0, 125, 126, 127, 128, 65535, 65536, 65536};
        List<AutobahnCase> cases = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            int chop = i == 7 ? 997 : WHOLE;
            cases.add(echo("1.1." + (i + 1), TEXT, filled(sizes[i], '*')).chopped(chop));
            cases.add(echo("1.2." + (i + 1), BINARY, filled(sizes[i], 0xFE)).chopped(chop));
        }
        return tests(cases);
    }

    @TestFactory
    Stream<DynamicTest> givenPingsAndPongs_whenRead_thenOnlyPingsAreAnswered() {
        AutobahnCase ten = AutobahnCase.of("2.10", "ten pings");
        for (int i = 0; i < 10; i++) {
            ten = ten.sends(PING, "payload-" + i).expects(PONG, "payload-" + i);
        }
        byte[] longest = filled(125, 0xFE);
        AutobahnCase unsolicited =
                AutobahnCase.of("2.9", "unsolicited pong, then a ping").sends(PONG, "unsolicited pong payload");
        return tests(List.of(
                AutobahnCase.of("2.1", "empty ping").sends(PING, "").expects(PONG, ""),
                AutobahnCase.of("2.2", "ping with text").sends(PING, HELLO).expects(PONG, HELLO),
                ping("2.3", "ping that is no UTF-8", NO_TEXT),
                ping("2.4", "ping of 125 bytes", longest),
                AutobahnCase.of("2.5", "ping of 126 bytes")
                        .sends(Sent.whole(PING, filled(126, 0xFE)))
                        .fails(CloseCode.PROTOCOL_ERROR),
                ping("2.6", "ping of 125 bytes, byte by byte", longest).chopped(1),
                AutobahnCase.of("2.7", "empty unsolicited pong").sends(PONG, ""),
                AutobahnCase.of("2.8", "unsolicited pong").sends(PONG, "unsolicited pong payload"),
                unsolicited.sends(PING, "ping payload").expects(PONG, "ping payload"),
                ten,
                new AutobahnCase("2.11", "ten pings, byte by byte", 1, ten.sent(), ten.expected(), ten.closeCode())));
    }

    @TestFactory
    Stream<DynamicTest> givenReservedBits_whenRead_thenProtocolError() {
        return tests(List.of(
                AutobahnCase.of("3.1", "RSV 1 in text")
                        .sends(reserved(1, TEXT, HELLO.getBytes(UTF_8)))
                        .fails(CloseCode.PROTOCOL_ERROR),
                afterHello("3.2", "RSV 2 after text", reserved(2, TEXT, HELLO.getBytes(UTF_8))),
                afterHello("3.3", "RSV 3 after text", reserved(3, TEXT, HELLO.getBytes(UTF_8)))
                        .chopped(FRAMES),
                afterHello("3.4", "RSV 4 after text", reserved(4, TEXT, HELLO.getBytes(UTF_8)))
                        .chopped(1),
                AutobahnCase.of("3.5", "RSV 5 in binary")
                        .sends(reserved(5, BINARY, NO_TEXT))
                        .fails(CloseCode.PROTOCOL_ERROR),
                AutobahnCase.of("3.6", "RSV 6 in ping")
                        .sends(reserved(6, PING, HELLO.getBytes(UTF_8)))
                        .fails(CloseCode.PROTOCOL_ERROR),
                AutobahnCase.of("3.7", "RSV 7 in close")
                        .sends(reserved(7, CLOSE, new byte[0]))
                        .fails(CloseCode.PROTOCOL_ERROR)));
    }

    @TestFactory
    Stream<DynamicTest> givenReservedOpcodes_whenRead_thenProtocolError() {
        return tests(Stream.of(3, 11)
                .flatMap(first -> {
                    String group = first == 3 ? "4.1." : "4.2.";
                    return Stream.of(
                            failing(group + 1, "opcode " + first, Sent.whole(first, new byte[0])),
                            failing(
                                    group + 2,
                                    "opcode " + (first + 1),
                                    Sent.whole(first + 1, "reserved opcode payload".getBytes(UTF_8))),
                            afterHello(group + 3, "opcode " + (first + 2), Sent.whole(first + 2, new byte[0])),
                            afterHello(
                                    group + 4, "opcode " + (first + 3), Sent.whole(first + 3, HELLO.getBytes(UTF_8))),
                            afterHello(group + 5, "opcode " + (first + 4), Sent.whole(first + 4, HELLO.getBytes(UTF_8)))
                                    .chopped(1));
                })
                .toList());
    }

    @TestFactory
    Stream<DynamicTest> givenLegalFragments_whenRead_thenTheyAreJoined() {
        Sent first = fragment(TEXT, 1);
        AutobahnCase two = AutobahnCase.of("5.3", "two fragments")
                .sends(first, lastFragment(2))
                .expects(TEXT, "fragment1fragment2");
        AutobahnCase pinged = AutobahnCase.of("5.6", "a ping between two fragments")
                .sends(first, Sent.whole(PING, "ping payload".getBytes(UTF_8)), lastFragment(2))
                .expects(PONG, "ping payload")
                .expects(TEXT, "fragment1fragment2");
        AutobahnCase five = AutobahnCase.of("5.19", "five fragments and two pings")
                .sends(first, fragment(CONTINUATION, 2), Sent.whole(PING, "pongme 1!".getBytes(UTF_8)))
                .sends(fragment(CONTINUATION, 3), fragment(CONTINUATION, 4))
                .sends(Sent.whole(PING, "pongme 2!".getBytes(UTF_8)), lastFragment(5))
                .expects(PONG, "pongme 1!")
                .expects(PONG, "pongme 2!")
                .expects(TEXT, "fragment1fragment2fragment3fragment4fragment5");
        return tests(List.of(
                two,
                numbered("5.4", two).chopped(FRAMES),
                numbered("5.5", two).chopped(1),
                pinged,
                numbered("5.7", pinged).chopped(FRAMES),
                numbered("5.8", pinged).chopped(1),
                five,
                numbered("5.20", five).chopped(FRAMES)));
    }

    @TestFactory
    Stream<DynamicTest> givenIllegalFragments_whenRead_thenProtocolError() {
        byte[] stray = "non-continuation payload".getBytes(UTF_8);
        Sent hello = Sent.whole(TEXT, HELLO.getBytes(UTF_8));
        AutobahnCase ended = failing("5.9", "last continuation of nothing", Sent.whole(CONTINUATION, stray), hello);
        AutobahnCase open = failing("5.12", "continuation of nothing", Sent.part(CONTINUATION, stray), hello);
        return tests(List.of(
                failing("5.1", "ping in two fragments", fragment(PING, 1), lastFragment(2)),
                failing("5.2", "pong in two fragments", fragment(PONG, 1), lastFragment(2)),
                ended,
                numbered("5.10", ended).chopped(FRAMES),
                numbered("5.11", ended).chopped(1),
                open,
                numbered("5.13", open).chopped(FRAMES),
                numbered("5.14", open).chopped(1),
                failing("5.15", "continuation after a message", fragment(TEXT, 1), lastFragment(2))
                        .sends(fragment(CONTINUATION, 3), Sent.whole(TEXT, "fragment4".getBytes(UTF_8)))
                        .expects(TEXT, "fragment1fragment2"),
                failing("5.16", "continuation of nothing, then a message", fragment(CONTINUATION, 1))
                        .sends(fragment(TEXT, 2), lastFragment(3))
                        .sends(fragment(CONTINUATION, 1), fragment(TEXT, 2), lastFragment(3)),
                failing("5.17", "last continuation of nothing, then a message", lastFragment(1))
                        .sends(fragment(TEXT, 2), lastFragment(3))
                        .sends(lastFragment(1), fragment(TEXT, 2), lastFragment(3)),
                failing("5.18", "second fragment is text", fragment(TEXT, 1))
                        .sends(Sent.whole(TEXT, "fragment2".getBytes(UTF_8)))));
    }

    private static Stream<DynamicTest> tests(List<AutobahnCase> cases) {
        return cases.stream().flatMap(each -> each.tests(EchoEnd.values()));
    }

    private static AutobahnCase numbered(String number, AutobahnCase other) {
        return new AutobahnCase(
                number, other.what() + ", chopped", other.chop(), other.sent(), other.expected(), other.closeCode());
    }

    private static AutobahnCase echo(String number, int opcode, byte[] payload) {
        return AutobahnCase.of(number, payload.length + " bytes")
                .sends(Sent.whole(opcode, payload))
                .expects(Got.of(opcode, payload));
    }

    private static AutobahnCase ping(String number, String what, byte[] payload) {
        return AutobahnCase.of(number, what).sends(Sent.whole(PING, payload)).expects(Got.of(PONG, payload));
    }

    private static AutobahnCase failing(String number, String what, Sent... frames) {
        return AutobahnCase.of(number, what).sends(frames).fails(CloseCode.PROTOCOL_ERROR);
    }

    private static AutobahnCase afterHello(String number, String what, Sent wrong) {
        return AutobahnCase.of(number, what)
                .sends(TEXT, HELLO)
                .expects(TEXT, HELLO)
                .sends(wrong)
                .sends(PING, "")
                .fails(CloseCode.PROTOCOL_ERROR);
    }

    private static Sent reserved(int rsv, int opcode, byte[] payload) {
        return new Sent(true, rsv, opcode, payload);
    }

    private static Sent fragment(int opcode, int number) {
        return Sent.part(opcode, ("fragment" + number).getBytes(UTF_8));
    }

    private static Sent lastFragment(int number) {
        return Sent.whole(CONTINUATION, ("fragment" + number).getBytes(UTF_8));
    }

    private static byte[] filled(int size, int octet) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }
}
