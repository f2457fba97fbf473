// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static io.handfast.websocket.AutobahnCase.WHOLE;
import static io.handfast.websocket.Wire.BINARY;
import static io.handfast.websocket.Wire.CONTINUATION;
import static io.handfast.websocket.Wire.TEXT;

import io.handfast.websocket.Wire.Got;
import io.handfast.websocket.Wire.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Group 9 of the Autobahn test suite (limits and performance), all 54 cases with their true sizes, and 10.1.1
 * (a message cut into fragments of 1300 bytes), in both roles. Text goes over the codec, binary over the channel.
 * The round trips of 9.7 and 9.8 are sent without waiting for each echo: time is not measured here. Content is
 * compared, which the suite leaves out.
 */
class AutobahnLimitsTest {
    private static final int MEBIBYTE = 1 << 20;

    @TestFactory
    Stream<DynamicTest> givenBigMessages_whenEchoed_thenTheyComeBackWhole() {
        int[] kibibytes = {64, 256, 1024, 4096, 8192, 16384};
        return IntStream.range(0, kibibytes.length)
                .boxed()
                .flatMap(i -> both(i + 1, "9.1.", "9.2.", kibibytes[i] * 1024, Integer.MAX_VALUE, WHOLE));
    }

    @TestFactory
    Stream<DynamicTest> givenBigMessagesInFragments_whenEchoed_thenTheyComeBackWhole() {
        int[] fragments = {64, 256, 1024, 4096, 16384, 65536, 256 * 1024, MEBIBYTE, 4 * MEBIBYTE};
        return IntStream.range(0, fragments.length)
                .boxed()
                .flatMap(i -> both(i + 1, "9.3.", "9.4.", 4 * MEBIBYTE, fragments[i], WHOLE));
    }

    @TestFactory
    Stream<DynamicTest> givenBigMessagesInChops_whenEchoed_thenTheyComeBackWhole() {
        int[] chops = {64, 128, 256, 512, 1024, 2048};
        return IntStream.range(0, chops.length)
                .boxed()
                .flatMap(i -> both(i + 1, "9.5.", "9.6.", MEBIBYTE, Integer.MAX_VALUE, chops[i]));
    }

    @TestFactory
    Stream<DynamicTest> givenAThousandMessages_whenEchoed_thenEachComesBack() {
        int[] sizes = {0, 16, 64, 256, 1024, 4096};
        return IntStream.range(0, sizes.length).boxed().flatMap(i -> {
            Sent[] text = new Sent[1000];
            Sent[] binary = new Sent[1000];
            Arrays.fill(text, Sent.whole(TEXT, filled(sizes[i], "*")));
            Arrays.fill(binary, Sent.whole(BINARY, filled(sizes[i], "\u00FE")));
            return Stream.concat(
                    echo("9.7." + (i + 1), "1000 times " + sizes[i], text).tests(EchoEnd.CODEC),
                    echo("9.8." + (i + 1), "1000 times " + sizes[i], binary).tests(EchoEnd.CHANNEL));
        });
    }

    @TestFactory
    Stream<DynamicTest> givenFragmentsOf1300_whenEchoed_thenTheMessageComesBack() {
        byte[] message = filled(65536, "*");
        return AutobahnCase.of("10.1.1", "65536 bytes in fragments of 1300")
                .sends(fragments(TEXT, message, 1300))
                .expects(Got.of(TEXT, message))
                .tests(EchoEnd.values());
    }

    private static Stream<DynamicTest> both(
            int index, String textGroup, String binaryGroup, int size, int fragment, int chop) {
        String what = size + " bytes";
        byte[] text = filled(size, "BAsd7&jh23");
        byte[] binary = filled(size, "\u0000\u00FE#\u00FA\u00F0");
        return Stream.concat(
                AutobahnCase.of(textGroup + index, what)
                        .chopped(chop)
                        .sends(fragments(TEXT, text, fragment))
                        .expects(Got.of(TEXT, text))
                        .tests(EchoEnd.CODEC),
                AutobahnCase.of(binaryGroup + index, what)
                        .chopped(chop)
                        .sends(fragments(BINARY, binary, fragment))
                        .expects(Got.of(BINARY, binary))
                        .tests(EchoEnd.CHANNEL));
    }

    private static AutobahnCase echo(String number, String what, Sent[] frames) {
        Got[] answers = Arrays.stream(frames)
                .map(frame -> Got.of(frame.opcode(), frame.payload()))
                .toArray(Got[]::new);
        return AutobahnCase.of(number, what).sends(frames).expects(answers);
    }

    private static Sent[] fragments(int opcode, byte[] message, int size) {
        List<byte[]> parts = size >= message.length ? List.of(message) : ScriptedInput.chop(message, size);
        List<Sent> frames = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            frames.add(new Sent(i == parts.size() - 1, 0, i == 0 ? opcode : CONTINUATION, parts.get(i)));
        }
        return frames.toArray(Sent[]::new);
    }

    /** A pattern repeated; each of its characters is one byte. */
    private static byte[] filled(int size, String pattern) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) pattern.charAt(i % pattern.length());
        }
        return bytes;
    }
}
