// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.JsonTree;
import io.handfast.ship.hub.HubEvent;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that takes handshakes, one that does not, and one that is not there. */
class SpanSenderTest {
    private static final int PATIENCE_SECONDS = 20;

    /** What came: method, path, kind, body. */
    private record Told(String line, String body) {}

    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    @AfterEach
    void close() {
        environment.close();
    }

    private HttpServer collector() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            told.add(new Told(line, body));
        }
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private SpanSender sender(String endpoint) {
        return new SpanSender(URI.create(endpoint), Map.of("service.name", "hub"), environment, troubles::add);
    }

    private Told next() throws InterruptedException {
        return Objects.requireNonNull(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "nothing came");
    }

    @Test
    void givenACollector_whenHandshakesEnd_thenItIsToldOfEach() throws Exception {
        HttpServer server = collector();
        try (SpanSender sender = sender(address(server) + "/otlp/")) {
            sender.ended(HandshakeSpansTest.complete());
            sender.ended(HandshakeSpansTest.complete());
            Told first = next();
            assertThat(first.line()).isEqualTo("POST /otlp/v1/traces application/json");
            assertThat(first.body())
                    .startsWith("{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                            + "\"value\":{\"stringValue\":\"hub\"}}]},")
                    .contains("\"stringValue\":\"" + HandshakeSpansTest.SKI + "\"")
                    .matches(body -> parses(body));
            assertThat(next().body()).isNotEqualTo(first.body());
        } finally {
            server.stop(0);
        }
        assertThat(troubles).isEmpty();
    }

    private static boolean parses(String body) {
        try {
            return JsonTree.read(body).members().containsKey("resourceSpans");
        } catch (JsonTree.NotJson _) {
            return false;
        }
    }

    @Test
    void givenACollectorThatRefuses_whenHandshakesEnd_thenTheyAreCountedAndThatIsSaidOnceUntilItTakesOneAgain()
            throws Exception {
        HttpServer server = collector();
        SpanSender sender = sender(address(server));
        try {
            status = 503;
            sender.ended(HandshakeSpansTest.complete());
            sender.ended(HandshakeSpansTest.complete());
            next();
            next();
            assertThat(troubles.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo("handshakes cannot be told to " + address(server)
                            + "/v1/traces: status 503; lost so far: 1");
            sender.ended(HandshakeSpansTest.complete());
            next();
            status = 200;
            sender.ended(HandshakeSpansTest.complete());
            next();
            status = 400;
            sender.ended(HandshakeSpansTest.complete());
            next();
            assertThat(troubles.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).endsWith("status 400; lost so far: 4");
        } finally {
            sender.close();
            server.stop(0);
        }
        assertThat(sender.lost()).isEqualTo(4);
        assertThat(troubles).isEmpty();
    }

    @Test
    void givenNobodyThere_whenHandshakesEnd_thenTheyAreLostAndNobodyWaits() throws Exception {
        SpanSender sender = sender("http://127.0.0.1:" + LastingPort.choose());
        sender.ended(HandshakeSpansTest.complete());
        sender.ended(HandshakeSpansTest.complete());
        sender.close();
        assertThat(sender.lost()).isEqualTo(2);
        assertThat(troubles).hasSize(1);
    }

    /** It takes connections and says nothing: the kernel does. */
    @Test
    void givenACollectorThatHangs_whenMoreHandshakesEndThanMayWait_thenNobodyWaitsAndTheOldestAreLost()
            throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SpanSender sender = sender("http://127.0.0.1:" + socket.getLocalPort());
            for (int i = 0; i < 1000; i++) {
                sender.ended(HandshakeSpansTest.complete());
            }
            assertThat(sender.lost()).isBetween(1000L - 257, 1000L - 256);
            sender.close();
        }
    }

    @Test
    void givenAHubWithACollector_whenADeviceConnects_thenItsHandshakeIsThere() throws Exception {
        HttpServer server = collector();
        Path file =
                Files.writeString(folder.resolve("config.json"), "{\"otlp_endpoint\": \"" + address(server) + "\"}");
        List<String> bodies = new CopyOnWriteArrayList<>();
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            String ski = scene.deviceSki().toString();
            String body = next().body();
            while (!body.contains("\"complete\"")) {
                bodies.add(body);
                body = next().body();
            }
            assertThat(body)
                    .as("after %s", bodies)
                    .contains("\"service.instance.id\"", "\"handfast.peer.ski\"", ski)
                    .contains("\"name\":\"tls\"", "\"name\":\"ship.complete\"");
        } finally {
            server.stop(0);
        }
    }
}
