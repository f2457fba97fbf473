// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.FrameChannel.FrameViolation;
import io.handfast.engine.Role;
import io.handfast.websocket.Wire.Got;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketChannelTest {
    private static final WebSocketSettings SMALL = new WebSocketSettings(1000, 3);
    private static final Entropy MASK_01020304 = target -> System.arraycopy(new byte[] {1, 2, 3, 4}, 0, target, 0, 4);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "text is refused,                    8180 00000000,             1003",
        "unmasked from a client,             8200,                      1002",
        "length 125 in two bytes,            82fe 007d 00000000,        1002",
        "length 65535 in eight bytes,        82ff 000000000000ffff 00,  1002",
        "top bit of 64,                      82ff 8000000000000000 00,  1002",
        "one byte above the limit,           82fe 03e9,                 1009",
        "one gibibyte,                       82ff 0000000040000000,     1009",
        "nearly 2^63,                        82ff 7fffffffffffffff,     1009",
        "sum of fragments above the limit,   0281 00000000 00 80fe 03e8, 1009",
        "fourth fragment,                    0280 00000000 0080 00000000 0080 00000000 8080, 1009",
        "text as a continuation,             0280 00000000 8180,        1002"
    })
    void givenServer_whenFrameIsAgainstTheRules_thenRefusedOnItsHeader(String what, String hex, int code) {
        WebSocketChannel channel = WebSocketChannel.server(silentAfter(hex), SMALL);
        FrameViolation violation = catchThrowableOfType(FrameViolation.class, channel::read);
        assertThat(violation.answer().orElseThrow().code()).as(what).isEqualTo(code);
    }

    @Test
    void givenClient_whenServerMasks_thenProtocolError() {
        WebSocketChannel channel = WebSocketChannel.client(silentAfter("8281"), MASK_01020304, SMALL);
        FrameViolation violation = catchThrowableOfType(FrameViolation.class, channel::read);
        assertThat(violation.answer().orElseThrow().code()).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void givenFrameOfOneGibibyte_whenRefused_thenNothingWasAllocatedForIt() throws Exception {
        WebSocketChannel channel = WebSocketChannel.server(duplex("82ff 0000000040000000"), SMALL);
        AllocatedBytes allocated = new AllocatedBytes();
        long before = allocated.now();
        assertThatExceptionOfType(FrameViolation.class).isThrownBy(channel::read);
        assertThat(allocated.now() - before).isLessThan(4 << 20);
    }

    @Test
    void givenHugeAnnouncementWithinTheLimit_whenLittleComes_thenLittleIsAllocated() throws Exception {
        WebSocketSettings huge = new WebSocketSettings(Integer.MAX_VALUE, 1);
        WebSocketChannel channel = WebSocketChannel.server(duplex("82ff 000000007fffffff 00000000 0102"), huge);
        AllocatedBytes allocated = new AllocatedBytes();
        long before = allocated.now();
        assertThatExceptionOfType(EOFException.class).isThrownBy(channel::read);
        assertThat(allocated.now() - before).isLessThan(4 << 20);
    }

    @Test
    void givenManyTinyFragments_whenJoined_thenMemoryIsProportional() throws Exception {
        int fragments = 64 * 1024;
        byte[] part = Wire.hex("0081 00000000 61");
        byte[][] frames = new byte[fragments + 1][];
        Arrays.fill(frames, part);
        frames[0] = Wire.hex("0280 00000000");
        frames[fragments] = Wire.hex("8081 00000000 61");
        MemoryDuplex duplex = MemoryDuplex.of(Wire.join(frames));
        WebSocketChannel channel = WebSocketChannel.server(duplex, new WebSocketSettings(fragments, fragments + 1));
        AllocatedBytes allocated = new AllocatedBytes();
        long before = allocated.now();
        assertThat(channel.read().sizeBytes()).isEqualTo(fragments);
        assertThat((allocated.now() - before) / fragments)
                .as("bytes per fragment")
                .isLessThan(300);
    }

    @Test
    void givenEnd_whenBetweenFrames_thenEndOfStream() throws IOException {
        WebSocketChannel channel = WebSocketChannel.server(duplex("8980 00000000"), SMALL);
        assertThat(channel.read()).isInstanceOf(Frame.Ping.class);
        assertThatExceptionOfType(EndOfStream.class).isThrownBy(channel::read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"82", "8282", "8282 0000", "8282 00000000 01", "82fe 01", "0281 00000000 01"})
    void givenEnd_whenInsideAFrameOrMessage_thenEofException(String hex) {
        WebSocketChannel channel = WebSocketChannel.server(duplex(hex), SMALL);
        assertThatExceptionOfType(EOFException.class).isThrownBy(channel::read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8880 00000000", "8280"})
    void givenCloseOrViolation_whenReadAgain_thenTheRestIsDroppedUpToTheEnd(String hex) {
        MemoryDuplex duplex = duplex(hex + "8980 00000000".repeat(1000));
        WebSocketChannel channel = hex.startsWith("88")
                ? WebSocketChannel.server(duplex, SMALL)
                : WebSocketChannel.client(duplex, MASK_01020304, SMALL);
        Throwable first = catchThrowable(channel::read);
        assertThat(first == null).isEqualTo(hex.startsWith("88"));
        assertThatExceptionOfType(EndOfStream.class).isThrownBy(channel::read);
        assertThatExceptionOfType(EndOfStream.class).isThrownBy(channel::read);
    }

    @Test
    void givenServer_whenWriting_thenBytesAsInTheRfc() throws IOException {
        MemoryDuplex duplex = duplex("");
        WebSocketChannel channel = WebSocketChannel.server(duplex, SMALL);
        channel.write(new Frame.Ping("Hello".getBytes(UTF_8)));
        channel.write(new Frame.Message(new byte[] {7}));
        channel.write(new Frame.Close(4001, "close"));
        assertThat(duplex.written()).isEmpty();
        channel.endOutput();
        assertThat(duplex.written()).isEqualTo(Wire.hex("890548656c6c6f 820107 88070fa1636c6f7365"));
        assertThat(duplex.ended()).isTrue();
    }

    @Test
    void givenClient_whenWriting_thenMaskedWithTheEntropy() throws IOException {
        MemoryDuplex duplex = duplex("");
        WebSocketChannel channel = WebSocketChannel.client(duplex, MASK_01020304, SMALL);
        channel.write(new Frame.Message(new byte[] {0, 0, 0, 0, 0, 1}));
        channel.flush();
        assertThat(duplex.written()).isEqualTo(Wire.hex("8286 01020304 010203040103"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65535, 65536, 200_000})
    void givenAnySize_whenWrittenTwiceByEitherRole_thenTheSameContentIsThere(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        for (Role role : Role.values()) {
            MemoryDuplex duplex = duplex("");
            WebSocketChannel channel = role == Role.CLIENT
                    ? WebSocketChannel.client(duplex, MASK_01020304, SMALL)
                    : WebSocketChannel.server(duplex, SMALL);
            channel.write(new Frame.Message(content));
            channel.write(new Frame.Message(content));
            channel.flush();
            Got once = Got.of(Wire.BINARY, content);
            assertThat(Wire.parse(duplex.written(), role)).isEqualTo(List.of(once, once));
        }
    }

    @ParameterizedTest(name = "{0} with {1} more bytes")
    @CsvSource({"122, \u00e9, 124", "121, \u00e9, 125", "120, \u20ac, 125", "121, \u20ac, 123", "120, \ud83d\ude00, 122"
    })
    void givenLongReason_whenWritten_thenCutBetweenCharacters(int ascii, String tail, int payload) throws IOException {
        MemoryDuplex duplex = duplex("");
        WebSocketChannel channel = WebSocketChannel.server(duplex, SMALL);
        channel.write(new Frame.Close(4001, "a".repeat(ascii) + tail + "beyond"));
        channel.flush();
        assertThat(duplex.written()[1]).isEqualTo((byte) payload);
        assertThat(WebSocketChannel.client(MemoryDuplex.of(duplex.written()), MASK_01020304, SMALL)
                        .read())
                .isInstanceOf(Frame.Close.class);
    }

    @Test
    void givenCloseWritten_whenWritingOn_thenIllegalStateButReadingGoesOn() throws IOException {
        WebSocketChannel channel = WebSocketChannel.server(duplex("8280 00000000 8880 00000000"), SMALL);
        channel.write(new Frame.Close(CloseCode.NORMAL, ""));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> channel.write(new Frame.Pong(new byte[0])));
        assertThat(channel.read()).isInstanceOf(Frame.Message.class);
        assertThat(channel.read()).isEqualTo(new Frame.Close(CloseCode.NONE, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65536 + 1000})
    void givenCodeThatMustNotTravel_whenWritten_thenIllegalArgument(int code) {
        WebSocketChannel channel = WebSocketChannel.server(duplex(""), SMALL);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> channel.write(new Frame.Close(code, "")));
    }

    @Test
    void givenLongPing_whenWritten_thenIllegalArgument() {
        WebSocketChannel channel = WebSocketChannel.server(duplex(""), SMALL);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> channel.write(new Frame.Ping(new byte[126])));
    }

    private static MemoryDuplex duplex(String hex) {
        return MemoryDuplex.of(Wire.hex(hex));
    }

    private static MemoryDuplex silentAfter(String hex) {
        return new MemoryDuplex(ScriptedInput.silentAfter(List.of(Wire.hex(hex))));
    }
}
