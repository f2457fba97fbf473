// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions of browsers: the token is shown once, then a cookie that no script can read takes its place. */
final class SessionRoutes {
    private static final String SESSION = "/api/v1/session";
    private static final int TOKEN_LIMIT = 256;

    private final Gatekeeper gatekeeper;
    private final Sessions sessions;
    private final int port;

    SessionRoutes(Gatekeeper gatekeeper, Sessions sessions, int port) {
        this.gatekeeper = gatekeeper;
        this.sessions = sessions;
        this.port = port;
    }

    List<Route> all() {
        return List.of(
                Route.get(SESSION, request -> Answer.json(session(request.caller()))),
                Route.post(SESSION, this::begin, "token").open(),
                Route.delete(SESSION, this::end));
    }

    private static Map<String, @Nullable Object> session(Request.Caller caller) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("with", caller.session().isPresent() ? "session" : "token");
        object.put(
                "expiresAt",
                caller.session().map(session -> session.expiresAt().toString()).orElse(null));
        return object;
    }

    private Reply begin(Request request) throws Problem {
        gatekeeper.requireTokenOrTicket(request.text("token", TOKEN_LIMIT));
        Sessions.Session session = sessions.begin();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("with", "session");
        object.put("expiresAt", session.expiresAt().toString());
        return Answer.json(201, Answer.JSON, object).with("Set-Cookie", Gatekeeper.cookieOf(session, port));
    }

    private Reply end(Request request) {
        request.caller().session().ifPresent(sessions::end);
        return Answer.done().with("Set-Cookie", Gatekeeper.noCookie(port));
    }
}
