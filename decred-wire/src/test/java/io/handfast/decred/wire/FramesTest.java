// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.ReadEnded;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.Reject;
import io.handfast.decred.wire.message.VerAck;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of dcrd, framed by dcrd: read, decoded, encoded to the same bytes; no part of it passes as the
 * whole.
 */
class FramesTest {
    /** The frames of dcrd, and three messages that are framed elsewhere or not at all. */
    static List<Vectors.Case> decodable() {
        List<Vectors.Case> cases = new ArrayList<>(framed());
        cases.add(unframed("block", Vectors.cases("genesis.json").getFirst().bytes("block_hex")));
        for (Vectors.Case payload : Vectors.cases("wire-test-payloads.json")) {
            if (Set.of("oneCFHeaderEncoded", "getCFHeadersEncoded").contains(payload.text("name"))
                    && payload.text("func").endsWith("Errors")) {
                String command = payload.text("file").replaceAll("^wire/msg|_test.go$", "");
                cases.add(unframed(command, payload.bytes("hex")));
            }
        }
        return cases;
    }

    private static List<Vectors.Case> framed() {
        return Vectors.cases("frames.json").stream()
                .filter(frame -> !frame.text("command").equals("reject"))
                .toList();
    }

    private static Vectors.Case unframed(String text, Bytes payload) {
        Frame frame = new Frame(Network.MAINNET, Command.of(text).orElseThrow(), payload);
        return new Vectors.Case(Map.of(
                "command",
                text,
                "encoded_at_pver",
                "12",
                "network",
                "mainnet",
                "payload_len",
                Integer.toString(payload.length()),
                "frame_hex",
                Bytes.owned(frame.toByteArray()).toHex()));
    }

    static Stream<Vectors.Case> recorded() {
        return Stream.of("session-simnet-dcrd206-we-dial.json", "session-simnet-dcrd206-dials-us.json")
                .flatMap(file -> Vectors.cases(file).stream());
    }

    @Test
    void givenTheVectors_whenCounted_thenNoCommandIsMissing() {
        Set<String> commands =
                decodable().stream().map(frame -> frame.text("command")).collect(Collectors.toSet());
        assertThat(Stream.of(Command.values()).filter(Command::decodable).map(Command::text))
                .containsExactlyInAnyOrderElementsOf(commands);
        assertThat(framed()).hasSize(41);
        assertThat(decodable()).hasSize(44);
    }

    @ParameterizedTest
    @MethodSource("decodable")
    void givenAFrame_whenReadAndWrittenAgain_thenSameBytes(Vectors.Case vector) throws Exception {
        int version = vector.number("encoded_at_pver");
        byte[] bytes = vector.bytes("frame_hex").toByteArray();
        Network network = Vectors.network(vector.text("network"));
        Frame frame = new FrameReader(new ByteArrayInputStream(bytes), network).read(version);
        assertThat(frame.command().text()).isEqualTo(vector.text("command"));
        assertThat(frame.payload().length()).isEqualTo(vector.number("payload_len"));
        Message message = frame.message(version);
        assertThat(message.command()).isEqualTo(frame.command());
        assertThat(Frame.of(message, network, version).toByteArray()).isEqualTo(bytes);
        assertThat(frame.message(version)).isEqualTo(message).hasSameHashCodeAs(message);
    }

    /** For a reader that runs ahead of the negotiation. */
    @ParameterizedTest
    @MethodSource("decodable")
    void givenAFrame_whenReadWhole_thenTheSameFrameWithoutItsVersion(Vectors.Case vector) throws Exception {
        byte[] bytes = vector.bytes("frame_hex").toByteArray();
        Network network = Vectors.network(vector.text("network"));
        byte[] whole = new FrameReader(new ByteArrayInputStream(bytes), network).readWhole();
        assertThat(whole).isEqualTo(bytes);
        Frame frame = new FrameReader(new ByteArrayInputStream(bytes), network).read(vector.number("encoded_at_pver"));
        assertThat(Frame.verified(whole)).isEqualTo(frame);
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.verified(Arrays.copyOf(bytes, bytes.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.verified(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void givenALengthThatNoVersionAllows_whenReadWhole_thenNothingIsAwaited() {
        byte[] header = Frame.of(new VerAck(), Network.MAINNET, 12).toByteArray();
        header[16] = 1;
        MalformedMessage tooLong = catchThrowableOfType(
                MalformedMessage.class,
                () -> new FrameReader(new ByteArrayInputStream(header), Network.MAINNET).readWhole());
        assertThat(tooLong.code()).isEqualTo(WireFault.PAYLOAD_TOO_LARGE);
        assertThat(tooLong.expected()).startsWith("at most 0 bytes at any version");
    }

    @ParameterizedTest
    @MethodSource("decodable")
    void givenAFrame_whenCutAnywhere_thenClosedInsideIt(Vectors.Case vector) {
        byte[] bytes = vector.bytes("frame_hex").toByteArray();
        Network network = Vectors.network(vector.text("network"));
        for (int length = 0; length < bytes.length; length++) {
            ByteArrayInputStream input = new ByteArrayInputStream(Arrays.copyOf(bytes, length));
            ReadEnded ended = catchThrowableOfType(
                    ReadEnded.class, () -> new FrameReader(input, network).read(vector.number("encoded_at_pver")));
            assertThat(ended.code()).isEqualTo(length == 0 ? WireFault.CLOSED : WireFault.CLOSED_INSIDE_FRAME);
            assertThat(ended.phase()).isEqualTo(length < 24 ? "frame-header" : "payload");
        }
    }

    @ParameterizedTest
    @MethodSource("decodable")
    void givenAPayload_whenCutAnywhere_thenShort(Vectors.Case vector) throws Exception {
        Command command = Command.of(vector.text("command")).orElseThrow();
        Prefixes.requireShort(command, payload(vector), vector.number("encoded_at_pver"));
    }

    @ParameterizedTest
    @MethodSource("decodable")
    void givenAPayload_whenAByteFollows_thenTrailing(Vectors.Case vector) {
        Command command = Command.of(vector.text("command")).orElseThrow();
        byte[] payload = payload(vector).toByteArray();
        Bytes longer = Bytes.of(Arrays.copyOf(payload, payload.length + 1));
        MalformedMessage malformed = catchThrowableOfType(
                MalformedMessage.class, () -> command.decode(longer, vector.number("encoded_at_pver")));
        boolean full = command.maxPayloadBytes(vector.number("encoded_at_pver")) == payload.length;
        assertThat(malformed.code()).isEqualTo(full ? WireFault.PAYLOAD_TOO_LARGE : WireFault.TRAILING_BYTES);
    }

    @ParameterizedTest
    @MethodSource("decodable")
    void givenAPayload_whenTheVersionLacksTheMessage_thenRefusedBothWays(Vectors.Case vector) throws Exception {
        Command command = Command.of(vector.text("command")).orElseThrow();
        Message message = command.decode(payload(vector), vector.number("encoded_at_pver"));
        for (int version = 1; version <= ProtocolVersion.LATEST; version++) {
            int at = version;
            if (command.spokenAt(at)) {
                assertThat(command.decode(command.encode(message, at), at)).isEqualTo(message);
                continue;
            }
            MalformedMessage malformed =
                    catchThrowableOfType(MalformedMessage.class, () -> command.decode(payload(vector), at));
            boolean tooLarge = payload(vector).length() > command.maxPayloadBytes(at);
            assertThat(malformed.code())
                    .isEqualTo(tooLarge ? WireFault.PAYLOAD_TOO_LARGE : WireFault.MSG_INVALID_FOR_P_VER);
            assertThat(LimitsTest.refusal(() -> command.encode(message, at)))
                    .isEqualTo(WireFault.MSG_INVALID_FOR_P_VER);
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void givenARecordedConversation_whenReadAndWrittenAgain_thenSameBytes(Vectors.Case vector) throws Exception {
        byte[] bytes = vector.bytes("frame_hex").toByteArray();
        Frame frame = new FrameReader(new ByteArrayInputStream(bytes), Network.SIMNET).read(11);
        Prefixes.requireShort(frame.command(), frame.payload(), 11);
        assertThat(frame.command().text()).isEqualTo(vector.text("command"));
        assertThat(Frame.of(frame.message(11), Network.SIMNET, 11).toByteArray())
                .isEqualTo(bytes);
    }

    @Test
    void givenAReject_whenWritten_thenAsDcrdDid_andNobodyReadsIt() {
        Vectors.Case vector = Vectors.cases("frames.json").stream()
                .filter(frame -> frame.text("command").equals("reject"))
                .findFirst()
                .orElseThrow();
        Hash block = Hash.ofDisplay("298e5cc3d985bfe7f81dc135f360abe089edd4396b86d2de66b0cef42b21d980");
        Reject reject = new Reject("block", 0x12, "duplicate block", Optional.of(block));
        byte[] bytes = Frame.of(reject, Network.MAINNET, 8).toByteArray();
        assertThat(bytes).isEqualTo(vector.bytes("frame_hex").toByteArray());
        MalformedMessage malformed = catchThrowableOfType(
                MalformedMessage.class,
                () -> new FrameReader(new ByteArrayInputStream(bytes), Network.MAINNET).read(8));
        assertThat(malformed.code()).isEqualTo(WireFault.UNKNOWN_CMD);
        assertThat(LimitsTest.refusal(() -> Frame.of(reject, Network.MAINNET, 9)))
                .isEqualTo(WireFault.MSG_INVALID_FOR_P_VER);
    }

    private static Bytes payload(Vectors.Case vector) {
        Bytes frame = vector.bytes("frame_hex");
        return frame.slice(FrameHeader.SIZE_BYTES, frame.length() - FrameHeader.SIZE_BYTES);
    }
}
