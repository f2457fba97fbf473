// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.vectors.JsonTree;
import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ship-go, eebus-rust and EEBUS.Net turn EEBUS JSON into ordinary JSON with four replacements in the text. */
class TextReplacingStackTest {
    private static final ShipCodec CODEC = ShipCodec.strict();
    private static final String HARD = "x[{y},{z}]w[]v \"\\{}[[{{";

    private static Object readByReplacing(String text) {
        return JsonTree.parse(
                text.replace("[{", "{").replace("},{", ",").replace("}]", "}").replace("[]", "{}"));
    }

    private static Object readByReplacing(KnownMessage message) {
        byte[] frame = CODEC.encode(message);
        return readByReplacing(new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8));
    }

    static Stream<KnownMessage> messages() throws MalformedMessage {
        return Stream.of(
                ConnectionHello.ready(Duration.ofSeconds(60)),
                ConnectionHello.askForMore(),
                ProtocolHandshake.announceMax(1, 0),
                new ProtocolHandshakeError(3),
                PinState.wanting(PinRequirement.REQUIRED, InputPermission.OK),
                new AccessMethodsRequest(),
                AccessMethods.of(HARD),
                new AccessMethods(HARD, true, Optional.of(HARD)),
                new ConnectionClose(ClosePhase.ANNOUNCE, Optional.of(Duration.ofMillis(500)), Optional.of(HARD)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void givenOurMessage_whenReadByReplacing_thenUndamaged(KnownMessage message) throws MalformedMessage {
        byte[] frame = CODEC.encode(message);
        String eebus = new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
        assertThat(readByReplacing(message))
                .isEqualTo(JsonTree.parse(
                        EebusJson.toStandard(RawJson.parse(eebus)).text()));
    }

    @Test
    void givenHardText_whenReadByReplacing_thenTheText() {
        assertThat(readByReplacing(AccessMethods.of(HARD)))
                .isEqualTo(JsonTree.parse("{\"accessMethods\":{\"id\":\"x[{y},{z}]w[]v \\\"\\\\{}[[{{\"}}"));
    }

    @Test
    void givenUnescapedText_whenReadByReplacing_thenDamagedAsShipGoDoes() {
        assertThat(readByReplacing("{\"datagram\":[{\"a\":\"x[{y},{z}]w[]v\"}]}"))
                .isEqualTo(JsonTree.parse("{\"datagram\":{\"a\":\"x{y,z}w{}v\"}}"));
    }

    @Test
    void givenOrdinaryPayloads_whenUnfoldedAndReadByReplacing_thenUndamaged() throws MalformedMessage {
        int payloads = 0;
        for (VectorRecord vector : VectorFile.read("json-transform.jsonl")) {
            Optional<String> standard = vector.find("standard");
            if (standard.isPresent()) {
                assertThat(readByReplacing(EebusJson.fromStandard(RawJson.parse(standard.get()))
                                .text()))
                        .as(vector.text("id"))
                        .isEqualTo(JsonTree.parse(standard.get()));
                payloads++;
            }
        }
        assertThat(payloads).isEqualTo(30);
    }
}
