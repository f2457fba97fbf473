// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 and nothing else, inside payloads too. */
class EncodingTest {
    private static final ShipCodec CODEC = ShipCodec.lenient();

    private static byte[] dataWith(byte[] inside) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\2{\"data\":[{\"header\":[{\"protocolId\":\"ee1.0\"}]},{\"payload\":{\"datagram\":\"0123456"
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(inside);
        out.writeBytes("89abcdef\"}}]}".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "ß€", "\uD83D\uDE00", "\uFFFF", "\u0080\u07FF\u0800", "\uDBFF\uDFFF", "plain", ""})
    void givenText_whenDecoded_thenPayloadUntouched(String text) throws MalformedMessage {
        Data data = (Data) CODEC.decode(dataWith(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(data.payload().text()).isEqualTo("{\"datagram\":\"0123456" + text + "89abcdef\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c3",
                "c328",
                "e08080",
                "e09fbf",
                "e282",
                "e28228",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f09f98",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "00",
                "fc808080",
            })
    void givenOtherBytes_whenDecoded_thenNotUtf8(String hex) {
        byte[] frame = dataWith(HexFormat.of().parseHex(hex));
        MalformedMessage refusal = catchThrowableOfType(MalformedMessage.class, () -> CODEC.decode(frame));
        assertThat(refusal.code()).isEqualTo(MessageFault.NOT_UTF8);
        assertThat(refusal.offset()).isEqualTo(frame.length - 13 - hex.length() / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
    void givenOtherEncoding_whenDecoded_thenNotUtf8(String charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.writeBytes("{\"accessMethodsRequest\":[]}".getBytes(Charset.forName(charset)));
        MalformedMessage refusal = catchThrowableOfType(MalformedMessage.class, () -> CODEC.decode(out.toByteArray()));
        assertThat(refusal.code()).isEqualTo(MessageFault.NOT_UTF8);
    }

    @Test
    void givenByteOrderMark_whenDecoded_thenNotUtf8() {
        byte[] frame = "\1\uFEFF{\"accessMethodsRequest\":[]}".getBytes(StandardCharsets.UTF_8);
        MalformedMessage refusal = catchThrowableOfType(MalformedMessage.class, () -> CODEC.decode(frame));
        assertThat(refusal.code()).isEqualTo(MessageFault.NOT_UTF8);
    }
}
