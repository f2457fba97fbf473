// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.HubEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A hub's REST interface over HTTP, and the console's files beside it. A thread for each request, which reads snapshots
 * and calls the hub's own methods; nothing of the hub's state lives here.
 *
 * <p>What a request goes through, in this order: is the host ours, is the page ours, is there such a route, who asks, is
 * the body of a form that can be read. Whatever fails is answered by a problem document and has changed nothing.
 */
public final class RestServer {
    private static final System.Logger LOG = System.getLogger(RestServer.class.getName());
    private static final String API = "/api/";
    /** How long an answer may take to be sent. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(10);
    /** How long requests that are under way may go on when the hub stops. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);

    private static final int BACKLOG = 64;

    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin");
    private static final String NOTHING_AT_ALL = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
    private static final String CONSOLE_ONLY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
            + " data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private final HttpServer http;
    private final Scope requests;
    private final Environment environment;
    private final Path folder;
    private final HubJournal journal;
    private final Gatekeeper gatekeeper;
    private final Sessions sessions;
    private final Routes routes;
    private final String address;
    private volatile boolean stopping;

    private RestServer(
            HttpServer http,
            HubConfiguration.Console settings,
            AccessToken token,
            Path folder,
            ServedHub hub,
            HubJournal journal,
            Environment environment) {
        this.http = http;
        this.environment = environment;
        this.folder = folder;
        this.journal = journal;
        this.requests = new Scope("console", environment.time());
        this.sessions = new Sessions(environment);
        this.gatekeeper = new Gatekeeper(token, sessions, new Throttle(environment.time()), settings.address());
        this.routes = new Routes(routes(hub, settings.heartbeat()));
        this.address = "http://" + host(http.getAddress().getAddress()) + ":"
                + http.getAddress().getPort();
    }

    /**
     * Starts to answer for a running hub.
     *
     * @param settings where, and with which times
     * @param folder the data directory, for the token and for the file that says where it answers
     * @param hub whom it answers for
     * @param journal what happened in it
     * @param environment clock, guard, entropy
     * @return the running server
     * @throws StartException when its token cannot be used, or somebody else has its port on an address that others can
     *     reach; on the loopback interface it takes another port then
     */
    public static RestServer start(
            HubConfiguration.Console settings, Path folder, ServedHub hub, HubJournal journal, Environment environment)
            throws StartException {
        HttpLimits.apply();
        AccessToken token = AccessToken.open(folder, environment.entropy());
        HttpServer http = bind(settings, journal);
        RestServer server = new RestServer(http, settings, token, folder, hub, journal, environment);
        server.writeDownWhere();
        http.createContext("/", server::serve);
        http.setExecutor(server::run);
        http.start();
        journal.note("console", "at " + server.address);
        return server;
    }

    /** A full disk is no reason not to run: who knows the address reaches it, the commands of this machine do not. */
    private void writeDownWhere() {
        try {
            ConsoleFile.write(folder, address, environment.time().wallClock());
        } catch (IOException e) {
            ConsoleFile.remove(folder); // that of an earlier run
            String text = "the console's address cannot be written to " + folder + ": " + DurableFiles.reason(e)
                    + "; the commands of this machine do not find the hub until it is started again";
            LOG.log(Level.WARNING, text);
            journal.note(HubEvent.Kind.WARNING.word(), text);
        }
    }

    private static HttpServer bind(HubConfiguration.Console settings, HubJournal journal) throws StartException {
        InetSocketAddress wanted = new InetSocketAddress(settings.address(), settings.port());
        try {
            return HttpServer.create(wanted, BACKLOG);
        } catch (BindException e) {
            if (wanted.isUnresolved() || !wanted.getAddress().isLoopbackAddress()) {
                throw cannotBind(settings, e);
            }
            return bindAnyPort(settings, wanted.getAddress(), journal);
        } catch (IOException | RuntimeException e) {
            throw cannotBind(settings, e);
        }
    }

    /** Devices matter more than the console: who asks on this machine finds it by its file. */
    private static HttpServer bindAnyPort(HubConfiguration.Console settings, InetAddress address, HubJournal journal)
            throws StartException {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(address, 0), BACKLOG);
            String text = "console port " + settings.port() + " is in use: the console is at port "
                    + http.getAddress().getPort();
            LOG.log(Level.WARNING, text);
            journal.note(HubEvent.Kind.WARNING.word(), text);
            return http;
        } catch (IOException e) {
            throw cannotBind(settings, e);
        }
    }

    private static StartException cannotBind(HubConfiguration.Console settings, Exception e) {
        return new StartException(
                "console address " + settings.address() + ":" + settings.port() + " cannot be used: " + e.getMessage(),
                "set another \"console_address\" or \"console_port\", or \"console_enabled\": false",
                e);
    }

    /** A URI's form of an address; one that stands for all of them is reached through loopback. */
    private static String host(InetAddress bound) {
        return bound.isAnyLocalAddress() ? "127.0.0.1" : Gatekeeper.literal(bound);
    }

    /** Everything there is. */
    private List<Route> routes(ServedHub hub, Duration heartbeat) {
        Decisions decisions = new Decisions(hub, environment.time());
        journal.alsoTell(event -> remember(decisions, event));
        int port = http.getAddress().getPort();
        List<Route> all = new ArrayList<>();
        all.addAll(new SessionRoutes(gatekeeper, sessions, port).all());
        all.addAll(new HubRoutes(hub, journal, environment.time()).all());
        all.addAll(new HealthRoutes(hub, journal).all());
        all.addAll(new DeviceRoutes(hub, journal, decisions, environment.time()).all());
        all.addAll(new PairingRoutes(hub).all());
        all.addAll(new EventRoutes(journal, sessions, environment.time(), heartbeat).all());
        all.add(Route.get("/api/v1/openapi.json", _ -> openApi()).open());
        return all;
    }

    private static void remember(Decisions decisions, HubEvent event) {
        event.ski().ifPresent(ski -> {
            switch (event.kind()) {
                case TRUSTED -> decisions.decidedElsewhere(ski, "trusted", event.at());
                case FORGOTTEN -> decisions.decidedElsewhere(ski, "forgotten", event.at());
                default -> {}
            }
        });
    }

    private static Answer openApi() throws IOException {
        try (var document = RestServer.class.getResourceAsStream("openapi.json")) {
            if (document == null) {
                throw new IOException("openapi.json is missing");
            }
            return new Answer(200, Answer.JSON, document.readAllBytes(), Map.of());
        }
    }

    // ---- a request

    private void run(Runnable request) {
        if (!requests.start("request", request::run)) {
            throw new RejectedExecutionException("the hub stops");
        }
    }

    private void serve(HttpExchange exchange) {
        Thread thread = Thread.currentThread();
        // The one handle there is on the socket: an interrupt closes it, which frees a write that blocks.
        DeadlineGuard.Watch watch = environment.guard().watch(thread::interrupt);
        try (exchange) {
            send(exchange, reply(exchange), watch);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "somebody hung up", e);
        } catch (InterruptedException _) {
            thread.interrupt();
        } finally {
            watch.close();
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        try {
            return judged(exchange);
        } catch (Problem problem) {
            return problem.answer();
        } catch (RuntimeException | LinkageError e) { // in OSGi the library for QR codes may be missing
            LOG.log(Level.ERROR, "bug: a request failed", e);
            return new Problem(RestFailure.BUG, "the hub's log says more").answer();
        }
    }

    private Reply judged(HttpExchange exchange) throws Problem, IOException {
        if (stopping) {
            throw new Problem(RestFailure.STOPPING, "it does not take requests any more")
                    .withHeader("Connection", "close");
        }
        String path = exchange.getRequestURI().getRawPath();
        gatekeeper.requireOwnHost(exchange);
        if (!path.startsWith(API) && exchange.getRequestMethod().equals("GET")) {
            Optional<Answer> file = StaticFiles.at(path);
            if (file.isPresent()) {
                return file.get().with("Content-Security-Policy", CONSOLE_ONLY);
            }
        }
        gatekeeper.requireOwnOrigin(exchange.getRequestHeaders());
        Routes.Match match = routes.find(exchange.getRequestMethod(), path);
        Request.Caller caller = gatekeeper.requireCaller(exchange, match.route());
        Map<String, String> query =
                query(exchange.getRequestURI().getRawQuery(), match.route().query());
        Map<String, JsonTree.Node> body = Body.read(exchange, match.route().members());
        return match.route()
                .handler()
                .answer(new Request(match.parameters(), query, body, caller, exchange.getRequestHeaders()));
    }

    private static Map<String, String> query(@Nullable String raw, Set<String> allowed) throws Problem {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw == null) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!allowed.contains(name) || query.put(name, pair.substring(equals + 1)) != null) {
                String known = allowed.isEmpty() ? "nothing" : String.join(", ", allowed);
                throw new Problem(RestFailure.QUERY, "once each is allowed: " + known);
            }
        }
        return query;
    }

    private void send(HttpExchange exchange, Reply reply, DeadlineGuard.Watch watch)
            throws IOException, InterruptedException {
        Headers headers = exchange.getResponseHeaders();
        SECURITY_HEADERS.forEach(headers::set);
        headers.set("Content-Security-Policy", NOTHING_AT_ALL);
        watch.arm(environment.time().in(SEND_LIMIT));
        switch (reply) {
            case Answer answer -> {
                answer.headers().forEach(headers::set);
                boolean hasBody =
                        answer.body().length > 0 && !exchange.getRequestMethod().equals("HEAD");
                if (!answer.type().isEmpty()) {
                    headers.set("Content-Type", answer.type());
                }
                exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
                if (hasBody) {
                    exchange.getResponseBody().write(answer.body());
                    exchange.getResponseBody().close();
                }
                watch.disarm();
            }
            case EventStream stream -> {
                headers.set("Content-Type", EventStream.TYPE);
                headers.set("Connection", "close");
                exchange.sendResponseHeaders(200, 0);
                watch.disarm();
                stream.run(exchange.getResponseBody(), watch);
            }
        }
    }

    // ---- for those who start it

    /**
     * Where it answers.
     *
     * @return begins all paths: {@code http://127.0.0.1:4780}
     */
    public String address() {
        return address;
    }

    /**
     * Where a browser opens the console without being asked for the token: works once, within ten minutes of the start.
     *
     * @return to be shown to the operator and nobody else
     */
    public String openingAddress() {
        return address + "/"
                + sessions.ticket().map(ticket -> "#token=" + ticket).orElse("");
    }

    /** All routes, for the test that compares them with the document. */
    List<Route> routes() {
        return routes.all();
    }

    /**
     * Answers what is under way, takes nothing new, lets go who listens; two seconds at most. What a device's decision
     * needs is done when it returns.
     *
     * @throws InterruptedException when the stopping thread was interrupted; it is stopped all the same
     */
    public void stop() throws InterruptedException {
        stopping = true;
        ConsoleFile.remove(folder);
        journal.close();
        try {
            requests.join(environment.time().in(LAST_REQUESTS));
        } finally {
            requests.cancel();
            http.stop(0);
        }
    }
}
