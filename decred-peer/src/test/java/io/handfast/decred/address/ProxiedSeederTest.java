// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.SocksProxy;
import io.handfast.testkit.SocksRelay;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same questions through a SOCKS5 proxy, and what is different there. */
class ProxiedSeederTest extends SeederTest {
    private static final String NODE = "{\"host\":\"1.2.3.4:9108\",\"services\":1,\"pver\":11}\n";

    private final SocksRelay relay = new SocksRelay(
            environment.time(), _ -> OptionalInt.of(server.address().getPort()));

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stopRelay() {
        relay.close();
    }

    @Override
    HttpsSeeder seeder(SeederQuery query) {
        return new HttpsSeeder(server.address(), query, Optional.of(relay.proxy()), environment);
    }

    @Override
    String version() {
        return "HTTP/1.0";
    }

    private HttpsSeeder called(String host) {
        return new HttpsSeeder(
                URI.create("http://" + host), SeederQuery.USUAL, Optional.of(relay.proxy()), environment);
    }

    @ParameterizedTest
    @CsvSource({"seeder.invalid,seeder.invalid:80", "seeder.invalid:8080,seeder.invalid:8080", "127.0.0.1,127.0.0.1:80"
    })
    void givenAName_whenAsked_thenTheProxyLooksItUp(String host, String asked) throws Exception {
        answer(200, NODE);

        assertThat(called(host).ask(soon(), scope)).hasSize(1);
        assertThat(relay.asked()).containsExactly(asked);
    }

    @Test
    void givenNoProxyWhereOneShouldBe_whenAsked_thenItIsTheProxyThatFails() throws Exception {
        int closed;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = nobody.getLocalPort();
        }
        Optional<SocksProxy> proxy = Optional.of(new SocksProxy("127.0.0.1", closed, Optional.empty()));
        HttpsSeeder seeder = new HttpsSeeder(server.address(), SeederQuery.USUAL, proxy, environment);

        assertThat(catchThrowableOfType(HandshakeException.class, () -> seeder.ask(soon(), scope))
                        .code()
                        .code())
                .isEqualTo("net.proxy-unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-x\r\n\r\n", "HTTP/2 200\r\n\r\n", "HTTP/1.1 20\r\n\r\n"})
    void givenSomethingElseThanHttp_whenAsked_thenMalformed(String said) {
        script.set(out -> out.write(said.getBytes(StandardCharsets.US_ASCII)));

        assertThat(failure().code()).isEqualTo(AddressFailure.SEEDER_MALFORMED);
    }

    @Test
    void givenAHeadWithoutEnd_whenAsked_thenNotReadForEver() {
        script.set(
                out -> out.write(("HTTP/1.1 200 X\r\nX: " + "x".repeat(20_000)).getBytes(StandardCharsets.US_ASCII)));

        assertThat(failure().got()).isEqualTo("a head of more than 16 KiB");
    }

    @Test
    void givenAnAnswerWithoutLength_whenTheConnectionEnds_thenAllOfIt() throws Exception {
        script.set(out -> out.write(("HTTP/1.0 200 OK\r\n\r\n" + NODE).getBytes(StandardCharsets.US_ASCII)));

        assertThat(ask()).hasSize(1);
    }

    @Test
    void givenASecureSeeder_whenAsked_thenItsCertificateHasToBeForItsName() throws Exception {
        SSLContext context = secured("seeder.test");
        try (TinyHttpServer secure = new TinyHttpServer(
                        environment.time(),
                        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                        out -> TinyHttpServer.send(out, 200, NODE));
                SocksRelay toIt = new SocksRelay(
                        environment.time(), _ -> OptionalInt.of(secure.address().getPort()))) {
            ProxiedWeb web = new ProxiedWeb(toIt.proxy(), context.getSocketFactory(), environment);
            byte[] body = web.ask(URI.create("https://seeder.test/api/addrs"), 100, soon(), scope)
                    .body();
            assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo(NODE);
            assertThat(toIt.asked()).containsExactly("seeder.test:443");

            HandshakeException failure = catchThrowableOfType(
                    HandshakeException.class,
                    () -> web.ask(URI.create("https://other.test/api/addrs"), 100, soon(), scope));
            assertThat(failure.got()).contains("other.test");
            ProxiedWeb trusting = ProxiedWeb.usual(toIt.proxy(), environment);
            assertThat(catchThrowableOfType(
                            HandshakeException.class,
                            () -> trusting.ask(URI.create("https://seeder.test/x"), 100, soon(), scope)))
                    .as("nobody vouches for this certificate")
                    .isNotNull();
        }
    }

    /** A key and a certificate for a name, trusted by nobody but this context. */
    private SSLContext secured(String host) throws Exception {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "seeder",
                        "-dname",
                        "CN=seeder",
                        "-ext",
                        "san=dns:" + host)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(file.toFile(), "secret".toCharArray());
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, "secret".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), trusted.getTrustManagers(), null);
        assertThat(Files.size(file)).isPositive();
        return context;
    }
}
