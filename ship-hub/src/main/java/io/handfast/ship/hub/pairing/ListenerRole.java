// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static io.handfast.engine.time.Deadline.NEVER;
import static io.handfast.engine.time.Deadline.earliest;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.FoundService;
import io.handfast.ship.hub.discovery.MalformedRecord;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.TxtRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The device whose QR code is scanned. There is one control unit; while it is trusted and not away for the replacement
 * window, nothing is followed, and what is announced meanwhile waits without being used up. The window counts from the
 * end of a connection, from a pairing, and from the start. Owned by the service's thread.
 */
final class ListenerRole {
    private static final Duration RETRY = Duration.ofSeconds(30);
    /** So many records that were not followed are told of; a forger has no end of them. */
    private static final int MAX_TOLD = 256;
    /** Words of strangers that may stand in a log. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final PairingContext context;
    private PairingCheck check;

    private final Map<String, FoundService> seen = new LinkedHashMap<>();
    /** What was last looked at of each announcement; another content is looked at again. */
    private final Map<String, TxtRecord> judged = new HashMap<>();

    private final Set<String> told = new HashSet<>();
    /** Whom we have forgotten ourselves, until the news of that come back. */
    private final Set<PairedDevice> replaced = new HashSet<>();

    private boolean listening;
    /** Whether the control unit was connected when that was looked at last. */
    private boolean present;

    private Deadline lookAt = NEVER;
    private Deadline retryAt = NEVER;

    ListenerRole(PairingContext context, PairingSecret secret) {
        this.context = context;
        this.check = check(secret);
    }

    private PairingCheck check(PairingSecret secret) {
        return new PairingCheck(context.settings().shipId(), context.settings().certificate(), secret);
    }

    void begin() {
        Optional<PairedDevice> unit = controlUnit();
        if (unit.isPresent()) {
            close(unit.get());
        } else {
            listen("nobody is paired");
        }
    }

    /** What was refused for the secret before may be right with this one. */
    void renewed(PairingSecret secret) {
        check = check(secret);
        judged.clear();
        told.clear();
        judgeAll();
    }

    boolean isListening() {
        return listening;
    }

    /** When it listens again, if nothing happens before. */
    Deadline listensAt() {
        return present ? NEVER : lookAt;
    }

    Deadline next() {
        return earliest(lookAt, retryAt);
    }

    /** How many announcements for this side wait. */
    int deferred() {
        return (int) seen.values().stream().filter(this::waits).count();
    }

    private boolean waits(FoundService service) {
        boolean forUs = service.txt().value("forId").equals(Optional.of(check.shipId()));
        return forUs && !Optional.of(service.txt()).equals(Optional.ofNullable(judged.get(key(service))));
    }

    /** Names are compared without regard to case (RFC 6762 16). */
    private static String key(FoundService service) {
        return service.instance().toLowerCase(Locale.ROOT);
    }

    // ---- the window

    void expired() {
        if (retryAt.passed(context.time())) {
            retryAt = NEVER;
            judgeAll();
        }
        if (lookAt.passed(context.time())) {
            look();
        }
    }

    /** Also while it is connected: news of connections are lost when an application is slow to hear them. */
    private void look() {
        Optional<PairedDevice> unit = controlUnit();
        if (unit.isPresent() && (present || context.isConnected(unit.get()))) {
            close(unit.get());
        } else {
            listen("the control unit was away for " + context.settings().window());
        }
    }

    void connection(Ski ski, boolean up) {
        Optional<PairedDevice> unit =
                controlUnit().filter(device -> device.ski().equals(Optional.of(ski)));
        if (unit.isPresent() && (up || !listening)) {
            close(unit.get());
        }
    }

    /** A device is trusted no more. */
    void forgotten() {
        if (controlUnit().isEmpty() && !listening) {
            listen("the control unit was removed");
        }
    }

    /** Whether that was our doing; asked once for each. */
    boolean hasReplaced(PairedDevice device) {
        return replaced.remove(device);
    }

    private void listen(String why) {
        listening = true;
        present = false;
        lookAt = NEVER;
        told.clear();
        context.tell(PairingEvent.Kind.LISTENING, controlUnit(), why);
        judgeAll();
    }

    /** Not before the window is over will another one be followed; not at all while this one is connected. */
    private void close(PairedDevice unit) {
        present = context.isConnected(unit);
        lookAt = context.time().in(context.settings().window());
        if (listening) {
            listening = false;
            context.tell(PairingEvent.Kind.CLOSED, Optional.of(unit), "this side has its control unit");
        }
    }

    // ---- records

    void found(DiscoveryEvent event) {
        FoundService service = event.service();
        if (event instanceof DiscoveryEvent.Disappeared) {
            seen.remove(key(service));
            judged.remove(key(service));
            return;
        }
        seen.put(key(service), service);
        if (listening) {
            judge(service);
        } else if (waits(service) && tellOnce("deferred " + service.instance())) {
            context.tell(
                    PairingEvent.Kind.DEFERRED,
                    Optional.empty(),
                    service.label() + " waits: this side has its control unit");
        }
    }

    private void judgeAll() {
        for (FoundService service : seen.values()) {
            if (listening) {
                judge(service);
            }
        }
    }

    private void judge(FoundService service) {
        if (!waits(service)) {
            return;
        }
        judged.put(key(service), service.txt());
        try {
            PairingRecord record = PairingRecord.parse(service.txt());
            ReplayRing ring = ring();
            switch (check.judge(record, ring)) {
                case PairingVerdict.ForAnother _ -> {}
                case PairingVerdict.Invalid(PairingFailure failure, String got) ->
                    refuse(service, failure, PLAIN.matcher(got).matches() ? got : "something else");
                case PairingVerdict.Valid(PairedDevice unit, UsedDigest digest) -> {
                    if (!follow(unit, ring.with(digest))) {
                        judged.remove(key(service));
                        retryAt = context.time().in(RETRY);
                    }
                }
            }
        } catch (MalformedRecord e) {
            refuse(service, PairingFailure.RECORD, String.valueOf(e.getMessage()));
        }
    }

    private ReplayRing ring() {
        return new ReplayRing(ReplayRing.USUAL_PLACES, context.trust().state().used());
    }

    private void refuse(FoundService service, PairingFailure failure, String got) {
        if (tellOnce(failure.code() + " " + service.instance())) {
            context.tell(
                    PairingEvent.Kind.REFUSED,
                    Optional.empty(),
                    Optional.of(failure),
                    service.label() + " is not followed: " + failure.code() + ", got " + got);
        }
    }

    private boolean tellOnce(String what) {
        return told.size() < MAX_TOLD && told.add(what);
    }

    /** The one before goes first: two at once would be worse than none until the next attempt. */
    private boolean follow(PairedDevice unit, ReplayRing ring) {
        Optional<PairedDevice> before =
                controlUnit().filter(old -> !old.certificate().equals(unit.certificate()));
        if (before.isPresent()) {
            if (!remove(before.get())) {
                return false;
            }
            context.tell(PairingEvent.Kind.REPLACED, before, "replaced by " + unit.shipId());
        }
        if (!context.change(state -> state.paired(unit, ring))) {
            return false;
        }
        PairedDevice paired = controlUnit().orElse(unit);
        context.tell(PairingEvent.Kind.PAIRED, Optional.of(paired), "trusted by its certificate");
        close(paired);
        return true;
    }

    private boolean remove(PairedDevice old) {
        if (old.ski().isEmpty()) {
            return context.change(PairingState::withoutControlUnit);
        }
        replaced.add(old);
        try {
            context.hub().forget(old.ski().get());
            return true;
        } catch (IOException e) {
            replaced.remove(old);
            context.failed(Optional.of(old), e);
            return false;
        }
    }

    private Optional<PairedDevice> controlUnit() {
        return context.trust().state().controlUnit();
    }
}
