// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.handfast.crypto.Ski;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.health.Lifetimes;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.Measurement;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is counted as it happens. Every series is there from the start with a zero, so that a rate sees the first
 * failure too. Owned by the hub's event thread; the counters themselves are read by all.
 */
final class EventMetrics {
    /** From a handshake on the local machine to a user who takes minutes. */
    private static final double[] HANDSHAKE_SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300};

    private static final double[] CONNECTION_SECONDS = {1, 10, 30, 60, 600, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600};
    private static final String ROLE = "role";
    private static final String OUTCOME = "outcome";

    private final Counter handshakes;
    private final Histogram handshakeSeconds;
    private final Histogram phaseSeconds;
    private final Counter failures;
    private final Counter refusals;
    private final Counter doubles;
    private final Counter reconnects;
    private final Counter shortConnections;
    private final Histogram connectionSeconds;
    private final Counter events;

    private final Lifetimes lifetimes;
    /** Trusted devices that were connected in this run. */
    private final Set<Ski> known = new HashSet<>();

    EventMetrics(TimeSource time, PrometheusRegistry registry) {
        this.lifetimes = new Lifetimes(time);
        this.handshakes = counter(
                registry,
                "handfast_handshakes_total",
                "Attempts to connect that have ended, by whose doing it was when they failed",
                ROLE,
                OUTCOME);
        this.handshakeSeconds = seconds(
                registry,
                "handfast_handshake_duration_seconds",
                "From the first phase of an attempt to its end",
                HANDSHAKE_SECONDS,
                ROLE,
                OUTCOME);
        this.phaseSeconds = seconds(
                registry,
                "handfast_handshake_phase_duration_seconds",
                "How long an attempt was in a phase, all its states together",
                HANDSHAKE_SECONDS,
                "phase",
                OUTCOME);
        this.failures = counter(registry, "handfast_failures_total", "Failures by the codes of failures.md", "code");
        this.refusals = counter(registry, "handfast_refusals_total", "Peers that were turned away", "reason");
        this.doubles = counter(
                registry,
                "handfast_double_connections_total",
                "Two connections of one device of which one was left, by what decided",
                "by");
        this.reconnects =
                counter(registry, "handfast_reconnects_total", "Connections of devices that were connected before");
        this.shortConnections =
                counter(registry, "handfast_short_connections_total", "Connections that ended within 30 seconds");
        this.connectionSeconds = seconds(
                registry, "handfast_connection_duration_seconds", "How long connections lasted", CONNECTION_SECONDS);
        this.events = counter(registry, "handfast_events_total", "What the hub told its operator, by kind", "kind");
        beginAtZero();
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private static Histogram seconds(
            PrometheusRegistry registry, String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    private void beginAtZero() {
        List<String> twoOutcomes = List.of(Names.COMPLETE, Names.FAILED);
        for (Role role : Role.values()) {
            Names.OUTCOMES.forEach(outcome -> handshakes.initLabelValues(Names.of(role), outcome));
            twoOutcomes.forEach(outcome -> handshakeSeconds.initLabelValues(Names.of(role), outcome));
        }
        for (String phase : Names.PHASES) {
            twoOutcomes.forEach(outcome -> phaseSeconds.initLabelValues(phase, outcome));
        }
        Names.codes().forEach(code -> failures.initLabelValues(code));
        Names.REFUSALS.forEach(reason -> refusals.initLabelValues(reason));
        Arrays.stream(Measurement.By.values()).forEach(by -> doubles.initLabelValues(EventJson.word(by)));
        Arrays.stream(HubEvent.Kind.values()).forEach(kind -> events.initLabelValues(kind.word()));
    }

    void told(HubEvent event) {
        events.labelValues(event.kind().word()).inc();
        event.failure().ifPresent(why -> failures.labelValues(why.code().code()).inc());
        lifetimes.told(event).ifPresent(this::ended);
        switch (event.kind()) {
            case CONNECTED -> event.ski().filter(ski -> !known.add(ski)).ifPresent(_ -> reconnects.inc());
            case FORGOTTEN -> event.ski().ifPresent(known::remove);
            case REFUSED -> refusals.labelValues(Names.refusal(event.failure())).inc();
            default -> {
                // counted as an event
            }
        }
    }

    /** From any thread. */
    void warned() {
        events.labelValues(HubEvent.Kind.WARNING.word()).inc();
    }

    private void ended(Lifetimes.Lifetime lifetime) {
        connectionSeconds.observe(seconds(lifetime.lasted()));
        if (lifetime.isShort()) {
            shortConnections.inc();
        }
    }

    void measured(Measurement what) {
        switch (what) {
            case Measurement.DoubleSettled(Measurement.By by) ->
                doubles.labelValues(EventJson.word(by)).inc();
            case Measurement.HandshakeEnded(HandshakeReport report) -> handshake(report);
        }
    }

    private void handshake(HandshakeReport report) {
        String role = Names.of(report.role());
        String outcome = report.complete() ? Names.COMPLETE : Names.FAILED;
        handshakes.labelValues(role, Names.outcome(report.failure())).inc();
        handshakeSeconds.labelValues(role, outcome).observe(seconds(report.total()));
        Map<String, Duration> spent = new HashMap<>();
        for (HandshakeReport.Step step : report.steps()) {
            Names.phase(step.phase()).ifPresent(phase -> spent.merge(phase, step.took(), Duration::plus));
        }
        spent.forEach((phase, took) -> phaseSeconds.labelValues(phase, outcome).observe(seconds(took)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
