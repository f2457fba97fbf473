// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Validity;
import io.handfast.engine.Ending;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.health.HealthCheck;
import io.handfast.hub.app.health.HealthReport;
import io.handfast.hub.app.health.Vitals;
import io.handfast.hub.app.metrics.ProcessFigures;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.hub.ShipHub;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks after a hub on a thread of its own: health check and report of totals at their intervals, in the words of
 * ship-go's production example, which operators search logs for; the certificate's end once a day; files that could not
 * be written are tried again at each health check.
 */
final class Attendant {
    private static final System.Logger LOG = System.getLogger(Attendant.class.getName());
    private static final Duration DAY = Duration.ofDays(1);

    private final Supplier<HubConfiguration> configuration;
    private final ShipHub hub;
    private final HubParts parts;
    private final HealthCheck health;
    private final NodeCertificate certificate;
    private final TimeSource time;
    private final Consumer<String> warn;
    private final Inbox<HubConfiguration> reloads;
    private final Scope scope;
    private final long begunNanos;

    /** @param watch hears what an operator should know, and knows who comes and goes */
    Attendant(Supplier<HubConfiguration> configuration, HubParts parts, HubWatch watch, TimeSource time) {
        this.configuration = configuration;
        this.warn = watch::warn;
        this.hub = parts.hub();
        this.parts = parts;
        this.health = new HealthCheck(watch.restless());
        this.certificate = parts.identity().node().certificate();
        this.time = time;
        this.reloads = new Inbox<>(time, 0);
        this.scope = new Scope("attendant", time);
        this.begunNanos = time.nanos();
    }

    void begin() {
        HubConfiguration now = configuration.get();
        LOG.log(
                Level.INFO,
                "Hub started: SKI=" + parts.identity().node().ski() + ", port=" + hub.port() + ", max connections="
                        + now.maxConnections() + ", auto accept=" + now.value(HubKeys.AUTO_ACCEPT_PAIRING));
        scope.start("run", this::run);
    }

    /** Other intervals, perhaps; never blocks. */
    void reloaded(HubConfiguration now) {
        reloads.post(now);
    }

    /** Never blocks. */
    void end() {
        reloads.end(new Ending.CancelledHere());
    }

    /** After its end. */
    void join(Deadline by) throws InterruptedException {
        scope.join(by);
    }

    private void run() throws InterruptedException {
        Deadline checkAt = checkAt();
        Deadline reportAt = reportAt();
        Deadline certificateAt = time.in(DAY); // at the start the hub says it itself
        boolean living = true;
        while (living) {
            switch (reloads.await(earliest(checkAt, reportAt, certificateAt))) {
                case Inbox.Posted<HubConfiguration> _ -> {
                    checkAt = checkAt();
                    reportAt = reportAt();
                }
                case Inbox.Expired<HubConfiguration> _ -> {
                    if (checkAt.passed(time)) {
                        check();
                        checkAt = checkAt();
                    }
                    if (reportAt.passed(time)) {
                        report();
                        reportAt = reportAt();
                    }
                    if (certificateAt.passed(time)) {
                        expiry();
                        certificateAt = time.in(DAY);
                    }
                }
                default -> living = false;
            }
        }
    }

    private Deadline checkAt() {
        return time.in(Duration.ofSeconds(configuration.get().value(HubKeys.HEALTH_CHECK_INTERVAL)));
    }

    private Deadline reportAt() {
        HubConfiguration now = configuration.get();
        return now.value(HubKeys.METRICS_ENABLED)
                ? time.in(Duration.ofSeconds(now.value(HubKeys.METRICS_REPORT_INTERVAL)))
                : NEVER;
    }

    private long active() {
        return hub.counts().getOrDefault(ConnectionState.COMPLETED, 0L);
    }

    /** The numbers of now; from any thread. */
    Vitals vitals() {
        Totals totals = parts.state().totals();
        long failed = totals.of("failed");
        return new Vitals(
                Duration.ofNanos(time.nanos() - begunNanos),
                active(),
                totals.of("connected") + failed,
                failed,
                hub.placesTaken(),
                hub.limits().peers(),
                ProcessFigures.threads(),
                certificate.daysLeft(time.wallClock()),
                !parts.files().storage().isInTrouble());
    }

    /** How it is; from any thread. */
    HealthReport health() {
        return health.report(vitals());
    }

    private void check() {
        HealthReport report = health();
        LOG.log(Level.INFO, report.vitals().line());
        health.check(report).forEach(warn);
        parts.trust().retry();
    }

    private void report() {
        LOG.log(
                Level.INFO,
                "Metrics Report: uptime="
                        + Vitals.brief(Duration.ofNanos(time.nanos() - begunNanos)) + ", active=" + active()
                        + ", trusted=" + parts.trust().size() + ", "
                        + parts.state().totals().counts());
        try {
            parts.state().save(hub.devices());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "tried again with the next report: " + DurableFiles.reason(e)); // storage has told
        }
    }

    private void expiry() {
        if (certificate.validity(time.wallClock()) != Validity.CURRENT) {
            LOG.log(Level.WARNING, HealthCheck.expiry(certificate.daysLeft(time.wallClock())));
        }
    }
}
