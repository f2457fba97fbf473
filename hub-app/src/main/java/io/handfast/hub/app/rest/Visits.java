// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.HubEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Since when devices ask to be trusted, and how often they came. Bounded: strangers cost nothing to make up. */
final class Visits {
    private static final int KEPT = 256;

    /**
     * The visits of one device.
     *
     * @param knocks how often it came
     * @param first when it came first
     * @param asksSince since when it waits, this time; empty when it never did
     */
    record Visit(int knocks, Instant first, Optional<Instant> asksSince) {}

    private final Map<Ski, Visit> visits = new ConcurrentHashMap<>();

    /** On the hub's event thread alone. */
    void told(HubEvent event) {
        event.ski().ifPresent(ski -> {
            switch (event.kind()) {
                case KNOCKED -> change(ski, event.at(), 1, Optional.empty());
                case PENDING -> change(ski, event.at(), 0, Optional.of(event.at()));
                case TRUSTED, FORGOTTEN -> visits.remove(ski);
                default -> {}
            }
        });
    }

    private void change(Ski ski, Instant at, int more, Optional<Instant> asks) {
        if (visits.size() >= KEPT && !visits.containsKey(ski)) {
            visits.keySet().stream().findAny().ifPresent(visits::remove);
        }
        Visit before = visits.getOrDefault(ski, new Visit(0, at, Optional.empty()));
        visits.put(ski, new Visit(before.knocks() + more, before.first(), asks.or(before::asksSince)));
    }

    Optional<Visit> of(Ski ski) {
        return Optional.ofNullable(visits.get(ski));
    }
}
