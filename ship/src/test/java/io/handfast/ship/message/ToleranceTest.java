// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.ship.vectors.VectorRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read beside our own form, and what is not. Apostrophes stand for quotation marks. */
class ToleranceTest {
    private static final ShipCodec CODEC = ShipCodec.lenient();
    private static final ConnectionHello READY = ConnectionHello.ready(Duration.ofSeconds(60));
    private static final String HELLO = "{'connectionHello':[{'phase':'ready'},{'waiting':60000}]}";

    private static byte[] frame(int type, String text) {
        return VectorRecord.frame(type, text.replace('\'', '"'));
    }

    private static ShipMessage decode(int type, String text) throws MalformedMessage {
        return CODEC.decode(frame(type, text));
    }

    private static MalformedMessage refusal(byte[] frame) {
        MalformedMessage refusal = catchThrowableOfType(MalformedMessage.class, () -> CODEC.decode(frame));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain object                | {'connectionHello':{'phase':'ready','waiting':60000}}",
                "objects with more members   | {'connectionHello':[{'phase':'ready','waiting':60000}]}",
                "empty entry                 | {'connectionHello':[{},{'phase':'ready'},{'waiting':60000}]}",
                "other order                 | {'connectionHello':[{'waiting':60000},{'phase':'ready'}]}",
                "unknown simple member       | {'connectionHello':[{'phase':'ready'},{'x':'y'},{'waiting':60000}]}",
                "unknown object              | {'connectionHello':[{'phase':'ready'},{'waiting':60000},{'x':[{'y':[1]}]}]}",
                "unknown member of EEBUS.Net | {'connectionHello':[{'phase':'ready'},{'waiting':60000},{'inputPermissionSpecified':false}]}",
                "false as of EEBUS.Net       | {'connectionHello':[{'phase':'ready'},{'waiting':60000},{'prolongationRequest':false}]}",
                "null for absent             | {'connectionHello':[{'phase':'ready'},{'waiting':60000},{'prolongationRequest':null}]}",
                "white space                 | { 'connectionHello' : [ { 'phase' : 'ready' } , { 'waiting' : 60000 } ] }",
                "escapes                     | {'connectionHello':[{'phas\\u0065':'\\u0072eady'},{'waiting':60000}]}",
            })
    void givenOtherForm_whenDecoded_thenTheSameMessage(String name, String text) throws MalformedMessage {
        assertThat(decode(1, text)).as(name).isEqualTo(READY);
    }

    @Test
    void givenNulAtBothEnds_whenDecoded_thenTrimmed() throws MalformedMessage {
        assertThat(decode(1, "\0\0" + HELLO + "\0\0\0")).isEqualTo(READY);
    }

    @Test
    void givenZeroWaiting_whenDecoded_thenKept() throws MalformedMessage {
        assertThat(decode(1, "{'connectionHello':[{'phase':'pending'},{'waiting':0},{'prolongationRequest':true}]}"))
                .isEqualTo(new ConnectionHello(HelloPhase.PENDING, Optional.of(Duration.ZERO), true));
    }

    @Test
    void givenEmptyListsAndObjects_whenDecoded_thenByExpectedType() throws MalformedMessage {
        ProtocolHandshake none = new ProtocolHandshake(HandshakeType.SELECT, 1, 0, List.of());
        String head = "{'messageProtocolHandshake':[{'handshakeType':'select'},{'version':[{'major':1},{'minor':0}]},";
        assertThat(decode(1, head + "{'formats':[{'format':{}}]}]}")).isEqualTo(none);
        assertThat(decode(1, head + "{'formats':{'format':[]}}]}")).isEqualTo(none);
        assertThat(decode(1, head + "{'formats':{}}]}")).isEqualTo(none);
        assertThat(decode(1, "{'accessMethodsRequest':{}}")).isEqualTo(new AccessMethodsRequest());
        assertThat(decode(1, "{'accessMethods':[{'id':'x'},{'dnsSd_mDns':{}}]}"))
                .isEqualTo(new AccessMethods("x", true, Optional.empty()));
    }

    @Test
    void givenDnsAsText_whenDecoded_thenTheUri() throws MalformedMessage {
        assertThat(decode(1, "{'accessMethods':[{'id':'x'},{'dns':'wss://h:4712/ship/'}]}"))
                .isEqualTo(new AccessMethods("x", false, Optional.of("wss://h:4712/ship/")));
    }

    @Test
    void givenWrongTypeByte_whenDecoded_thenOnlyStrictRefuses() throws MalformedMessage {
        assertThat(decode(2, HELLO)).isEqualTo(READY);
        assertThat(decode(1, "{'connectionClose':[{'phase':'confirm'}]}")).isEqualTo(ConnectionClose.confirm());
        MalformedMessage refusal = catchThrowableOfType(
                MalformedMessage.class, () -> ShipCodec.strict().decode(frame(2, HELLO)));
        assertThat(refusal.code()).isEqualTo(MessageFault.WRONG_TYPE_BYTE);
    }

    @Test
    void givenUnknownRoot_whenDecoded_thenToldApartOnlyAmongControls() throws MalformedMessage {
        assertThat(decode(1, "{'somethingNew':[{'x':[[1]]}]}")).isEqualTo(new UnknownControl("somethingNew"));
        assertThat(decode(1, "{'ConnectionHello':[]}")).isEqualTo(new UnknownControl("ConnectionHello"));
        assertThat(refusal(frame(2, "{'somethingNew':[]}")).code()).isEqualTo(MessageFault.BAD_ROOT);
        assertThat(refusal(frame(1, "{'somethingNew':[}")).code()).isEqualTo(MessageFault.NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'}]} x",
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'}]}{}",
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'},]}",
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'}]",
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'},{'waiting':060000}]}",
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'},{'x':NaN}]}",
                "NOT_JSON         | frame | {'connectionHello':[{'phase':'ready'},{'x':'\t'}]}",
                "BAD_ROOT         | frame | []",
                "BAD_ROOT         | frame | {}",
                "BAD_ROOT         | frame | 'connectionHello'",
                "BAD_ROOT         | frame | {'connectionHello':[{'phase':'ready'}],'x':1}",
                "BAD_ROOT         | frame | {'error':2,'x':1}",
                "DUPLICATE_MEMBER | connectionHello.phase | {'connectionHello':[{'phase':'ready'},{'phase':'pending'}]}",
                "DUPLICATE_MEMBER | connectionHello.phase | {'connectionHello':[{'phase':'ready'},{'phase':null}]}",
                "DUPLICATE_MEMBER | connectionHello.x     | {'connectionHello':[{'phase':'ready'},{'x':1},{'x':2}]}",
                "DUPLICATE_MEMBER | frame                 | {'connectionHello':{'phase':'ready','phase':'ready'}}",
                "DUPLICATE_MEMBER | frame                 | {'connectionHello':[{'phase':'ready'},{'x':{'y':1,'y':1}}]}",
                "MISSING_MEMBER   | connectionHello.phase | {'connectionHello':[]}",
                "MISSING_MEMBER   | connectionHello.phase | {'connectionHello':[{'phase':null}]}",
                "MISSING_MEMBER   | messageProtocolHandshake.formats | {'messageProtocolHandshake':[{'handshakeType':'select'},{'version':[{'major':1},{'minor':0}]}]}",
                "MISSING_MEMBER   | messageProtocolHandshake.version.minor | {'messageProtocolHandshake':[{'version':[{'major':1}]}]}",
                "MISSING_MEMBER   | accessMethods.dns.uri | {'accessMethods':[{'id':'x'},{'dns':[]}]}",
                "MISSING_MEMBER   | data.payload          | {'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':null}]}",
                "UNEXPECTED_MEMBER | accessMethodsRequest.x | {'accessMethodsRequest':[{'x':1}]}",
                "WRONG_KIND       | connectionHello       | {'connectionHello':'ready'}",
                "WRONG_KIND       | connectionHello       | {'connectionHello':[[{'phase':'ready'}]]}",
                "WRONG_KIND       | connectionHello       | {'connectionHello':['phase']}",
                "WRONG_KIND       | connectionHello.phase | {'connectionHello':[{'phase':1}]}",
                "WRONG_KIND       | connectionHello.waiting | {'connectionHello':[{'waiting':'60000'}]}",
                "WRONG_KIND       | connectionHello.waiting | {'connectionHello':[{'waiting':60000.0}]}",
                "WRONG_KIND       | connectionHello.waiting | {'connectionHello':[{'waiting':6e4}]}",
                "WRONG_KIND       | connectionHello.prolongationRequest | {'connectionHello':[{'prolongationRequest':1}]}",
                "WRONG_KIND       | messageProtocolHandshake.formats.format | {'messageProtocolHandshake':[{'formats':[{'format':'JSON-UTF8'}]}]}",
                "WRONG_KIND       | messageProtocolHandshake.formats.format | {'messageProtocolHandshake':[{'formats':[{'format':{'x':1}}]}]}",
                "WRONG_KIND       | messageProtocolHandshake.formats.format | {'messageProtocolHandshake':[{'formats':[{'format':['a',1]}]}]}",
                "WRONG_KIND       | accessMethods.dnsSd_mDns | {'accessMethods':[{'dnsSd_mDns':true}]}",
                "WRONG_KIND       | error                 | {'error':'2'}",
                "OUT_OF_RANGE     | connectionHello.phase | {'connectionHello':[{'phase':'Ready'}]}",
                "OUT_OF_RANGE     | connectionHello.waiting | {'connectionHello':[{'waiting':-1}]}",
                "OUT_OF_RANGE     | connectionHello.waiting | {'connectionHello':[{'waiting':4294967296}]}",
                "OUT_OF_RANGE     | connectionHello.waiting | {'connectionHello':[{'waiting':99999999999999999999999}]}",
                "OUT_OF_RANGE     | messageProtocolHandshake.version.major | {'messageProtocolHandshake':[{'version':[{'major':256}]}]}",
                "OUT_OF_RANGE     | error                 | {'error':4}",
                "OUT_OF_RANGE     | connectionPinInput.pin | {'connectionPinInput':[{'pin':'1234567g'}]}",
                "OUT_OF_RANGE     | accessMethods.id      | {'accessMethods':[{'id':'\\ud800'}]}",
                "OUT_OF_RANGE     | data.extension.binary | {'data':[{'extension':[{'binary':'abc'}]}]}",
            })
    void givenFault_whenDecoded_thenNamed(MessageFault code, String field, String text) {
        MalformedMessage refusal = refusal(frame(1, text));
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.offset()).isBetween(1L, 1L + text.length());
    }

    @Test
    void givenFault_whenDecoded_thenOffsetOfTheFaultyToken() {
        MalformedMessage refusal = refusal(frame(1, "\0{'connectionHello':[{'phase':'ready'},{'waiting':-1}]}"));
        assertThat(refusal.offset()).isEqualTo(2 + "{'connectionHello':[{'phase':'ready'},{'waiting':".length());
        assertThat(refusal.expected()).isEqualTo("0 to 4294967295");
        assertThat(refusal.got()).isEqualTo("'-1'");
    }

    @Test
    void givenTooDeep_whenDecoded_thenRefused() throws MalformedMessage {
        String fits = "[".repeat(97) + "]".repeat(97);
        String head = "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':";
        assertThat(decode(2, head + fits + "}]}")).isInstanceOf(Data.class);
        MalformedMessage refusal = refusal(frame(2, head + "[" + fits + "]" + "}]}"));
        assertThat(refusal.code()).isEqualTo(MessageFault.TOO_DEEP);
    }

    /** The tokenizer remembers the names of a text: without a limit one text could take far more memory than it has. */
    @Test
    void givenLongName_whenDecoded_thenTooLarge() throws MalformedMessage {
        String longest = "x".repeat(256);
        assertThat(decode(1, "{'" + longest + "':[]}")).isEqualTo(new UnknownControl(longest));
        MalformedMessage refusal = refusal(frame(1, "{'" + "x".repeat(2_000) + "':[]}"));
        assertThat(refusal.code()).isEqualTo(MessageFault.TOO_LARGE);
    }

    @Test
    void givenFrameAtTheLimit_whenDecoded_thenOneByteMoreIsTooLarge() throws MalformedMessage {
        String padded = HELLO + " ".repeat(ShipCodec.MAX_RECEIVE_BYTES - 1 - HELLO.length());
        assertThat(decode(1, padded)).isEqualTo(READY);
        assertThat(refusal(frame(1, padded + " ")).code()).isEqualTo(MessageFault.TOO_LARGE);
    }

    @Test
    void givenPinOfTheWrongForm_whenDecoded_thenNotRepeated() {
        MalformedMessage refusal = refusal(frame(1, "{'connectionPinInput':[{'pin':'5ecre7'}]}"));
        assertThat(refusal.getMessage()).doesNotContain("5ecre7").contains("a text of 6 characters");
        MalformedMessage torn = refusal(frame(1, "{'connectionPinInput':[{'pin':'5ecre75ecre7\n"));
        assertThat(torn).hasNoCause();
        assertThat(torn.getMessage()).doesNotContain("5ecre7");
    }
}
