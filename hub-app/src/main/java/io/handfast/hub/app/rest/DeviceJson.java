// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.HandshakeReport;
import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.JsonTree;
import io.handfast.ship.PinTerms;
import io.handfast.ship.ShipPhase;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.Standing;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.VisibleDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Devices as JSON. Each member is always there; what is not known is null. */
final class DeviceJson {
    private DeviceJson() {}

    static Map<String, @Nullable Object> status(DeviceStatus device, ServedHub hub, Instant now) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ski", device.ski().toString());
        object.put("name", device.name());
        object.put("shipId", device.shipId().orElse(null));
        putProduct(object, device.ski(), hub);
        object.put("trusted", device.standing() == Standing.TRUSTED);
        object.put("standing", EventJson.word(device.standing()));
        object.put("state", EventJson.word(device.state()));
        object.put("stage", device.stage());
        object.put("since", device.since().toString());
        object.put("sinceMs", millis(Duration.between(device.since(), now)));
        object.put("role", device.role().map(EventJson::word).orElse(null));
        object.put("addresses", addresses(device.addresses()));
        object.put("attempts", device.attempts());
        object.put("nextAttempt", device.nextAttempt().map(Instant::toString).orElse(null));
        object.put(
                "nextAttemptMs",
                device.nextAttempt()
                        .map(at -> millis(Duration.between(now, at)))
                        .orElse(null));
        object.put("waitsForRoom", device.waitsForRoom());
        object.put("staysAway", device.stayAway());
        object.put("pinWish", device.pinWish().map(DeviceJson::wish).orElse(null));
        object.put("pinDemanded", hub.trust().pins(device.ski()).demand().isPresent());
        object.put("lastFailure", device.trouble().map(DeviceJson::trouble).orElse(null));
        object.put("diagnosis", new ArrayList<Object>(device.explain(now)));
        return object;
    }

    /** What it said it was when it was paired; of one that is not trusted what it says now. */
    private static void putProduct(Map<String, @Nullable Object> object, Ski ski, ServedHub hub) {
        Optional<TrustStore.Description> known = hub.trust()
                .find(ski)
                .map(TrustStore.TrustedDevice::description)
                .or(() -> hub.visible(ski)
                        .map(VisibleDevice::product)
                        .map(says -> new TrustStore.Description(says.brand(), says.model(), says.type(), "")));
        TrustStore.Description description = known.orElse(TrustStore.Description.NONE);
        object.put("brand", description.brand());
        object.put("model", description.model());
        object.put("type", description.type());
        object.put("fingerprint", description.fingerprint().isEmpty() ? null : description.fingerprint());
    }

    private static Map<String, Object> wish(PinTerms.Wish wish) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("required", wish.required());
        object.put("refused", wish.refused());
        return object;
    }

    private static Map<String, Object> trouble(DeviceStatus.Trouble trouble) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", trouble.at().toString());
        object.put("stage", trouble.stage());
        object.put("code", trouble.code());
        object.put("blame", EventJson.word(trouble.blame()));
        object.put("expected", trouble.expected());
        object.put("got", trouble.got());
        object.put("hint", trouble.hint());
        return object;
    }

    static Map<String, @Nullable Object> pending(
            DeviceStatus device, Optional<Visits.Visit> visit, ServedHub hub, Instant now) {
        Instant since = visit.flatMap(Visits.Visit::asksSince).orElse(device.since());
        Duration waiting = Duration.between(since, now);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ski", device.ski().toString());
        object.put("since", since.toString());
        object.put("waitingMs", millis(waiting));
        object.put("timeLeftMs", millis(hub.pairingWindow().minus(waiting)));
        object.put("knocks", visit.map(Visits.Visit::knocks).orElse(1));
        object.put("firstSeen", visit.map(Visits.Visit::first).orElse(since).toString());
        object.put("claims", hub.visible(device.ski()).map(DeviceJson::claims).orElse(null));
        object.put("diagnosis", new ArrayList<Object>(device.explain(now)));
        return object;
    }

    static Map<String, @Nullable Object> discovered(VisibleDevice device) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ski", device.ski().toString());
        object.putAll(claims(device));
        object.put("trusted", device.trusted());
        return object;
    }

    /** What it says about itself; anybody can say anything. */
    private static Map<String, Object> claims(VisibleDevice device) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", device.name());
        object.put("instance", device.instance());
        object.put("shipId", device.shipId());
        object.put("brand", device.product().brand());
        object.put("model", device.product().model());
        object.put("type", device.product().type());
        object.put("serial", device.product().serial());
        object.put("categories", new ArrayList<Object>(device.product().categories()));
        object.put("acceptsAnybody", device.register());
        object.put("addresses", addresses(device.addresses()));
        return object;
    }

    /** The handshake that was completed last. */
    static Map<String, @Nullable Object> report(HandshakeReport report) {
        List<Object> phases = new ArrayList<>();
        for (HandshakeReport.Step step : report.steps()) {
            Map<String, Object> phase = new LinkedHashMap<>();
            phase.put("phase", step.phase().phaseName());
            if (step.phase() instanceof ShipPhase ship) {
                phase.put("number", ship.number());
            }
            phase.put("atMicros", step.at().toNanos() / 1000);
            phase.put("tookMicros", step.took().toNanos() / 1000);
            phases.add(phase);
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("role", EventJson.word(report.role()));
        object.put("totalMicros", report.total().toNanos() / 1000);
        object.put("phases", phases);
        return object;
    }

    static List<Object> events(List<EventLog.Entry> entries) {
        List<Object> events = new ArrayList<>();
        for (EventLog.Entry entry : entries) {
            try {
                events.add(JsonTree.read(entry.json()));
            } catch (JsonTree.NotJson e) {
                throw new IllegalStateException("bug: our own event is no JSON", e);
            }
        }
        return events;
    }

    private static List<Object> addresses(List<Address> addresses) {
        return new ArrayList<>(addresses.stream().map(Address::toString).toList());
    }

    private static long millis(Duration duration) {
        return Math.max(0, duration.toMillis());
    }
}
