// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A payload is the slice between the right two bytes, whatever kind of value it is and whatever stands around it. */
class RawJsonTest {
    private static final ShipCodec CODEC = ShipCodec.lenient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"datagram\":[]}",
                "{ \"a\" : [ 1 , 2 ] }",
                "\"\"",
                "\"x\"",
                "\"\\\"\\u20ac €\"",
                "0",
                "-1.50e+10",
                "12345678901234567890123456789.0",
                "true",
                "false",
                "[[[]]]",
                "{\"é\":\"€\uD83D\uDE00\"}",
            })
    void givenValue_whenDecoded_thenExactlyItsBytes(String value) throws MalformedMessage {
        for (String space : new String[] {"", " ", "\r\n\t "}) {
            String text = "{\"data\":[{\"x\":\"é€\"},{\"header\":[{\"protocolId\":\"é\"}]}," + space + "{\"payload\":"
                    + space + value + space + "}" + space + "]}";
            Data data = (Data) CODEC.decode(VectorRecord.frame(2, text));
            assertThat(data.payload().text()).isEqualTo(value);
            assertThat(data.payload().toBytes()).isEqualTo(value.getBytes(StandardCharsets.UTF_8));
            assertThat(data.payload().asBuffer().remaining())
                    .isEqualTo(data.payload().length());
            assertThat(RawJson.parse(space + value + space))
                    .isEqualTo(data.payload())
                    .hasSameHashCodeAs(data.payload());
        }
    }

    @Test
    void givenPayloadWithWhiteSpace_whenEncoded_thenUntouched() throws MalformedMessage {
        RawJson payload = RawJson.parse(" { \"datagram\" : [ ] } ");
        byte[] frame = CODEC.encode(Data.spine(payload));
        assertThat(new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8))
                .isEqualTo("{\"data\":[{\"header\":[{\"protocolId\":\"ee1.0\"}]},"
                        + "{\"payload\":{ \"datagram\" : [ ] }}]}");
        assertThat(CODEC.decode(frame)).isEqualTo(Data.spine(payload));
    }

    @Test
    void givenView_whenWrittenTo_thenRefused() throws MalformedMessage {
        assertThat(RawJson.parse("[1]").asBuffer().isReadOnly()).isTrue();
        assertThat(RawJson.parse("[1]")).asString().isEqualTo("RawJson[3 bytes]");
        assertThat(RawJson.parse("[1]")).isNotEqualTo(RawJson.parse("[2]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOT_JSON | ``",
                "NOT_JSON | {",
                "NOT_JSON | {}{}",
                "NOT_JSON | [1,]",
                "NOT_JSON | 'x'",
                "NOT_JSON | 01",
                "NOT_JSON | [/**/]",
                "NOT_JSON | nul",
                "DUPLICATE_MEMBER | {\"a\":1,\"a\":2}",
            })
    void givenOther_whenParsed_thenRefused(MessageFault code, String text) {
        MalformedMessage refusal = catchThrowableOfType(MalformedMessage.class, () -> RawJson.parse(text));
        assertThat(refusal.code()).isEqualTo(code);
    }
}
