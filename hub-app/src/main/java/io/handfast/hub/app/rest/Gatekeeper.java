// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides who is let in. Every request has to name this hub as its host, or else a name that somebody else owns could
 * be made to point here; none may come from another origin's page; and all but a few have to show the token, or the
 * cookie of a session.
 */
final class Gatekeeper {
    private static final String BEARER = "bearer ";
    private static final int LONGEST_TOKEN = 256;

    private final AccessToken token;
    private final Sessions sessions;
    private final Throttle throttle;
    private final String configuredHost;

    /**
     * @param token what opens it
     * @param sessions what opens it to browsers
     * @param throttle counts wrong ones
     * @param configuredHost how the configuration calls the address it listens at
     */
    Gatekeeper(AccessToken token, Sessions sessions, Throttle throttle, String configuredHost) {
        this.token = token;
        this.sessions = sessions;
        this.throttle = throttle;
        this.configuredHost = configuredHost;
    }

    // ---- where it comes from

    /** Refuses whoever means another host, or asks on behalf of another page. */
    void requireOwnHost(HttpExchange exchange) throws Problem {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        InetAddress local = exchange.getLocalAddress().getAddress();
        int port = exchange.getLocalAddress().getPort();
        if (hosts.size() != 1 || !isOwn(hosts.getFirst().toLowerCase(Locale.ROOT), local, port)) {
            throw new Problem(RestFailure.HOST, "the header Host names another one, or none");
        }
        if (exchange.getRequestURI().isAbsolute()) {
            throw new Problem(RestFailure.HOST, "this is no proxy");
        }
    }

    private boolean isOwn(String host, InetAddress local, int port) {
        String suffix = ":" + port;
        String name = host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : host;
        boolean portFits = host.endsWith(suffix) || port == 80;
        boolean nameFits = name.equals(literal(local))
                || name.equals(configuredHost.toLowerCase(Locale.ROOT))
                || (local.isLoopbackAddress() && name.equals("localhost"));
        return portFits && nameFits;
    }

    /** An address as it stands in a URI, without the zone. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "[" + bare + "]" : bare;
    }

    void requireOwnOrigin(Headers headers) throws Problem {
        String own = "http://" + String.valueOf(headers.getFirst("Host"));
        List<String> origins = headers.getOrDefault("Origin", List.of());
        boolean foreign = origins.stream().anyMatch(origin -> !origin.equalsIgnoreCase(own));
        String site = headers.getFirst("Sec-Fetch-Site");
        if (foreign || origins.size() > 1 || (site != null && !site.equals("same-origin") && !site.equals("none"))) {
            throw new Problem(RestFailure.ORIGIN, "only pages of this hub may ask");
        }
    }

    // ---- who it is

    Request.Caller requireCaller(HttpExchange exchange, Route route) throws Problem {
        boolean free = switch (route.access()) {
            case OPEN -> true;
            case LOOPBACK -> exchange.getRemoteAddress().getAddress().isLoopbackAddress();
            case TOKEN -> false;
        };
        return free ? Request.Caller.WITHOUT_SESSION : authenticated(exchange, route);
    }

    private Request.Caller authenticated(HttpExchange exchange, Route route) throws Problem {
        Headers headers = exchange.getRequestHeaders();
        List<String> authorizations = headers.getOrDefault("Authorization", List.of());
        if (!authorizations.isEmpty()) {
            requireToken(bearer(authorizations));
            return Request.Caller.WITHOUT_SESSION;
        }
        Optional<String> cookie = cookie(headers, exchange.getLocalAddress().getPort());
        if (cookie.isEmpty()) {
            throw challenge(RestFailure.TOKEN_MISSING, "neither a token nor a session");
        }
        Optional<Sessions.Session> session = sessions.find(cookie.get());
        if (session.isEmpty()) {
            throw wrong();
        }
        requireOwnPage(headers, route);
        return new Request.Caller(session);
    }

    /** A browser sends its cookie whoever asks it to; but it says who that is. */
    private static void requireOwnPage(Headers headers, Route route) throws Problem {
        boolean said = headers.containsKey("Origin") || headers.containsKey("Sec-Fetch-Site");
        if (!route.method().equals("GET") && !said) {
            throw new Problem(RestFailure.ORIGIN, "a session needs the header Origin to change something");
        }
    }

    private static String bearer(List<String> authorizations) {
        String only = authorizations.size() == 1 ? authorizations.getFirst() : "";
        return only.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? only.substring(BEARER.length()).strip()
                : "";
    }

    /** Refuses a token that is not the hub's. */
    void requireToken(String given) throws Problem {
        if (given.length() > LONGEST_TOKEN || !token.matches(given)) {
            throw wrong();
        }
    }

    /** The token, or once the ticket. */
    void requireTokenOrTicket(String given) throws Problem {
        if (!sessions.takeTicket(given)) {
            requireToken(given);
        }
    }

    private Problem wrong() {
        if (!throttle.takeWrong()) {
            long seconds = throttle.retryAfter().toSeconds();
            return new Problem(RestFailure.THROTTLED, "too many wrong tokens came lately")
                    .with("retryAfterMs", throttle.retryAfter().toMillis())
                    .withHeader("Retry-After", Long.toString(seconds));
        }
        return challenge(RestFailure.TOKEN_WRONG, "not a token or session of this hub");
    }

    private static Problem challenge(RestFailure failure, String detail) {
        return new Problem(failure, detail).withHeader("WWW-Authenticate", "Bearer realm=\"handfast\"");
    }

    // ---- the cookie

    /** Cookies do not know ports: two hubs of a machine have two names. */
    private static String cookieName(int port) {
        return "handfast-" + port;
    }

    private static Optional<String> cookie(Headers headers, int port) {
        String begin = cookieName(port) + "=";
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(begin))
                .map(pair -> pair.substring(begin.length()))
                .filter(value -> value.length() <= LONGEST_TOKEN)
                .findFirst();
    }

    static String cookieOf(Sessions.Session session, int port) {
        return cookieName(port) + "=" + session.secret() + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
                + Sessions.LASTING.toSeconds();
    }

    static String noCookie(int port) {
        return cookieName(port) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
    }
}
