// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.engine.Frame;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketServerTest {
    /** The example of RFC 6455 section 1.3 with our sub-protocol. */
    static final String REQUEST = """
            GET /ship/?a=b HTTP/1.1
            Host: server.example.com:4712
            Upgrade: websocket
            Connection: keep-alive, Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Origin: http://example.com
            Sec-WebSocket-Protocol: chat, ship
            Sec-WebSocket-Extensions: permessage-deflate
            Sec-WebSocket-Version: 13

            """.replace("\n", "\r\n");

    private static final String ANSWER = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
            Sec-WebSocket-Protocol: ship

            """.replace("\n", "\r\n");

    @Test
    void givenRequestOfTheRfc_whenAccepted_thenAnswerOfTheRfcWithoutExtensions() throws Exception {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST);
        List<UpgradeOffer> offers = new ArrayList<>();
        accept(duplex, offer -> {
            offers.add(offer);
            return new UpgradeVerdict.Accept();
        });
        assertThat(duplex.writtenText()).isEqualTo(ANSWER);
        assertThat(duplex.ended()).isFalse();
        assertThat(offers)
                .containsExactly(new UpgradeOffer("/ship/?a=b", "server.example.com:4712", List.of("chat", "ship")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 100_000})
    void givenFrameRightAfterTheHead_whenChopped_thenItIsTheFirstFrame(int chop) throws Exception {
        byte[] all = Wire.join(REQUEST.getBytes(ISO_8859_1), Wire.hex("8282 00000000 0102 8980 00000000"));
        MemoryDuplex duplex = new MemoryDuplex(ScriptedInput.of(ScriptedInput.chop(all, chop)));
        WebSocketChannel channel = accept(duplex, _ -> new UpgradeVerdict.Accept());
        assertThat(((Frame.Message) channel.read()).bytes()).containsExactly(1, 2);
        assertThat(channel.read()).isInstanceOf(Frame.Ping.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade: WebSocket", "UPGRADE:websocket", "Upgrade: h2c, websocket"})
    void givenHeaderInOtherForms_whenAccepted_thenUpgraded(String form) throws Exception {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST.replace("Upgrade: websocket", form));
        accept(duplex, _ -> new UpgradeVerdict.Accept());
        assertThat(duplex.writtenText()).isEqualTo(ANSWER);
    }

    @Test
    void givenBareLineFeeds_whenAccepted_thenUpgraded() throws Exception {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST.replace("\r\n", "\n"));
        accept(duplex, _ -> new UpgradeVerdict.Accept());
        assertThat(duplex.writtenText()).isEqualTo(ANSWER);
    }

    @Test
    void givenLimitReached_whenRefused_then503AndLocallyRefused() {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST);
        LocallyRefused failure = catchThrowableOfType(
                LocallyRefused.class, () -> accept(duplex, _ -> UpgradeVerdict.Refuse.limitReached()));
        assertThat(failure.code()).isEqualTo(WebSocketFailure.DECLINED);
        assertThat(duplex.writtenText())
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains("\r\nContent-Type: text/plain; charset=utf-8\r\n", "\r\nContent-Length: 25\r\n")
                .endsWith("\r\n\r\nConnection limit reached\n");
        assertThat(duplex.ended()).isTrue();
    }

    @Test
    void givenRetryAfter_whenRefused_thenTold() {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST);
        UpgradeVerdict refusal = new UpgradeVerdict.Refuse(429, "later", Optional.of(Duration.ofMinutes(2)));
        assertThatExceptionOfType(LocallyRefused.class).isThrownBy(() -> accept(duplex, _ -> refusal));
        assertThat(duplex.writtenText())
                .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                .contains("\r\nRetry-After: 120\r\n");
    }

    static Stream<Arguments> rejectedRequests() {
        String protocol = "Sec-WebSocket-Protocol: chat, ship\r\n";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        String version = "Sec-WebSocket-Version: 13\r\n";
        Class<?> broken = PeerMisbehaved.class;
        Class<?> other = PeerIncompatible.class;
        return Stream.of(
                rejected("no sub-protocol", protocol, "", 400, "ws.subprotocol", other),
                rejected("other sub-protocol", "chat, ship", "SHIP, ships", 400, "ws.subprotocol", other),
                rejected("no key", key, "", 400, "ws.key", broken),
                rejected("short key", "dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ=", 400, "ws.key", broken),
                rejected("key that is no base64", "dGhl", "!!!!", 400, "ws.key", broken),
                rejected("two keys", key, key + key, 400, "ws.malformed-head", broken),
                rejected("no version", version, "", 426, "ws.version", other),
                rejected("version 8", "Version: 13", "Version: 8", 426, "ws.version", other),
                rejected("no Upgrade", "Upgrade: websocket\r\n", "", 426, "ws.not-upgraded", broken),
                rejected("Upgrade to another", "websocket\r\n", "h2c\r\n", 426, "ws.not-upgraded", broken),
                rejected("no Connection", "keep-alive, Upgrade", "keep-alive", 426, "ws.not-upgraded", broken),
                rejected("no Host", "Host: server.example.com:4712\r\n", "", 400, "ws.malformed-head", broken),
                rejected("two Hosts", "Origin:", "Host:", 400, "ws.malformed-head", broken),
                rejected("POST", "GET", "POST", 400, "ws.malformed-head", broken),
                rejected("HTTP/1.0", "HTTP/1.1", "HTTP/1.0", 400, "ws.malformed-head", broken),
                rejected(
                        "HTTP/2 preface",
                        "GET /ship/?a=b HTTP/1.1",
                        "PRI * HTTP/2.0",
                        400,
                        "ws.malformed-head",
                        broken),
                rejected("body", "Origin: ", "Content-Length: 5\r\nOrigin: ", 400, "ws.malformed-head", broken),
                rejected("chunks", "Origin: ", "Transfer-Encoding: chunked\r\nA: ", 400, "ws.malformed-head", broken),
                rejected("header without colon", "Origin: http://", "Origin ", 400, "ws.malformed-head", broken),
                rejected("blank before the colon", "Origin:", "Origin :", 400, "ws.malformed-head", broken),
                rejected("folded header", "Origin:", " folded:", 400, "ws.malformed-head", broken),
                rejected("control character", "Origin: ", "Origin: \u0001", 400, "ws.malformed-head", broken),
                rejected("bare carriage return", "Origin: ", "Origin: \r", 400, "ws.malformed-head", broken),
                rejected(
                        "65 header lines",
                        "Origin:",
                        "A: b\r\n".repeat(57) + "Origin:",
                        400,
                        "ws.head-too-large",
                        broken),
                rejected("long header line", "Origin: ", "A: " + "b".repeat(8192), 400, "ws.head-too-large", broken),
                rejected("no request line", "GET /ship/?a=b HTTP/1.1", "SSH-2.0-x", 400, "ws.not-http", broken),
                rejected("TLS", "GET", "\u0016\u0003\u0001", 400, "ws.not-http", broken),
                rejected("empty line first", "GET", "\r\nGET", 400, "ws.not-http", broken));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejectedRequests")
    void givenWrongRequest_whenRead_thenAnsweredEndedAndTyped(
            String what, String request, int status, String code, Class<? extends HandshakeException> type) {
        MemoryDuplex duplex = MemoryDuplex.of(request);
        HandshakeException failure = catchThrowableOfType(
                type,
                () -> accept(duplex, _ -> {
                    throw new AssertionError("asked about a wrong request");
                }));
        assertThat(failure.code().code()).as(what).isEqualTo(code);
        assertThat(failure.phase()).isEqualTo("websocket");
        assertThat(duplex.writtenText()).startsWith("HTTP/1.1 " + status + " ").contains("\r\n\r\nexpected ");
        assertThat(duplex.writtenText().contains("\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"))
                .isEqualTo(status == 426);
        assertThat(duplex.ended()).isTrue();
    }

    @Test
    void given64HeaderLines_whenAccepted_thenUpgraded() throws Exception {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST.replace("Origin:", "A: b\r\n".repeat(56) + "Origin:"));
        accept(duplex, _ -> new UpgradeVerdict.Accept());
        assertThat(duplex.writtenText()).isEqualTo(ANSWER);
    }

    @Test
    void givenMissingSubprotocol_whenRejected_thenTheBodySaysWhatIsExpected() {
        MemoryDuplex duplex = MemoryDuplex.of(REQUEST.replace("chat, ship", "chat"));
        assertThatExceptionOfType(PeerIncompatible.class)
                .isThrownBy(() -> accept(duplex, _ -> new UpgradeVerdict.Accept()));
        assertThat(duplex.writtenText()).endsWith("\r\n\r\nexpected Sec-WebSocket-Protocol: ship\n");
    }

    @Test
    void givenRequestCutAnywhere_whenRead_thenCutOffAndNothingAnswered() {
        for (int length = 0; length < REQUEST.length(); length++) {
            MemoryDuplex duplex = MemoryDuplex.of(REQUEST.substring(0, length));
            ConnectionLost failure =
                    catchThrowableOfType(ConnectionLost.class, () -> accept(duplex, _ -> new UpgradeVerdict.Accept()));
            assertThat(failure.code()).isEqualTo(WebSocketFailure.CUT_OFF);
            assertThat(failure.got()).contains(length + " bytes");
            assertThat(duplex.written()).isEmpty();
        }
    }

    @Test
    void givenBytesThatCannotBeHttp_whenOnlyTheyCame_thenRefusedWithoutAwaitingALine() {
        MemoryDuplex duplex = new MemoryDuplex(ScriptedInput.silentAfter(List.of(Wire.hex("16030100"))));
        HandshakeException failure =
                catchThrowableOfType(PeerMisbehaved.class, () -> accept(duplex, _ -> new UpgradeVerdict.Accept()));
        assertThat(failure.code()).isEqualTo(WebSocketFailure.NOT_HTTP);
    }

    @Test
    void givenPeerThatTakesNoAnswer_whenRejected_thenTheReasonIsStillNamed() {
        HandshakeException failure = catchThrowableOfType(
                LocallyRefused.class,
                () -> WebSocketServer.accept(
                        new DeafDuplex(),
                        "ship",
                        WebSocketSettings.DEFAULT,
                        _ -> UpgradeVerdict.Refuse.limitReached()));
        assertThat(failure.getSuppressed()).hasSize(1).allMatch(IOException.class::isInstance);
    }

    private static WebSocketChannel accept(MemoryDuplex duplex, UpgradeDecision decision)
            throws HandshakeException, IOException {
        return WebSocketServer.accept(duplex, "ship", WebSocketSettings.DEFAULT, decision);
    }

    private static Arguments rejected(String what, String from, String to, int status, String code, Class<?> type) {
        assertThat(REQUEST).contains(from);
        return Arguments.of(what, REQUEST.replaceFirst(java.util.regex.Pattern.quote(from), to), status, code, type);
    }

    /** Sends a correct request and is gone when the answer comes. */
    private static final class DeafDuplex implements io.handfast.engine.net.Duplex {
        private final MemoryDuplex request = MemoryDuplex.of(REQUEST);

        @Override
        public java.io.InputStream input() {
            return request.input();
        }

        @Override
        public OutputStream output() {
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    throw new IOException("gone");
                }
            };
        }

        @Override
        public void endOutput() {}

        @Override
        public void close() {}
    }
}
