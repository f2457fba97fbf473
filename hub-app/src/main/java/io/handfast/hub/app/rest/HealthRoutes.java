// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.health.HealthReport;
import io.handfast.hub.app.health.Vitals;
import io.handfast.hub.app.metrics.HubMetrics;
import io.handfast.hub.app.metrics.ProcessFigures;
import io.handfast.ship.hub.HubEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hub is well, for those who watch it: a supervisor, Prometheus, the console. Free on the loopback interface;
 * names no device.
 */
final class HealthRoutes {
    private final ServedHub hub;
    private volatile Optional<HubEvent> lastFailure = Optional.empty();

    HealthRoutes(ServedHub hub, HubJournal journal) {
        this.hub = hub;
        journal.alsoTell(event -> {
            if (event.failure().isPresent()) {
                lastFailure = Optional.of(event);
            }
        });
    }

    List<Route> all() {
        return List.of(
                Route.get("/health/live", _ -> status("live")).freeOnLoopback(),
                Route.get("/health/ready", _ -> status("ready")).freeOnLoopback(),
                Route.get("/metrics", _ -> metrics()).freeOnLoopback(),
                Route.get("/api/v1/health", _ -> Answer.json(health())).freeOnLoopback());
    }

    /** A hub that stops has said so before it comes here; one whose console answers has its port and its files. */
    private static Answer status(String word) {
        return Answer.json(Map.of("status", word));
    }

    private Answer metrics() {
        return new Answer(200, HubMetrics.TYPE, hub.metrics().text(), Map.of());
    }

    private Map<String, @Nullable Object> health() {
        HealthReport report = hub.health().get();
        Vitals vitals = report.vitals();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("status", report.isWell() ? "well" : "warning");
        object.put(
                "warnings",
                report.warnings().entrySet().stream()
                        .map(wrong -> Map.of("name", wrong.getKey().word(), "text", wrong.getValue()))
                        .toList());
        object.put("ski", hub.identity().node().ski().toString());
        object.put("port", hub.ship().port());
        object.put("uptimeMs", vitals.uptime().toMillis());
        object.put("connections", connections(vitals));
        object.put("certificateDaysLeft", vitals.certificateDays());
        object.put("filesWritable", vitals.filesWritable());
        object.put("process", process(vitals));
        object.put("lastFailure", lastFailure.map(HealthRoutes::failure).orElse(null));
        return object;
    }

    private static Map<String, Object> connections(Vitals vitals) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("active", vitals.active());
        object.put("total", vitals.total());
        object.put("failed", vitals.failed());
        object.put("successPercent", vitals.successPercent());
        object.put("placesTaken", vitals.taken());
        object.put("maxConnections", vitals.limit());
        return object;
    }

    private static Map<String, @Nullable Object> process(Vitals vitals) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("threads", vitals.threads());
        object.put("residentBytes", boxed(ProcessFigures.residentBytes()));
        object.put("openFiles", boxed(ProcessFigures.openFiles()));
        return object;
    }

    private static @Nullable Object boxed(OptionalLong number) {
        return number.isPresent() ? (Object) number.getAsLong() : null;
    }

    /** When, and the members of the failure; what was expected and got may name a device. */
    private static Map<String, Object> failure(HubEvent event) {
        Map<String, Object> all = EventJson.of(event);
        Map<String, Object> object = new LinkedHashMap<>();
        for (String member : List.of("at", "code", "blame", "phase", "hint")) {
            object.put(member, all.getOrDefault(member, ""));
        }
        return object;
    }
}
