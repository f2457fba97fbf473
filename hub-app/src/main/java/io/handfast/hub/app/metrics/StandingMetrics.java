// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.handfast.engine.Role;
import io.handfast.hub.app.EventJson;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.hub.DeviceStatus;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What is read when somebody asks: how the hub stands. */
final class StandingMetrics {
    private static final String NO_ROLE = "none";

    private final PrometheusRegistry registry;
    private volatile Optional<Standing> watched = Optional.empty();

    /** Where a callback puts a value: the value, then the labels'. */
    @FunctionalInterface
    private interface Put {
        void put(double value, String... labels);
    }

    /** Reads one or more values off a hub. */
    @FunctionalInterface
    private interface Reading {
        void read(Standing hub, Put into);
    }

    StandingMetrics(TrafficMeter traffic, PrometheusRegistry registry) {
        this.registry = registry;
        devices();
        limits();
        gauge("handfast_trusted_devices", "Devices that are trusted, present or not", Standing::trusted);
        gauge("handfast_discovered_devices", "Devices that announce themselves", Standing::discovered);
        gauge(
                "handfast_pending_devices",
                "Devices that wait for somebody to decide",
                hub -> hub.hub().pending().size());
        gauge(
                "handfast_connection_success_ratio",
                "Of all attempts since the first start, how many led to a connection",
                Standing::successRatio);
        gauge(
                "handfast_certificate_end_timestamp_seconds",
                "When the hub's certificate ends",
                hub -> hub.certificateEnd().getEpochSecond());
        gauge(
                "handfast_last_stop_duration_seconds",
                "How long the run before this one took to stop; 0 when that is not known",
                hub -> hub.lastStop().map(took -> took.toMillis() / 1e3).orElse(0.0));
        gauge(
                "handfast_health_warning",
                "1 while a health check finds it, 0 else",
                (hub, into) -> hub.warnings().forEach((word, holds) -> into.put(holds ? 1 : 0, word)),
                "warning");
        counter(
                "handfast_trust_decisions_total",
                "What was decided about devices, as in the audit log",
                (hub, into) ->
                        hub.decisions().forEach((decision, count) -> into.put(count, decision.what(), decision.by())),
                "decision",
                "by");
        traffic(traffic);
    }

    void watch(Standing hub) {
        watched = Optional.of(hub);
    }

    private void devices() {
        gauge(
                "handfast_devices",
                "Devices of which something is known, by the state of their connection and which end the hub is",
                (hub, into) -> {
                    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
                    for (ConnectionState state : ConnectionState.values()) {
                        Map<String, Integer> roles = new LinkedHashMap<>();
                        roles.put(Names.of(Role.CLIENT), 0);
                        roles.put(Names.of(Role.SERVER), 0);
                        roles.put(NO_ROLE, 0);
                        counts.put(EventJson.word(state), roles);
                    }
                    for (DeviceStatus device : hub.hub().devices()) {
                        String role = device.role().map(Names::of).orElse(NO_ROLE);
                        counts.getOrDefault(EventJson.word(device.state()), new LinkedHashMap<>())
                                .merge(role, 1, Integer::sum);
                    }
                    counts.forEach((state, roles) -> roles.forEach((role, count) -> into.put(count, state, role)));
                },
                "state",
                "role");
    }

    private void limits() {
        gauge(
                "handfast_connections_limit",
                "How many devices may be connected, and how many of them may be unknown ones",
                (hub, into) -> {
                    into.put(hub.hub().limits().peers(), "all");
                    into.put(hub.hub().limits().unknown(), "unknown");
                },
                "devices");
        gauge(
                "handfast_places_taken",
                "Devices that have a place",
                hub -> hub.hub().placesTaken());
        gauge(
                "handfast_queue_devices",
                "Trusted devices that wait for a place",
                hub -> hub.hub().queue().size());
    }

    private void traffic(TrafficMeter traffic) {
        counter(
                "handfast_bytes_total",
                "Bytes of SHIP messages, before TLS and WebSocket",
                (_, into) -> {
                    into.put((double) traffic.received().bytes(), "received");
                    into.put((double) traffic.sent().bytes(), "sent");
                },
                "direction");
        counter(
                "handfast_messages_total",
                "SHIP messages",
                (_, into) -> {
                    into.put((double) traffic.received().messages(), "received");
                    into.put((double) traffic.sent().messages(), "sent");
                },
                "direction");
    }

    private void gauge(String name, String help, ToDoubleFunction<Standing> value) {
        gauge(name, help, (hub, into) -> into.put(value.applyAsDouble(hub)));
    }

    private void gauge(String name, String help, Reading reading, String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> watched.ifPresent(hub -> reading.read(hub, callback::call)))
                .register(registry);
    }

    private void counter(String name, String help, Reading reading, String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> watched.ifPresent(hub -> reading.read(hub, callback::call)))
                .register(registry);
    }
}
