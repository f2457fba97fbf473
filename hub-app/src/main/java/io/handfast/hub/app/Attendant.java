// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.crypto.AtomicFiles;
import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Validity;
import io.handfast.engine.Ending;
import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.hub.ShipHub;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
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
    /** Below this rate, and after so many attempts, something is wrong. */
    private static final int LOW_PERCENT = 80;

    private static final int ENOUGH = 5;

    private final Supplier<HubConfiguration> configuration;
    private final ShipHub hub;
    private final StateFile state;
    private final TrustFile trust;
    private final NodeCertificate certificate;
    private final TimeSource time;
    private final Consumer<String> warn;
    private final Inbox<HubConfiguration> reloads;
    private final long begunNanos;
    private final Set<String> troubles = new HashSet<>(); // owned by the thread

    /**
     * @param warn hears what an operator should know, once when it begins
     */
    Attendant(Supplier<HubConfiguration> configuration, HubParts parts, Consumer<String> warn, TimeSource time) {
        this.configuration = configuration;
        this.warn = warn;
        this.hub = parts.hub();
        this.state = parts.state();
        this.trust = parts.trust();
        this.certificate = parts.identity().node().certificate();
        this.time = time;
        this.reloads = new Inbox<>(time, 0);
        this.begunNanos = time.nanos();
    }

    /** Other intervals, perhaps; never blocks. */
    void reloaded(HubConfiguration now) {
        reloads.post(now);
    }

    /** Never blocks. */
    void end() {
        reloads.end(new Ending.CancelledHere());
    }

    /** Blocks until the end. */
    void run() throws InterruptedException {
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

    private void check() {
        Totals totals = state.totals();
        long connected = totals.of("connected");
        long failed = totals.of("failed");
        long total = connected + failed;
        Duration uptime =
                Duration.ofSeconds(Duration.ofNanos(time.nanos() - begunNanos).toSeconds());
        LOG.log(
                Level.INFO,
                "Health Check: uptime=" + uptime + ", connections=" + active() + ", total=" + total + ", failed="
                        + failed);
        long percent = 100 * connected / Math.max(total, 1);
        int limit = hub.limits().peers();
        int taken = hub.placesTaken();
        trouble("idle", active() == 0 && total > 0, "No active connections despite previous activity");
        trouble("rate", total > ENOUGH && percent < LOW_PERCENT, "Low connection success rate: " + percent + "%");
        trouble(
                "limit",
                taken * 100L >= limit * (long) LOW_PERCENT,
                "Approaching connection limit: " + taken + "/" + limit);
        trust.retry();
    }

    /** Once when it begins, and again when it comes back. */
    private void trouble(String name, boolean is, String text) {
        if (!is) {
            troubles.remove(name);
        } else if (troubles.add(name)) {
            warn.accept(text);
        }
    }

    private void report() {
        LOG.log(
                Level.INFO,
                "Metrics Report: active=" + active() + ", trusted=" + trust.size() + ", "
                        + state.totals().counts());
        try {
            state.save();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "tried again with the next report: " + AtomicFiles.reason(e)); // storage has told
        }
    }

    private void expiry() {
        if (certificate.validity(time.wallClock()) != Validity.CURRENT) {
            LOG.log(
                    Level.WARNING,
                    "Certificate expires in " + certificate.daysLeft(time.wallClock())
                            + " days - consider renewal: handfast hub identity renew --same-key");
        }
    }
}
