// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.net.Admission;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.AutoAccept;
import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.Release;
import io.handfast.hub.app.StartException;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.hub.DeviceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hub itself: who it is, how it is, what it allows. */
final class HubRoutes {
    private static final String HUB = "/api/v1/hub";
    private static final String LIMITS = "/api/v1/limits";
    private static final String AUTO_ACCEPT = "/api/v1/auto-accept";
    private static final String AUTO_ACCEPT_NOTE = "auto-accept";
    /** As in the configuration. */
    private static final int MOST_CONNECTIONS = 100_000;

    private final ServedHub hub;
    private final HubJournal journal;
    private final TimeSource time;
    private final Instant startedAt;
    private final long startedNanos;

    HubRoutes(ServedHub hub, HubJournal journal, TimeSource time) {
        this.hub = hub;
        this.journal = journal;
        this.time = time;
        this.startedAt = time.wallClock();
        this.startedNanos = time.nanos();
    }

    List<Route> all() {
        return List.of(
                Route.get(HUB, _ -> Answer.json(hub())),
                Route.get(HUB + "/qr.svg", _ -> new Answer(200, QrSvg.TYPE, QrSvg.of(hub.qrText()), Map.of())),
                Route.get(LIMITS, _ -> Answer.json(limits())),
                Route.put(LIMITS, this::limit, "maxConnections", "maxUnknown"),
                Route.post("/api/v1/reload", _ -> reload()),
                Route.get(AUTO_ACCEPT, _ -> Answer.json(autoAccept())),
                Route.post(AUTO_ACCEPT, this::open, "lastingMs"),
                Route.delete(AUTO_ACCEPT, _ -> close()));
    }

    private Map<String, @Nullable Object> hub() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ski", hub.identity().node().ski().toString());
        object.put("shipId", hub.identity().shipId());
        object.put("fingerprint", hub.identity().node().fingerprint().toString());
        object.put("qr", hub.qrText());
        object.put("brand", hub.product().brand());
        object.put("model", hub.product().model());
        object.put("type", hub.product().type());
        object.put("serial", hub.product().serial());
        object.put("version", Release.VERSION);
        object.put("startedAt", startedAt.toString());
        object.put("uptimeMs", Duration.ofNanos(time.nanos() - startedNanos).toMillis());
        object.put("port", hub.ship().port());
        object.put("discovery", hub.discovery().isPresent());
        object.put("devices", devices());
        object.put("states", states());
        object.put("limits", limits());
        object.put("autoAccept", autoAccept());
        object.put("warnings", new ArrayList<Object>(hub.identity().warnings()));
        return object;
    }

    private Map<String, Object> devices() {
        List<DeviceStatus> devices = hub.ship().devices();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("trusted", hub.trust().all().size());
        counts.put(
                "connected",
                Math.toIntExact(devices.stream()
                        .filter(device -> device.stage().equals(DeviceStatus.ESTABLISHED))
                        .count()));
        counts.put(
                "pending",
                Math.toIntExact(
                        devices.stream().filter(DeviceStatus::asksForTrust).count()));
        counts.put("discovered", hub.visible().size());
        return counts;
    }

    private Map<String, Object> states() {
        Map<String, Object> states = new LinkedHashMap<>();
        for (Map.Entry<ConnectionState, Long> count : hub.ship().counts().entrySet()) {
            states.put(EventJson.word(count.getKey()), count.getValue());
        }
        return states;
    }

    private Map<String, Object> limits() {
        Admission.Limits limits = hub.ship().limits();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("maxConnections", limits.peers());
        object.put("maxUnknown", limits.unknown());
        object.put("placesTaken", hub.ship().placesTaken());
        object.put("queue", skis(hub.ship().queue()));
        return object;
    }

    private Reply limit(Request request) throws Problem {
        int connections = request.number("maxConnections", 1, MOST_CONNECTIONS);
        int unknown = request.says("maxUnknown")
                ? request.number("maxUnknown", 0, MOST_CONNECTIONS)
                : hub.ship().limits().unknown();
        hub.ship().limit(new Admission.Limits(connections, unknown));
        return Answer.json(limits());
    }

    /** Mistakes are told as the command line tells them: a line each. */
    private Reply reload() throws Problem {
        try {
            HubProgram.Reloaded reloaded = hub.deeds().reload();
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("changed", new ArrayList<Object>(reloaded.changed()));
            object.put("needRestart", new ArrayList<Object>(reloaded.needRestart()));
            return Answer.json(object);
        } catch (StartException e) {
            throw new Problem(RestFailure.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    // ---- the window in which everybody is accepted

    private Map<String, @Nullable Object> autoAccept() {
        Optional<AutoAccept.Window> window = hub.autoAccept().current();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("always", hub.autoAccept().isAlways());
        object.put("open", window.isPresent());
        object.put("openedAt", window.map(open -> open.openedAt().toString()).orElse(null));
        object.put("closesAt", window.map(open -> open.closesAt().toString()).orElse(null));
        object.put(
                "timeLeftMs",
                window.map(open -> open.until().remaining(time).toMillis()).orElse(null));
        object.put("accepted", skis(window.map(AutoAccept.Window::accepted).orElse(List.of())));
        return object;
    }

    private Reply open(Request request) throws Problem {
        int longest = Math.toIntExact(AutoAccept.LONGEST.toMillis());
        int lasting = request.says("lastingMs") ? request.number("lastingMs", 1000, longest) : longest;
        journal.note(AUTO_ACCEPT_NOTE, "devices that ask are trusted for " + lasting / 1000 + " s");
        hub.autoAccept().open(Duration.ofMillis(lasting), hub.ship().pending());
        return Answer.json(autoAccept());
    }

    private Reply close() {
        if (hub.autoAccept().close()) {
            journal.note(AUTO_ACCEPT_NOTE, "devices that ask wait for a decision again");
        }
        return Answer.json(autoAccept());
    }

    private static List<Object> skis(List<Ski> skis) {
        return new ArrayList<>(skis.stream().map(Ski::toString).toList());
    }
}
