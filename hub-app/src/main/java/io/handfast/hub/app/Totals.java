// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.ship.hub.HubEvent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often what has happened since a hub's first start: {@code connected}, {@code failed}, {@code refused} and the
 * like, by the words of {@link HubEvent.Kind}, and {@code failed.CODE} for each code of a failure. Counted on the
 * hub's event thread, read by all.
 */
final class Totals {
    private static final String FAILED = "failed";

    private final Map<String, Long> counts;

    Totals(Map<String, Long> before) {
        this.counts = new ConcurrentHashMap<>(before);
    }

    /**
     * @throws IllegalArgumentException when it is no object of numbers
     * @throws ArithmeticException when a number is not whole
     */
    static Totals read(JsonTree.Node node) {
        Map<String, Long> before = new LinkedHashMap<>();
        node.members().forEach((name, member) -> {
            if (!(member.value() instanceof BigDecimal number) || number.signum() < 0) {
                throw new IllegalArgumentException(name + " is no number of events");
            }
            before.put(name, number.longValueExact());
        });
        return new Totals(before);
    }

    void count(HubEvent event) {
        switch (event.kind()) {
            case CONNECTED, DISCONNECTED, REFUSED, TRUSTED, FORGOTTEN, DIALLING, KNOCKED, DOUBLE ->
                count(event.kind().word());
            case FAILED -> {
                count(FAILED);
                event.failure()
                        .ifPresent(
                                failure -> count(FAILED + "." + failure.code().code()));
            }
            default -> {
                // says how the hub is, not what happened
            }
        }
    }

    /** A connection that ended sooner than it should. */
    void countShort() {
        count("short-connection");
    }

    private void count(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** A snapshot, by name. */
    SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
