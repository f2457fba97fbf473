// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * One thing the interface can do.
 *
 * @param method in HTTP
 * @param path with {@code {ski}} where a device's SKI stands
 * @param access who may
 * @param members what the body may say; empty when there is none
 * @param query what the query may say
 * @param handler does it
 */
record Route(String method, String path, Access access, Set<String> members, Set<String> query, Handler handler) {
    /** Who may use it. */
    enum Access {
        /** Whoever has a token or a session. */
        TOKEN,
        /** Everybody on the loopback interface; elsewhere a token is needed. For health and metrics. */
        LOOPBACK,
        /** Everybody: it reveals nothing and changes nothing, or asks for the token itself. */
        OPEN
    }

    /** Does what was asked for; runs on the request's thread and may block. */
    @FunctionalInterface
    interface Handler {
        Reply answer(Request request) throws Problem, IOException;
    }

    Route {
        members = Set.copyOf(members);
        query = Set.copyOf(query);
    }

    static Route get(String path, Handler handler) {
        return new Route("GET", path, Access.TOKEN, Set.of(), Set.of(), handler);
    }

    static Route post(String path, Handler handler, String... members) {
        return new Route("POST", path, Access.TOKEN, Set.of(members), Set.of(), handler);
    }

    static Route put(String path, Handler handler, String... members) {
        return new Route("PUT", path, Access.TOKEN, Set.of(members), Set.of(), handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route("DELETE", path, Access.TOKEN, Set.of(), Set.of(), handler);
    }

    Route open() {
        return new Route(method, path, Access.OPEN, members, query, handler);
    }

    Route freeOnLoopback() {
        return new Route(method, path, Access.LOOPBACK, members, query, handler);
    }

    Route asking(String... parameters) {
        return new Route(method, path, access, members, Set.of(parameters), handler);
    }

    /** The path's parts. */
    List<String> parts() {
        return List.of(path.split("/", -1));
    }
}
