// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.HubEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long each connection lasted, from a hub's events. Owned by the thread that hears them. Only trusted devices are
 * ever connected, so it holds no more than those.
 */
public final class Lifetimes {
    /** A connection that ends sooner is told of: ship-go's production example draws the line here. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final TimeSource time;
    private final Map<Ski, ArrayDeque<Long>> begun = new HashMap<>();

    /**
     * Nobody is connected.
     *
     * @param time the clock
     */
    public Lifetimes(TimeSource time) {
        this.time = time;
    }

    /**
     * A connection that has ended.
     *
     * @param lasted from its handshake to its end
     * @param replaced whether another one of the same device took its place
     */
    public record Lifetime(Duration lasted, boolean replaced) {
        /**
         * Whether it is worth a warning.
         *
         * @return true when it ended within thirty seconds and nothing took its place
         */
        public boolean isShort() {
            return !replaced && lasted.compareTo(SHORT) < 0;
        }
    }

    /**
     * Hears an event.
     *
     * @param event any of the hub's
     * @return when it is the end of a connection whose beginning was heard, how long that lasted
     */
    public Optional<Lifetime> told(HubEvent event) {
        return switch (event.kind()) {
            case CONNECTED -> {
                event.ski()
                        .ifPresent(ski -> begun.computeIfAbsent(ski, _ -> new ArrayDeque<>())
                                .add(time.nanos()));
                yield Optional.empty();
            }
            case DISCONNECTED -> event.ski().flatMap(this::ended);
            default -> Optional.empty();
        };
    }

    /** Of two that overlap, the end of the older one is told of after the beginning of the newer one. */
    private Optional<Lifetime> ended(Ski ski) {
        ArrayDeque<Long> all = begun.getOrDefault(ski, new ArrayDeque<>());
        Long since = all.poll();
        if (all.isEmpty()) {
            begun.remove(ski);
        }
        return Optional.ofNullable(since)
                .map(nanos -> new Lifetime(Duration.ofNanos(time.nanos() - nanos), !all.isEmpty()));
    }
}
