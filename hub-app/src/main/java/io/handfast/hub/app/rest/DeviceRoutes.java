// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.DecidedBy;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.message.Pin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Devices: how they stand, and what can be done about them. */
final class DeviceRoutes {
    private static final String DEVICES = "/api/v1/devices";
    private static final String DEVICE = DEVICES + "/{ski}";
    private static final int NAME_LIMIT = 64;
    private static final int PIN_LIMIT = 16;
    /** So many events of a device are shown: about twenty attempts. */
    private static final int EVENTS = 100;
    /** After a month without a word a device is probably gone. */
    private static final int USUAL_DAYS = 30;

    private static final int MOST_DAYS = 36_500;

    private final ServedHub hub;
    private final HubJournal journal;
    private final Decisions decisions;
    private final TimeSource time;

    DeviceRoutes(ServedHub hub, HubJournal journal, Decisions decisions, TimeSource time) {
        this.hub = hub;
        this.journal = journal;
        this.decisions = decisions;
        this.time = time;
    }

    List<Route> all() {
        return List.of(
                Route.get(DEVICES, _ -> Answer.json(devices())),
                Route.get("/api/v1/unused", request -> Answer.json(unused(request)))
                        .asking("days"),
                Route.get(DEVICE, request -> Answer.json(device(request.ski()))),
                Route.get(DEVICE + "/trace", request -> Answer.json(trace(request.ski()))),
                Route.post(DEVICE + "/trust", this::trust, "name", "expected"),
                Route.post(DEVICE + "/refuse", this::refuse, "expected"),
                Route.post(DEVICE + "/forget", this::forget, "expected"),
                Route.post(DEVICE + "/connect", this::connect),
                Route.post(DEVICE + "/disconnect", this::disconnect),
                Route.put(DEVICE + "/pin", this::enterPin, "pin"),
                Route.put(DEVICE + "/pin-demand", this::demandPin, "pin"),
                Route.delete(DEVICE + "/pin-demand", request -> demand(request.ski(), Optional.empty())),
                Route.get("/api/v1/pending", _ -> Answer.json(pending())),
                Route.get("/api/v1/discovered", _ -> Answer.json(discovered())));
    }

    // ---- how they stand

    private Map<String, Object> devices() {
        Instant now = time.wallClock();
        List<Object> devices = hub.ship().devices().stream()
                .sorted(Comparator.comparing(DeviceStatus::ski))
                .map(device -> (Object) DeviceJson.status(device, hub, now))
                .collect(Collectors.toList());
        return at(now, "devices", devices);
    }

    /** Candidates to be forgotten. */
    private Map<String, Object> unused(Request request) throws Problem {
        Duration since =
                Duration.ofDays(request.queryNumber("days", 1, MOST_DAYS).orElse(USUAL_DAYS));
        Instant now = time.wallClock();
        List<Object> unused = hub.deeds().unused(since).stream()
                .flatMap(device -> hub.ship().device(device.ski()).stream())
                .sorted(Comparator.comparing(DeviceStatus::ski))
                .map(device -> (Object) DeviceJson.status(device, hub, now))
                .collect(Collectors.toList());
        return at(now, "devices", unused);
    }

    private Map<String, @Nullable Object> device(Ski ski) throws Problem {
        Map<String, @Nullable Object> object = DeviceJson.status(known(ski), hub, time.wallClock());
        Decisions.Known known = decisions.known(ski);
        object.put("stand", known.stand().word());
        object.put("decided", known.decision().map(Decisions.Decision::json).orElse(null));
        return object;
    }

    private DeviceStatus known(Ski ski) throws Problem {
        return hub.ship()
                .device(ski)
                .orElseThrow(() -> new Problem(RestFailure.DEVICE_UNKNOWN, "no device " + ski + " is trusted or here"));
    }

    private Map<String, @Nullable Object> trace(Ski ski) throws Problem {
        known(ski);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ski", ski.toString());
        object.put("at", time.wallClock().toString());
        object.put("handshake", journal.report(ski).map(DeviceJson::report).orElse(null));
        object.put("events", DeviceJson.events(journal.log().of(ski, EVENTS)));
        return object;
    }

    private Map<String, Object> pending() {
        Instant now = time.wallClock();
        List<Object> pending = hub.ship().pending().stream()
                .sorted(Comparator.comparing(DeviceStatus::since))
                .map(device ->
                        (Object) DeviceJson.pending(device, journal.visits().of(device.ski()), hub, now))
                .collect(Collectors.toList());
        return at(now, "pending", pending);
    }

    private Map<String, Object> discovered() {
        List<Object> seen = hub.visible().stream()
                .map(device -> (Object) DeviceJson.discovered(device))
                .collect(Collectors.toList());
        Map<String, Object> object = at(time.wallClock(), "discovered", seen);
        object.put("discovery", hub.discovery().isPresent());
        return object;
    }

    private static Map<String, Object> at(Instant now, String name, List<Object> items) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", now.toString());
        object.put(name, items);
        return object;
    }

    // ---- decisions

    private Reply trust(Request request) throws Problem {
        Ski ski = request.ski();
        if (ski.equals(hub.identity().node().ski())) {
            throw new Problem(RestFailure.SKI, "that is this hub itself");
        }
        Optional<String> name = request.says("name") ? Optional.of(request.text("name", NAME_LIMIT)) : Optional.empty();
        return decided(ski, decisions.trust(ski, name, expected(request), DecidedBy.REST));
    }

    private Reply refuse(Request request) throws Problem {
        return decided(request.ski(), decisions.refuse(request.ski(), expected(request), DecidedBy.REST));
    }

    private Reply forget(Request request) throws Problem {
        return decided(request.ski(), decisions.forget(request.ski(), expected(request), DecidedBy.REST));
    }

    private static Optional<Decisions.Stand> expected(Request request) throws Problem {
        if (!request.says("expected")) {
            return Optional.empty();
        }
        String word = request.text("expected", PIN_LIMIT);
        return Optional.of(Arrays.stream(Decisions.Stand.values())
                .filter(stand -> stand.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Request.wrong("expected", "allowed are trusted, pending, refused, unknown")));
    }

    private static Reply decided(Ski ski, Decisions.Decision decision) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ski", ski.toString());
        object.putAll(decision.json());
        return Answer.json(object);
    }

    // ---- connections

    private Reply connect(Request request) throws Problem {
        if (!hub.ship().connect(request.ski())) {
            throw notTrusted(request.ski());
        }
        return Answer.done();
    }

    private Reply disconnect(Request request) throws Problem {
        if (!hub.ship().isTrusted(request.ski())) {
            throw notTrusted(request.ski());
        }
        hub.ship().disconnect(request.ski());
        return Answer.done();
    }

    private Reply enterPin(Request request) throws Problem {
        Ski ski = request.ski();
        Pin pin = pin(request);
        try {
            if (!hub.ship().enterPin(ski, pin)) {
                throw notTrusted(ski);
            }
        } finally {
            pin.wipe();
        }
        return Answer.done();
    }

    private Reply demandPin(Request request) throws Problem {
        Ski ski = request.ski();
        pin(request).wipe(); // only to be judged: it goes into a file anyway
        return demand(ski, Optional.of(request.text("pin", PIN_LIMIT)));
    }

    private Reply demand(Ski ski, Optional<String> pin) throws Problem {
        try {
            if (!hub.deeds().demandPin(ski, pin, DecidedBy.REST)) {
                throw notTrusted(ski);
            }
        } catch (IOException e) {
            throw new Problem(RestFailure.NOT_STORED, DurableFiles.reason(e));
        }
        return Answer.done();
    }

    private static Pin pin(Request request) throws Problem {
        String typed = request.text("pin", PIN_LIMIT);
        try {
            return new Pin(typed);
        } catch (IllegalArgumentException _) {
            throw Request.wrong("pin", "8 to 16 hexadecimal digits are needed");
        }
    }

    private static Problem notTrusted(Ski ski) {
        return new Problem(RestFailure.NOT_TRUSTED, "device " + ski + " is not trusted");
    }
}
