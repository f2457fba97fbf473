// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a relay has to know of a mixing message: its name, who says it, in which session and run. */
class MixMessageTest {
    static List<Vectors.Case> mixing() {
        return Vectors.cases("frames.json").stream()
                .filter(frame -> frame.text("command").startsWith("mix"))
                .toList();
    }

    @Test
    void givenTheVectors_whenCounted_thenNoneIsMissing() {
        assertThat(mixing()).hasSize(8);
    }

    @ParameterizedTest
    @MethodSource("mixing")
    void givenAMixingMessage_whenHashed_thenItsPayloadsHash(Vectors.Case vector) throws Exception {
        Bytes frame = vector.bytes("frame_hex");
        Bytes payload = frame.slice(24, frame.length() - 24);
        Command command = Command.of(vector.text("command")).orElseThrow();
        MixMessage message = (MixMessage) command.decode(payload, 12);
        assertThat(message.hash()).isEqualTo(Blake256.hash(payload));
        assertThat(message.signature()).isEqualTo(payload.slice(0, 64));
        assertThat(message.identity()).isEqualTo(payload.slice(64, 33));
        Optional<Hash> session =
                command == Command.MIXPAIRREQ ? Optional.empty() : Optional.of(Hash.of(payload.toByteArray(), 97));
        assertThat(message.session()).isEqualTo(session);
        assertThat(message.signedHash()).isEqualTo(signed(vector.text("command"), payload, session, message.run()));
    }

    /** Put together from the payload's bytes instead of its fields. */
    private static Hash signed(String command, Bytes payload, Optional<Hash> session, long run) {
        String tag = command + "-sig";
        String data = "%02x".formatted(tag.length())
                + Bytes.of(tag.getBytes(StandardCharsets.US_ASCII)).toHex()
                + payload.slice(64, payload.length() - 64).toHex();
        String line = "decred-mix-signature," + command + ","
                + session.map(Hash::toWireHex).orElse("0".repeat(64)) + "," + run + ","
                + Blake256.hash(Bytes.ofHex(data)).toWireHex();
        return Blake256.hash(line.getBytes(StandardCharsets.US_ASCII));
    }
}
