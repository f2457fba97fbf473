// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What happens, as it happens. */
final class EventRoutes {
    private static final int MOST_STREAMS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HubJournal journal;
    private final Sessions sessions;
    private final TimeSource time;
    private final Duration heartbeat;

    EventRoutes(HubJournal journal, Sessions sessions, TimeSource time, Duration heartbeat) {
        this.journal = journal;
        this.sessions = sessions;
        this.time = time;
        this.heartbeat = heartbeat;
    }

    List<Route> all() {
        return List.of(Route.get("/api/v1/events", this::stream).asking("ski"));
    }

    private Reply stream(Request request) throws Problem {
        if (journal.log().listening() >= MOST_STREAMS) {
            throw new Problem(RestFailure.CROWDED, MOST_STREAMS + " listen already").withHeader("Retry-After", "10");
        }
        String only = request.query().get("ski");
        Optional<Ski> ski = only == null ? Optional.empty() : Optional.of(Request.ski(only));
        BooleanSupplier mayListen = request.caller()
                .session()
                .map(session -> (BooleanSupplier) () -> sessions.isOpen(session))
                .orElse(() -> true);
        Optional<String> lastSeen = Optional.ofNullable(request.headers().getFirst("Last-Event-ID"));
        return new EventStream(journal.log(), lastSeen, ski, time, heartbeat, PATIENCE, mayListen);
    }
}
