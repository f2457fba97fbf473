// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Inbox;
import io.handfast.engine.Phase;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.TimedOut;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy on loopback that plays a script: so many bytes in, these bytes out, and so on; then it waits. */
class SocksDiallerTest extends NetScene {
    private static final HexFormat HEX = HexFormat.of();
    private static final String GRANTED = "05000001 7f000001 1234";

    /** One line of a proxy's script, as hexadecimal digits. */
    private record Line(String expected, String answer) {}

    private final Inbox<String> heard = new Inbox<>(time, 1000);
    private ServerSocket server;

    @BeforeEach
    void listen() throws Exception {
        server = server(5);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private void play(Line... script) {
        scope.start("proxy", () -> {
            try (Socket socket = server.accept();
                    Scope.Registration _ = scope.onCancel(() -> Sockets.closeQuietly(socket))) {
                InputStream in = socket.getInputStream();
                for (Line line : script) {
                    byte[] got = in.readNBytes(bytes(line.expected()).length);
                    heard.post(HEX.formatHex(got));
                    socket.getOutputStream().write(bytes(line.answer()));
                }
                int more = in.read();
                heard.post(more < 0 ? "end" : "more");
            }
        });
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex.replace(" ", ""));
    }

    private void assertHeard(Line... script) throws InterruptedException {
        for (Line line : script) {
            assertThat(heard.await(time.in(PATIENCE)))
                    .isEqualTo(new Inbox.Posted<>(line.expected().replace(" ", "")));
        }
    }

    private SocksDialler dialler(Optional<SocksProxy.Login> login) {
        SocksProxy proxy = new SocksProxy("127.0.0.1", server.getLocalPort(), login);
        return new SocksDialler(time, environment.guard(), proxy);
    }

    private Socket dial(SocksDialler dialler, String host, Trace trace) throws HandshakeException {
        return dialler.dial(host, 9108, time.in(PATIENCE), trace, scope);
    }

    private HandshakeException failure(Line... script) {
        play(script);
        return catchThrowableOfType(
                HandshakeException.class, () -> dial(dialler(Optional.empty()), "10.0.0.1", new Trace(time)));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,                05010001 c0000207 2394",
        "2001:db8::7,              05010004 20010db8000000000000000000000007 2394",
        "node.example,             05010003 0c 6e6f64652e6578616d706c65 2394",
        "abc.onion,                05010003 09 6162632e6f6e696f6e 2394"
    })
    void givenAHost_whenDialled_thenTheProxyIsAskedAndThePeersBytesFollow(String host, String question)
            throws Exception {
        Line[] script = {new Line("05 01 00", "0500"), new Line(question, GRANTED + "f900b4d9")};
        play(script);
        Trace trace = new Trace(time);
        try (Socket socket = dial(dialler(Optional.empty()), host, trace)) {
            assertThat(socket.getInputStream().readNBytes(4)).isEqualTo(bytes("f900b4d9"));
        }
        assertHeard(script);
        assertThat(heard.await(time.in(PATIENCE))).isEqualTo(new Inbox.Posted<>("end"));
        assertThat(trace.entries().stream().map(Trace.Entry::phase))
                .containsExactly(SocksPhase.PROXY_TCP, SocksPhase.PROXY_METHOD, SocksPhase.PROXY_CONNECT);
    }

    @Test
    void givenALogin_whenTheProxyWantsIt_thenItIsSent() throws Exception {
        Line[] script = {
            new Line("05 02 00 02", "0502"),
            new Line("01 04 75736572 06 736563726574", "0100"),
            new Line("05010001 0a000001 2394", GRANTED)
        };
        play(script);
        Optional<SocksProxy.Login> login = Optional.of(new SocksProxy.Login("user", "secret"));
        Trace trace = new Trace(time);
        dial(dialler(login), "10.0.0.1", trace).close();
        assertHeard(script);
        assertThat(trace.entries().stream().map(Trace.Entry::phase)).contains((Phase) SocksPhase.PROXY_LOGIN);
        assertThat(login.toString()).doesNotContain("secret");
    }

    @Test
    void givenALogin_whenTheProxyRefusesIt_thenThatIsTheFailure() {
        play(new Line("05 02 00 02", "0502"), new Line("01 04 75736572 06 736563726574", "0101"));
        Optional<SocksProxy.Login> login = Optional.of(new SocksProxy.Login("user", "secret"));
        assertThatThrownBy(() -> dial(dialler(login), "10.0.0.1", new Trace(time)))
                .hasMessage("net.proxy-login in proxy-login: expected status 0, got status 1 for user user");
    }

    @Test
    void givenNoLogin_whenTheProxyWantsOne_thenThatIsTheFailure() {
        assertThat(failure(new Line("05 01 00", "05ff")))
                .hasMessage("net.proxy-login in proxy-method: expected no login, got none of them");
    }

    @ParameterizedTest
    @CsvSource({
        "01, net.proxy-refused", "02, net.proxy-refused", "03, net.unreachable", "04, net.unreachable",
        "05, net.connection-refused", "06, net.unreachable", "07, net.proxy-refused", "08, net.proxy-refused",
        "f0, net.unreachable", "f4, net.proxy-refused", "63, net.proxy-refused"
    })
    void givenARefusal_whenDialled_thenItsCode(String reply, String code) {
        HandshakeException failure =
                failure(new Line("05 01 00", "0500"), new Line("05010001 0a000001 2394", "05" + reply));
        assertThat(failure.code().code()).isEqualTo(code);
        assertThat(failure.phase()).isEqualTo("proxy-connect");
        assertThat(failure.got()).startsWith("reply " + Integer.parseInt(reply, 16) + ", ");
    }

    @Test
    void givenAWebServer_whenTakenForAProxy_thenItIsCalledWhatItIsNot() {
        String http =
                HEX.formatHex("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(failure(new Line("05 01 00", http)))
                .hasMessage("net.proxy-not-socks in proxy-method: expected version 5, got byte 72");
    }

    @Test
    void givenAnAnswerCutOff_whenDialled_thenTheEndIsTheFailure() {
        List<String> whole = List.of("0500", GRANTED);
        scope.start("proxy", () -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().readNBytes(3);
                socket.getOutputStream().write(bytes(whole.getFirst()));
                socket.getInputStream().readNBytes(10);
                socket.getOutputStream().write(bytes(whole.getLast()), 0, 7);
            }
        });
        assertThatThrownBy(() -> dial(dialler(Optional.empty()), "10.0.0.1", new Trace(time)))
                .hasMessage("net.ended-by-peer in proxy-connect: expected a connection to 10.0.0.1:9108,"
                        + " got the end of the connection");
    }

    @Test
    void givenASilentProxy_whenTheDeadlinePasses_thenTheStepIsNamed() {
        play(new Line("05 01 00", ""), new Line("00", ""));
        assertThatThrownBy(() -> dialler(Optional.empty())
                        .dial("10.0.0.1", 9108, time.in(Duration.ofMillis(200)), new Trace(time), scope))
                .isInstanceOf(TimedOut.class)
                .hasMessageStartingWith("net.connect-timeout in proxy-method: expected an answer of a SOCKS5 proxy");
    }

    @Test
    void givenASilentProxy_whenTheScopeIsCancelled_thenTheDialIsCancelled() throws Exception {
        Scope dialling = new Scope("dialling", time);
        scope.start("proxy", () -> {
            try (Socket socket = server.accept()) {
                socket.getInputStream().readNBytes(3);
                dialling.cancel();
                socket.getInputStream().read();
            }
        });
        assertThatThrownBy(() ->
                        dialler(Optional.empty()).dial("10.0.0.1", 9108, time.in(PATIENCE), new Trace(time), dialling))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void givenANameThatIsTooLong_whenDialled_thenTheProxyIsNotAsked() {
        assertThatThrownBy(() -> dial(dialler(Optional.empty()), "a".repeat(256), new Trace(time)))
                .hasMessage("net.name-unknown in proxy-tcp: expected a host name of 1 to 255 bytes, got 256 bytes");
    }

    @Test
    void givenNoProxy_whenDialled_thenItIsNotTakenForThePeer() throws Exception {
        server.close();
        HandshakeException failure = catchThrowableOfType(
                HandshakeException.class, () -> dial(dialler(Optional.empty()), "10.0.0.1", new Trace(time)));
        assertThat(failure.code()).isEqualTo(EngineFailure.PROXY_UNAVAILABLE);
        assertThat(failure.phase()).isEqualTo("proxy-tcp");
    }
}
