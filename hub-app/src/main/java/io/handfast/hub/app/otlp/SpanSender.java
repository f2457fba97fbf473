// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.otlp;

import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells a collector of OpenTelemetry about each handshake, one request each, by OTLP over HTTP in JSON. A thread of its
 * own sends; whoever reports a handshake never waits. What cannot be sent is lost and counted: nothing is sent twice, and
 * of those that wait the oldest go first.
 */
public final class SpanSender implements AutoCloseable {
    /** Handshakes that may wait for the collector. */
    private static final int WAITING = 256;

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LAST_HANDSHAKES = Duration.ofSeconds(2);
    private static final int ALL_IS_WELL = 2;

    private record Ended(HandshakeReport report, Instant at) {}

    private final URI address;
    private final Map<String, String> resource;
    private final Environment environment;
    private final Consumer<String> trouble;
    private final HttpClient http;
    private final Scope scope;
    private final Dispatcher<Ended> sending;
    private final AtomicLong refused = new AtomicLong();
    private boolean away; // owned by the sending thread

    /**
     * Begins. Nothing is asked of the collector before the first handshake.
     *
     * @param endpoint the collector's address, without {@code /v1/traces}
     * @param resource who this is, in OpenTelemetry's words
     * @param environment clock, threads, entropy
     * @param trouble is told in a sentence without a final stop when handshakes begin to be lost, once until one was
     *     taken again; on the sending thread, and has to return soon
     */
    public SpanSender(URI endpoint, Map<String, String> resource, Environment environment, Consumer<String> trouble) {
        this.address = URI.create(endpoint.toString().replaceAll("/+$", "") + "/v1/traces");
        this.resource = resource;
        this.environment = environment;
        this.trouble = trouble;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(ANSWER)
                .build();
        this.scope = new Scope("spans", environment.time());
        this.sending = new Dispatcher<>(environment.time(), scope, WAITING, this::send);
    }

    /**
     * A handshake has just ended. Never blocks; any thread.
     *
     * @param report of it
     */
    public void ended(HandshakeReport report) {
        sending.dispatch(new Ended(report, environment.time().wallClock()));
    }

    /**
     * How many handshakes the collector did not get.
     *
     * @return since the beginning
     */
    public long lost() {
        return refused.get() + sending.dropped();
    }

    private void send(Ended ended) {
        Map<String, Object> request =
                HandshakeSpans.request(resource, ended.report(), ended.at(), environment.entropy());
        Optional<String> why = post(JsonTree.line(request));
        if (why.isPresent()) {
            refused.incrementAndGet();
        }
        if (why.isPresent() && !away) {
            trouble.accept("handshakes cannot be told to " + address + ": " + why.get() + "; lost so far: " + lost());
        }
        away = why.isPresent();
    }

    /** Why the collector has not taken it. Its words are not read: whether it took it is all that matters. */
    private Optional<String> post(String body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            int status = answer.statusCode();
            return status / 100 == ALL_IS_WELL ? Optional.empty() : Optional.of("status " + status);
        } catch (IOException e) {
            return Optional.of(Optional.ofNullable(e.getMessage())
                    .orElse(e.getClass().getSimpleName())); // a refused connection has none
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Takes no more; gives those that wait two seconds, then they are lost. Any number of times. */
    @Override
    public void close() {
        sending.close();
        try {
            scope.join(environment.time().in(LAST_HANDSHAKES));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
