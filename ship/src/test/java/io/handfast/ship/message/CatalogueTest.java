// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact bytes of every kind of message, and the way back. */
class CatalogueTest {
    private static final ShipCodec CODEC = ShipCodec.strict();
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final String ID = "d:_i:19667_demo-0001";
    private static final String URI = "wss://hub.example.org:4712/ship/";
    private static final String DATAGRAM = "{\"datagram\":[{\"header\":[{\"specificationVersion\":\"1.2.0\"},"
            + "{\"addressSource\":[{\"device\":\"Demo-EVSE-234567890\"},{\"entity\":[0]},{\"feature\":0}]},"
            + "{\"addressDestination\":[{\"device\":\"Demo-HEMS-123456789\"},{\"entity\":[0]},{\"feature\":0}]},"
            + "{\"msgCounter\":1},{\"cmdClassifier\":\"read\"}]},"
            + "{\"payload\":[{\"cmd\":[[{\"nodeManagementDetailedDiscoveryData\":[]}]]}]}]}";

    /** A row of the table; length -1 where the specification gives none. */
    record Row(String name, KnownMessage message, int type, String text, int length) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() throws MalformedMessage {
        return Stream.of(
                row(
                        "hello ready",
                        ConnectionHello.ready(MINUTE),
                        58,
                        "{'connectionHello':[{'phase':'ready'},{'waiting':60000}]}"),
                row(
                        "hello pending",
                        ConnectionHello.pending(MINUTE),
                        60,
                        "{'connectionHello':[{'phase':'pending'},{'waiting':60000}]}"),
                row(
                        "prolongation request",
                        ConnectionHello.askForMore(),
                        71,
                        "{'connectionHello':[{'phase':'pending'},{'prolongationRequest':true}]}"),
                row("hello aborted", ConnectionHello.aborted(), 42, "{'connectionHello':[{'phase':'aborted'}]}"),
                row(
                        "protocol announce",
                        ProtocolHandshake.announceMax(1, 0),
                        140,
                        "{'messageProtocolHandshake':[{'handshakeType':'announceMax'},"
                                + "{'version':[{'major':1},{'minor':0}]},{'formats':[{'format':['JSON-UTF8']}]}]}"),
                row(
                        "protocol select",
                        ProtocolHandshake.select(1, 0),
                        135,
                        "{'messageProtocolHandshake':[{'handshakeType':'select'},"
                                + "{'version':[{'major':1},{'minor':0}]},{'formats':[{'format':['JSON-UTF8']}]}]}"),
                row(
                        "protocol error",
                        new ProtocolHandshakeError(2),
                        48,
                        "{'messageProtocolHandshakeError':[{'error':2}]}"),
                row("PIN none", PinState.none(), 45, "{'connectionPinState':[{'pinState':'none'}]}"),
                row(
                        "PIN required",
                        PinState.wanting(PinRequirement.REQUIRED, InputPermission.OK),
                        74,
                        "{'connectionPinState':[{'pinState':'required'},{'inputPermission':'ok'}]}"),
                row(
                        "PIN optional",
                        PinState.wanting(PinRequirement.OPTIONAL, InputPermission.BUSY),
                        76,
                        "{'connectionPinState':[{'pinState':'optional'},{'inputPermission':'busy'}]}"),
                row("PIN accepted", PinState.pinOk(), 46, "{'connectionPinState':[{'pinState':'pinOk'}]}"),
                row("PIN input", new PinInput("1234abcd"), 44, "{'connectionPinInput':[{'pin':'1234abcd'}]}"),
                row("PIN error", new PinError(PinError.WRONG_PIN), 37, "{'connectionPinError':[{'error':1}]}"),
                row("access methods request", new AccessMethodsRequest(), 28, "{'accessMethodsRequest':[]}"),
                row("access methods, id", AccessMethods.of(ID), -1, "{'accessMethods':[{'id':'" + ID + "'}]}"),
                row(
                        "access methods, all",
                        new AccessMethods(ID, true, Optional.of(URI)),
                        -1,
                        "{'accessMethods':[{'id':'" + ID + "'},{'dnsSd_mDns':[]},{'dns':[{'uri':'" + URI + "'}]}]}"),
                row(
                        "close announce",
                        ConnectionClose.announce(Duration.ofMillis(500), ConnectionClose.UNSPECIFIC),
                        83,
                        "{'connectionClose':[{'phase':'announce'},{'maxTime':500},{'reason':'unspecific'}]}"),
                row("close confirm", ConnectionClose.confirm(), 42, "{'connectionClose':[{'phase':'confirm'}]}"),
                row(
                        "data",
                        Data.spine(RawJson.parse(DATAGRAM)),
                        400,
                        "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':" + DATAGRAM + "}]}"),
                row(
                        "data with extension",
                        new Data(
                                "ee1.0",
                                RawJson.parse("{\"x\":1}"),
                                Optional.of(new Extension(Optional.of("x"), Optional.of("0aFF"), Optional.of("y")))),
                        -1,
                        "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':{'x':1}},"
                                + "{'extension':[{'extensionId':'x'},{'binary':'0aFF'},{'string':'y'}]}]}"),
                row(
                        "everything of hello",
                        new ConnectionHello(HelloPhase.PENDING, Optional.of(Duration.ofMillis(0xFFFF_FFFFL)), true),
                        -1,
                        "{'connectionHello':[{'phase':'pending'},{'waiting':4294967295},{'prolongationRequest':true}]}"),
                row(
                        "several formats",
                        new ProtocolHandshake(HandshakeType.SELECT, 255, 0, List.of("JSON-UTF8", "JSON-UTF16")),
                        -1,
                        "{'messageProtocolHandshake':[{'handshakeType':'select'},"
                                + "{'version':[{'major':255},{'minor':0}]},"
                                + "{'formats':[{'format':['JSON-UTF8','JSON-UTF16']}]}]}"),
                row(
                        "no format",
                        new ProtocolHandshake(HandshakeType.SELECT, 1, 0, List.of()),
                        -1,
                        "{'messageProtocolHandshake':[{'handshakeType':'select'},"
                                + "{'version':[{'major':1},{'minor':0}]},{'formats':[{'format':[]}]}]}"));
    }

    private static Row row(String name, KnownMessage message, int length, String text) {
        return new Row(name, message, message.type().value(), text.replace('\'', '"'), length);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void givenMessage_whenEncoded_thenExactBytes(Row row) {
        byte[] frame = CODEC.encode(row.message());
        assertThat(frame[0]).isEqualTo((byte) row.type());
        assertThat(new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8))
                .isEqualTo(row.text());
        if (row.length() >= 0) {
            assertThat(frame).hasSize(row.length());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void givenMessage_whenEncodedAndDecoded_thenEqual(Row row) throws MalformedMessage {
        assertThat(CODEC.decode(CODEC.encode(row.message()))).isEqualTo(row.message());
    }

    @Test
    void givenInit_whenEncoded_thenTwoZeros() throws MalformedMessage {
        assertThat(CODEC.encode(new Init())).containsExactly(0, 0);
        assertThat(CODEC.decode(new byte[] {0, 0})).isEqualTo(new Init());
    }

    @Test
    void givenHelloReady_whenEncoded_thenTheHexOfTheDossier() {
        assertThat(HexFormat.of().formatHex(CODEC.encode(ConnectionHello.ready(MINUTE))))
                .isEqualTo("017b22636f6e6e656374696f6e48656c6c6f223a5b7b227068617365223a227265616479227d2c"
                        + "7b2277616974696e67223a36303030307d5d7d");
    }

    @Test
    void givenProtocolErrorWithoutRoot_whenDecoded_thenTheSameAsWithRoot() throws MalformedMessage {
        byte[] frame = VectorRecord.frame(1, "{\"error\":2}");
        assertThat(frame).hasSize(12);
        assertThat(CODEC.decode(frame)).isEqualTo(new ProtocolHandshakeError(2));
    }
}
