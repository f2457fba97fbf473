// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketClientTest {
    /** Gives the key of RFC 6455 section 1.3, {@code dGhlIHNhbXBsZSBub25jZQ==}. */
    static final Entropy KEY_OF_THE_RFC =
            target -> System.arraycopy("the sample nonce".getBytes(US_ASCII), 0, target, 0, target.length);

    static final UpgradeRequest REQUEST = new UpgradeRequest("wallbox.local", 4712, "/ship/", "ship");

    static final String ANSWER = """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
            Sec-WebSocket-Protocol: ship

            """.replace("\n", "\r\n");

    @Test
    void givenRequest_whenOpened_thenExactlyThisIsSent() throws Exception {
        MemoryDuplex duplex = MemoryDuplex.of(ANSWER);
        open(duplex);
        assertThat(duplex.writtenText()).isEqualTo("""
                        GET /ship/ HTTP/1.1
                        Host: wallbox.local:4712
                        Upgrade: websocket
                        Connection: Upgrade
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                        Sec-WebSocket-Version: 13
                        Sec-WebSocket-Protocol: ship

                        """.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"fe80::1%eth0, [fe80::1]:4712", "192.0.2.1, 192.0.2.1:4712", "::1, [::1]:4712"})
    void givenAddress_whenOpened_thenHostAsInUris(String host, String header) throws Exception {
        MemoryDuplex duplex = MemoryDuplex.of(ANSWER);
        WebSocketClient.open(
                duplex, new UpgradeRequest(host, 4712, "/", "ship"), KEY_OF_THE_RFC, WebSocketSettings.DEFAULT);
        assertThat(duplex.writtenText()).contains("\r\nHost: " + header + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 100_000})
    void givenFrameRightAfterTheHead_whenChopped_thenItIsTheFirstFrame(int chop) throws Exception {
        byte[] all = Wire.join(ANSWER.getBytes(ISO_8859_1), Wire.hex("82020102 8900"));
        MemoryDuplex duplex = new MemoryDuplex(ScriptedInput.of(ScriptedInput.chop(all, chop)));
        WebSocketChannel channel = open(duplex);
        assertThat(((Frame.Message) channel.read()).bytes()).containsExactly(1, 2);
        assertThat(channel.read()).isInstanceOf(Frame.Ping.class);
    }

    static Stream<Arguments> wrongAnswers() {
        String protocol = "Sec-WebSocket-Protocol: ship\r\n";
        String accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
        Class<?> broken = PeerMisbehaved.class;
        return Stream.of(
                wrong("no sub-protocol", protocol, "", "ws.subprotocol", PeerIncompatible.class),
                wrong("other sub-protocol", ": ship", ": SHIP", "ws.subprotocol", PeerIncompatible.class),
                wrong("two sub-protocols", protocol, protocol + protocol, "ws.malformed-head", broken),
                wrong("no Accept", accept, "", "ws.accept", broken),
                wrong("wrong Accept", "s3p", "S3p", "ws.accept", broken),
                wrong("no Upgrade", "Upgrade: websocket\r\n", "", "ws.not-upgraded", broken),
                wrong("other Upgrade", "websocket", "h2c", "ws.not-upgraded", broken),
                wrong("no Connection", "Connection: Upgrade\r\n", "", "ws.not-upgraded", broken),
                wrong("other Connection", "Connection: Upgrade", "Connection: close", "ws.not-upgraded", broken),
                wrong("HTTP/1.0", "HTTP/1.1", "HTTP/1.0", "ws.not-upgraded", broken),
                wrong(
                        "extension",
                        protocol,
                        "Sec-WebSocket-Extensions: permessage-deflate\r\n" + protocol,
                        "ws.extension",
                        broken),
                wrong("SSH", "HTTP/1.1 101", "SSH-2.0", "ws.not-http", broken),
                wrong("binary", "HTTP/1.1 101", "\u0015\u0003", "ws.not-http", broken),
                wrong("no status", "101", "abc", "ws.not-http", broken),
                wrong("header without colon", "Upgrade: ", "Upgrade ", "ws.malformed-head", broken),
                wrong("65 header lines", "Upgrade: ", "A: b\r\n".repeat(61) + "U: ", "ws.head-too-large", broken),
                wrong("long head", "Upgrade: ", "A: " + "b".repeat(8192), "ws.head-too-large", broken),
                wrong("100 first", "101 Switching Protocols", "100 Continue", "ws.refused", PeerRefused.class),
                wrong("no reason, no upgrade", "101 Switching Protocols", "404", "ws.refused", PeerRefused.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void givenWrongAnswer_whenRead_thenTyped(
            String what, String answer, String code, Class<? extends HandshakeException> type) {
        HandshakeException failure = catchThrowableOfType(type, () -> open(MemoryDuplex.of(answer)));
        assertThat(failure.code().code()).as(what).isEqualTo(code);
        assertThat(failure.phase()).isEqualTo("websocket");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 25|Connection limit reached~|Connection limit reached",
                "Content-Length: 10|Connection limit reached~|Connection",
                "Transfer-Encoding: chunked|19~Connection limit reached~~0~~|Connection limit reached",
                "Connection: close|Connection limit reached|Connection limit reached"
            })
    void givenBusyPeer_whenOpened_thenItsWordsAreKept(String header, String body, String words) {
        String answer = "HTTP/1.1 503 Service Unavailable\r\n" + header + "\r\n\r\n" + body.replace("~", "\r\n");
        PeerRefused failure = catchThrowableOfType(PeerRefused.class, () -> open(MemoryDuplex.of(answer)));
        assertThat(failure.code()).isEqualTo(WebSocketFailure.BUSY);
        assertThat(failure.got()).isEqualTo("503 Service Unavailable: " + words);
    }

    @Test
    void givenBodyWithLength_whenThePeerKeepsTheConnectionOpen_thenNoMoreIsAwaited() {
        String answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";
        MemoryDuplex duplex = new MemoryDuplex(ScriptedInput.silentAfter(List.of(answer.getBytes(US_ASCII))));
        PeerRefused failure = catchThrowableOfType(PeerRefused.class, () -> open(duplex));
        assertThat(failure.got()).isEqualTo("503 Service Unavailable: busy");
    }

    @Test
    void givenRefusalWithStrangeWords_whenOpened_thenTheyAreMadePrintable() {
        String answer = "HTTP/1.1 400 B\u00e4d\r\n\r\n\u001b[31mred\n";
        PeerRefused failure = catchThrowableOfType(PeerRefused.class, () -> open(MemoryDuplex.of(answer)));
        assertThat(failure.code()).isEqualTo(WebSocketFailure.REFUSED);
        assertThat(failure.got()).isEqualTo("400 B?d: ?[31mred");
    }

    @Test
    void givenAnswerCutAnywhere_whenRead_thenCutOff() {
        for (int length = 0; length < ANSWER.length(); length++) {
            String cut = ANSWER.substring(0, length);
            ConnectionLost failure = catchThrowableOfType(ConnectionLost.class, () -> open(MemoryDuplex.of(cut)));
            assertThat(failure.code()).isEqualTo(WebSocketFailure.CUT_OFF);
        }
    }

    @Test
    void givenRefusalCutAnywhere_whenRead_thenCutOffOrRefused() {
        String answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 25\r\n\r\nConnection limit reached\n";
        int head = answer.indexOf("\r\n\r\n") + 4;
        for (int length = 0; length <= answer.length(); length++) {
            String cut = answer.substring(0, length);
            Throwable failure = catchThrowable(() -> open(MemoryDuplex.of(cut)));
            assertThat(failure).isInstanceOf(length < head ? ConnectionLost.class : PeerRefused.class);
        }
    }

    @Test
    void givenBytesThatCannotBeHttp_whenOnlyTheyCame_thenRefusedWithoutAwaitingALine() {
        MemoryDuplex duplex = new MemoryDuplex(ScriptedInput.silentAfter(List.of("SSH-".getBytes(US_ASCII))));
        HandshakeException failure = catchThrowableOfType(PeerMisbehaved.class, () -> open(duplex));
        assertThat(failure.code()).isEqualTo(WebSocketFailure.NOT_HTTP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ship", "/a b", "/a\r\nX: y", "/\u00e9", "/#a"})
    void givenPathThatIsNone_whenAskedFor_thenIllegalArgument(String path) {
        assertThat(UpgradeRequest.allowsPath(path)).isFalse();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new UpgradeRequest("host", 1, path, "ship"));
    }

    private static WebSocketChannel open(MemoryDuplex duplex) throws HandshakeException, IOException {
        return WebSocketClient.open(duplex, REQUEST, KEY_OF_THE_RFC, WebSocketSettings.DEFAULT);
    }

    private static Arguments wrong(String what, String from, String to, String code, Class<?> type) {
        assertThat(ANSWER).contains(from);
        return Arguments.of(what, ANSWER.replaceFirst(Pattern.quote(from), to), code, type);
    }
}
