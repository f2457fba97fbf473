// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.hub.app.health.HealthReport;
import io.handfast.hub.app.health.Warning;
import io.handfast.hub.app.metrics.Standing;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.ShipHub;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a program's hub stands, for its metrics. */
record ProgramStanding(HubParts parts, Attendant attendant) implements Standing {
    @Override
    public ShipHub hub() {
        return parts.hub();
    }

    @Override
    public int trusted() {
        return parts.trust().size();
    }

    @Override
    public int discovered() {
        return parts.discovery().map(HubDiscovery::visible).orElse(List.of()).size();
    }

    @Override
    public Map<Decision, Long> decisions() {
        Map<Decision, Long> decisions = new LinkedHashMap<>();
        for (AuditLog.What what : List.of(AuditLog.What.TRUSTED, AuditLog.What.REFUSED, AuditLog.What.FORGOTTEN)) {
            for (DecidedBy by : DecidedBy.values()) {
                decisions.put(new Decision(what.word(), by.word()), 0L);
            }
        }
        decisions.putAll(parts.audit().decisions());
        return decisions;
    }

    @Override
    public double successRatio() {
        return attendant.vitals().successRatio();
    }

    @Override
    public Instant certificateEnd() {
        return parts.identity().node().certificate().notAfter();
    }

    @Override
    public Optional<Duration> lastStop() {
        return parts.state().lastStop();
    }

    @Override
    public Map<String, Boolean> warnings() {
        HealthReport report = attendant.health();
        Map<String, Boolean> warnings = new LinkedHashMap<>();
        for (Warning warning : Warning.values()) {
            warnings.put(warning.word(), report.warnings().containsKey(warning));
        }
        return warnings;
    }
}
