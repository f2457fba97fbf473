// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Single messages out of other stacks' tests, the official test catalogue and the field, with their verdicts. */
class MessageVectorsTest {
    private static final System.Logger LOG = System.getLogger(MessageVectorsTest.class.getName());
    private static final ShipCodec CODEC = ShipCodec.strict();

    private static final Map<String, Class<? extends KnownMessage>> KINDS = Map.ofEntries(
            Map.entry("connectionHello", ConnectionHello.class),
            Map.entry("messageProtocolHandshake", ProtocolHandshake.class),
            Map.entry("messageProtocolHandshakeError", ProtocolHandshakeError.class),
            Map.entry("connectionPinState", PinState.class),
            Map.entry("connectionPinInput", PinInput.class),
            Map.entry("connectionPinError", PinError.class),
            Map.entry("accessMethodsRequest", AccessMethodsRequest.class),
            Map.entry("accessMethods", AccessMethods.class),
            Map.entry("data", Data.class),
            Map.entry("connectionClose", ConnectionClose.class));

    /** Accepted, but not as we would write them; all others have to come out byte for byte. */
    private static final Map<String, KnownMessage> NOT_OUR_FORM = Map.of(
            "msg-041", new ConnectionHello(HelloPhase.PENDING, Optional.empty(), false),
            "msg-047", new ProtocolHandshake(HandshakeType.SELECT, 0, 1, List.of()),
            "msg-071", new ConnectionHello(HelloPhase.READY, Optional.empty(), false),
            "msg-079", AccessMethods.of("i:46353_u:1234567890"),
            "msg-080", new AccessMethodsRequest(),
            "msg-081", new AccessMethodsRequest(),
            "msg-082", AccessMethods.of("eebus-MYSKI"));

    @Test
    void givenEachVector_whenDecoded_thenItsVerdict() throws MalformedMessage {
        int accepted = 0;
        int refused = 0;
        for (VectorRecord vector : VectorFile.read("messages.jsonl")) {
            switch (vector.text("expect")) {
                case "accept", "tolerate" -> {
                    assertAccepted(vector);
                    accepted++;
                }
                case "reject" -> {
                    assertRefused(vector);
                    refused++;
                }
                case "reject-or-ignore" -> {
                    assertIgnorable(vector);
                    refused++;
                }
                default -> throw new AssertionError(vector);
            }
        }
        LOG.log(System.Logger.Level.INFO, "message vectors: {0} accepted, {1} refused", accepted, refused);
        assertThat(accepted).isEqualTo(61);
        assertThat(refused).isEqualTo(29);
    }

    private static void assertAccepted(VectorRecord vector) throws MalformedMessage {
        String id = vector.text("id");
        byte[] frame = vector.frame().orElseThrow();
        ShipMessage message = CODEC.decode(frame);
        assertThat(message).as(id).isInstanceOf(kind(vector));
        if (NOT_OUR_FORM.containsKey(id)) {
            assertThat(message).as(id).isEqualTo(NOT_OUR_FORM.get(id));
        } else {
            assertThat(CODEC.encode((KnownMessage) message)).as(id).isEqualTo(frame);
        }
    }

    private static Class<? extends KnownMessage> kind(VectorRecord vector) {
        if (vector.number("type").orElseThrow() == 0) {
            return Init.class;
        }
        String[] parts = vector.text("text").split("\"", 3);
        return Optional.<Class<? extends KnownMessage>>ofNullable(KINDS.get(parts[1]))
                .orElseThrow();
    }

    /** Types 4 and above are no failure: what to do about them is the connection's decision. */
    private static void assertRefused(VectorRecord vector) throws MalformedMessage {
        byte[] frame = vector.frame().orElseThrow();
        if (vector.text("id").equals("msg-070")) {
            assertThat(CODEC.decode(frame)).isEqualTo(new Reserved(4));
        } else {
            assertThatThrownBy(() -> CODEC.decode(frame)).as(vector.text("id")).isInstanceOf(MalformedMessage.class);
        }
    }

    /** A type without a value is malformed; a reserved type is told apart, so that it can be ignored. */
    private static void assertIgnorable(VectorRecord vector) throws MalformedMessage {
        byte[] frame = vector.frame().orElseThrow();
        switch (vector.text("id")) {
            case "msg-074" ->
                assertThatThrownBy(() -> CODEC.decode(frame))
                        .isInstanceOfSatisfying(
                                MalformedMessage.class,
                                e -> assertThat(e.code()).isEqualTo(MessageFault.EMPTY));
            case "msg-075" -> assertThat(CODEC.decode(frame)).isEqualTo(new Reserved(255));
            default -> throw new AssertionError(vector);
        }
    }

    @Test
    void givenEachStrictPrefix_whenDecoded_thenMalformed() {
        int prefixes = 0;
        for (VectorRecord vector : VectorFile.read("messages.jsonl")) {
            byte[] frame = vector.frame().orElseThrow();
            if (frame[0] < 0 || frame[0] > 3) {
                continue;
            }
            for (int length = 0; length < lengthOfText(frame); length++) {
                byte[] prefix = Arrays.copyOf(frame, length);
                assertThatThrownBy(() -> CODEC.decode(prefix))
                        .as("%s, first %s bytes", vector.text("id"), length)
                        .isInstanceOf(MalformedMessage.class);
                prefixes++;
            }
        }
        LOG.log(System.Logger.Level.INFO, "prefixes of message vectors: {0} refused", prefixes);
        assertThat(prefixes).isEqualTo(8_256);
    }

    /** White space and NUL at the end are no part of the message, so a frame without them is no strict prefix. */
    private static int lengthOfText(byte[] frame) {
        int length = frame.length;
        while (length > 2 && frame[length - 1] <= ' ' && frame[length - 1] >= 0) {
            length--;
        }
        return length;
    }

    @Test
    void givenSomeVectors_whenDecoded_thenTheirValues() throws MalformedMessage {
        Map<String, KnownMessage> expected = Map.of(
                "msg-008",
                        new ConnectionClose(
                                ClosePhase.ANNOUNCE,
                                Optional.of(Duration.ofSeconds(20)),
                                Optional.of("Unexpected error")),
                "msg-014", new AccessMethods("RemoteShipID", true, Optional.of("wss://DESKTOP-IAKQS71.local:4769")),
                "msg-025", new PinInput("ABCD735555AAAAFF"),
                "msg-033", new PinState(PinRequirement.NONE, Optional.of(InputPermission.BUSY)),
                "msg-046", new ProtocolHandshake(HandshakeType.SELECT, 2, 3, List.of("JSON-UTF8", "JSON-UTF16")),
                "msg-054", new ProtocolHandshakeError(ProtocolHandshakeError.SELECTION_MISMATCH),
                "msg-057", new ConnectionHello(HelloPhase.PENDING, Optional.of(Duration.ofMinutes(1)), true));
        int compared = 0;
        for (VectorRecord vector : VectorFile.read("messages.jsonl")) {
            KnownMessage message = expected.get(vector.text("id"));
            if (message != null) {
                assertThat(CODEC.decode(vector.frame().orElseThrow())).isEqualTo(message);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(expected.size());
    }
}
