// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.ship.message.KnownMessage;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.ShipCodec;
import io.handfast.ship.message.ShipMessage;
import java.util.Optional;

/**
 * Any bytes as a SHIP message: understood or {@link MalformedMessage}, nothing else; what was understood comes out of
 * the codec as it went in. The seeds run with every build; {@code bin/fuzz} searches on from them.
 */
class CodecFuzzTest {
    @FuzzTest
    void givenAnyFrame_whenDecoded_thenTameAndReencodable(byte[] frame) throws Exception {
        Optional<ShipMessage> lenient = decode(ShipCodec.lenient(), frame);
        Optional<ShipMessage> strict = decode(ShipCodec.strict(), frame);
        strict.ifPresent(message -> assertThat(lenient).contains(message));
        if (lenient.isPresent() && lenient.get() instanceof KnownMessage known) {
            byte[] encoded = ShipCodec.lenient().encode(known);
            assertThat(ShipCodec.strict().decode(encoded)).isEqualTo(known);
            assertThat(ShipCodec.lenient().decode(encoded)).isEqualTo(known);
        }
    }

    private static Optional<ShipMessage> decode(ShipCodec codec, byte[] frame) {
        try {
            return Optional.of(codec.decode(frame));
        } catch (MalformedMessage e) {
            assertThat(e.offset()).isBetween(0L, (long) frame.length);
            assertThat(e.getMessage()).hasSizeLessThan(2048).doesNotContainPattern("[\\x00-\\x1f]");
            return Optional.empty();
        }
    }
}
