// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.json.NotFlat;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.ConnectionLost;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.net.SocksProxy;
import io.handfast.engine.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A seeder with dcrd's HTTP interface: {@code GET https://HOST/api/addrs}. What it tells counts as seen three to seven
 * days ago, as in dcrd, so that what peers say of an address soon weighs more.
 */
public final class HttpsSeeder implements Seeder {
    private static final int OK = 200;
    private static final Duration LEAST_AGE = Duration.ofDays(3);
    private static final Duration MOST_AGE = Duration.ofDays(7);

    private final String host;
    private final URI address;
    private final SeederQuery query;
    private final Optional<ProxiedWeb> proxied;
    private final Environment environment;

    /**
     * A seeder by its name.
     *
     * @param host such as {@code mainnet-seed-1.decred.org}
     * @param query what to ask
     * @param environment clock, guard, entropy
     * @return asks over HTTPS
     * @throws IllegalArgumentException when it is no host's name
     */
    public static HttpsSeeder of(String host, SeederQuery query, Environment environment) {
        return of(host, query, Optional.empty(), environment);
    }

    /**
     * A seeder by its name, which the proxy looks up.
     *
     * @param host such as {@code mainnet-seed-1.decred.org}
     * @param query what to ask
     * @param proxy through whom, if anybody
     * @param environment clock, guard, entropy
     * @return asks over HTTPS
     * @throws IllegalArgumentException when it is no host's name
     */
    public static HttpsSeeder of(String host, SeederQuery query, Optional<SocksProxy> proxy, Environment environment) {
        return new HttpsSeeder(URI.create("https://" + host), query, proxy, environment);
    }

    /**
     * A seeder anywhere, for tests and for networks of one's own.
     *
     * @param base scheme, host and port
     * @param query what to ask
     * @param environment clock, guard, entropy
     * @throws IllegalArgumentException when it is no address of the web
     */
    public HttpsSeeder(URI base, SeederQuery query, Environment environment) {
        this(base, query, Optional.empty(), environment);
    }

    /**
     * A seeder anywhere, through a proxy.
     *
     * @param base scheme, host and port
     * @param query what to ask
     * @param proxy through whom, if anybody
     * @param environment clock, guard, entropy
     * @throws IllegalArgumentException when it is no address of the web
     */
    public HttpsSeeder(URI base, SeederQuery query, Optional<SocksProxy> proxy, Environment environment) {
        String scheme = String.valueOf(base.getScheme());
        if (base.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException("'" + base + "': https:// and a host expected");
        }
        this.host = base.getAuthority();
        this.address = base.resolve("/api/addrs" + query.text());
        this.query = query;
        this.proxied = proxy.map(each -> ProxiedWeb.usual(each, environment));
        this.environment = environment;
    }

    @Override
    public String name() {
        return "seeder " + host;
    }

    @Override
    public List<SeenAddress> ask(Deadline by, Scope scope) throws HandshakeException {
        List<SeederAnswer.Told> told = told(body(by, scope));
        if (told.isEmpty()) {
            throw new PeerRefused(
                    AddressFailure.SEEDER_EMPTY, SeederPhase.HTTP.phaseName(), "addresses from " + address, "none");
        }
        return told.stream().map(this::backDated).toList();
    }

    private List<SeederAnswer.Told> told(byte[] body) throws HandshakeException {
        try {
            return SeederAnswer.read(body, query.mostBytes(), query.mostNodes());
        } catch (NotFlat e) {
            throw new PeerMisbehaved(
                    AddressFailure.SEEDER_MALFORMED,
                    SeederPhase.HTTP.phaseName(),
                    "a JSON object per line from " + address,
                    e.why());
        }
    }

    private SeenAddress backDated(SeederAnswer.Told told) {
        long width = MOST_AGE.minus(LEAST_AGE).toSeconds();
        Instant seen = environment
                .time()
                .wallClock()
                .minus(LEAST_AGE)
                .minusSeconds(environment.entropy().below(width));
        return new SeenAddress(told.address(), told.services(), seen);
    }

    private byte[] body(Deadline by, Scope scope) throws HandshakeException {
        WebAnswer answer = answer(by, scope);
        if (answer.status() != OK) {
            throw new PeerRefused(
                    AddressFailure.SEEDER_REFUSED,
                    SeederPhase.HTTP.phaseName(),
                    "status 200 from " + address,
                    "status " + answer.status());
        }
        return answer.body();
    }

    private WebAnswer answer(Deadline by, Scope scope) throws HandshakeException {
        String expected = "an answer of " + address;
        try {
            return proxied.isPresent()
                    ? proxied.get().ask(address, query.mostBytes() + 1, by, scope)
                    : direct(expected, by, scope);
        } catch (ConnectionLost e) {
            if (e.code() == EngineFailure.PROXY_UNAVAILABLE) {
                throw e;
            }
            throw new ConnectionLost(
                    AddressFailure.SEEDER_UNREACHABLE, SeederPhase.HTTP.phaseName(), expected, e.got(), e.getCause());
        }
    }

    private WebAnswer direct(String expected, Deadline by, Scope scope) throws HandshakeException {
        // A client of its own: ending it is the one thing that frees a question at any point, and leaves no thread.
        try (HttpClient client = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
                DeadlineGuard.Watch watch = environment.guard().watch(client::shutdownNow);
                Scope.Registration _ = scope.onCancel(watch::cancel)) {
            try {
                return watch.during(
                        by, SeederPhase.HTTP, AddressFailure.SEEDER_TIMED_OUT, expected, () -> exchange(client));
            } finally {
                client.shutdownNow();
            }
        }
    }

    private WebAnswer exchange(HttpClient client) throws IOException, HandshakeException {
        try {
            HttpResponse<InputStream> response =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                int status = response.statusCode();
                return new WebAnswer(status, status == OK ? body.readNBytes(query.mostBytes() + 1) : new byte[0]);
            }
        } catch (IOException e) { // often without a message
            throw e.getMessage() == null ? new IOException(e.getClass().getSimpleName(), e) : e;
        } catch (CancellationException e) {
            throw new IOException("the question was ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cancelled(
                    EngineFailure.CANCELLED, SeederPhase.HTTP.phaseName(), "an answer of " + address, "an interrupt");
        }
    }
}
