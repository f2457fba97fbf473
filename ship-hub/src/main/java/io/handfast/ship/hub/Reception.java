// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.Trust;
import io.handfast.websocket.UpgradeVerdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Receives who dials the hub, as far as its key is proven and it is clear what becomes of it: handed to its device's
 * actor, turned away for lack of room, or refused with the protocol's farewell. Each visitor has a thread.
 */
final class Reception {
    /** How long a device that was refused is refused again without asking anybody. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(10);

    /** So many refusals are remembered; a stranger costs nothing to make up. */
    private static final int MAX_REFUSALS = 256;

    private final HubContext hub;
    private final TimeSource time;
    /** Visitors that are not handed to an actor: cancelled as soon as the hub stops. */
    private final Scope visitors;

    private final Map<Ski, Deadline> refusals = new ConcurrentHashMap<>();

    Reception(HubContext hub, Scope scope) {
        this.hub = hub;
        this.time = hub.environment().time();
        this.visitors = new Scope("visitors", time);
        scope.onCancel(visitors::cancel);
    }

    /** Ends all visits that are not handed over. */
    void close() {
        visitors.cancel();
    }

    /** Remembers a refusal for a while. */
    void refuse(Ski ski) {
        refusals.values().removeIf(until -> until.passed(time));
        if (refusals.size() < MAX_REFUSALS) {
            refusals.put(ski, time.in(REFUSED_FOR));
        }
    }

    /** Forgets a refusal. */
    void forgive(Ski ski) {
        refusals.remove(ski);
    }

    /** What becomes known of a visitor while it is received. */
    private static final class Visit {
        private final Attempt attempt;
        private Optional<RemoteNode> remote = Optional.empty();
        private boolean handedOver;

        Visit(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    /** Receives one; on a thread of its own, until it is handed over or turned away. */
    void visit(Gateway.Arrival arrival) {
        PhaseRelay relay = new PhaseRelay();
        Trace trace = new Trace(time, relay);
        Visit visit = new Visit(new Attempt(time, visitors));
        try {
            ShipHandshake handshake = arrival.accept(ski -> welcome(ski, visit), trace, visit.attempt.scope());
            if (visit.attempt.isAdmitted()) {
                arrival.known();
                visit.handedOver = true;
                Ski ski = visit.remote.orElseThrow().ski();
                hub.table().post(ski, new DeviceEvent.Knocked(handshake, trace, relay, visit.attempt));
            } else {
                handshake.run(); // says the refusal
            }
        } catch (HandshakeException e) {
            tellFailed(arrival, trace, e, visit);
        } finally {
            if (!visit.handedOver) {
                visit.attempt.end();
            }
        }
    }

    private ShipEndpoint.Welcome welcome(Ski ski, Visit visit) {
        Optional<TrustStore.TrustedDevice> device = hub.trust().find(ski);
        RemoteNode remote = hub.remote(ski, trustIn(ski, device));
        visit.remote = Optional.of(remote);
        if (remote.trust() instanceof Trust.Refused) {
            return new ShipEndpoint.Welcome(remote, new UpgradeVerdict.Accept());
        }
        UpgradeVerdict verdict = visit.attempt.admit(hub.admission(), ski, device.isPresent())
                ? new UpgradeVerdict.Accept()
                : UpgradeVerdict.Refuse.limitReached();
        return new ShipEndpoint.Welcome(remote, verdict);
    }

    private Trust trustIn(Ski ski, Optional<TrustStore.TrustedDevice> device) {
        if (device.isPresent()) {
            return Trust.TRUSTED;
        }
        Deadline refusedUntil = refusals.get(ski);
        boolean refused = refusedUntil != null && !refusedUntil.passed(time);
        if (refused || !hub.application().allowWaitingForTrust(ski)) {
            return Trust.REFUSED;
        }
        return new Trust.Undecided(() -> hub.application().allowWaitingForTrust(ski));
    }

    private void tellFailed(Gateway.Arrival arrival, Trace trace, HandshakeException e, Visit visit) {
        if (e instanceof Cancelled) {
            return; // the hub stops and says so itself
        }
        HandshakeException failure = arrival.crowdedOut() ? crowdedOut(e) : e;
        HandshakeReport report = new HandshakeReport(
                arrival.from(), Role.SERVER, trace.entries(), trace.elapsed(), Optional.of(failure));
        hub.tell(
                failure instanceof LocallyRefused ? HubEvent.Kind.REFUSED : HubEvent.Kind.FAILED,
                visit.remote.map(RemoteNode::ski),
                "",
                HubContext.stage(report),
                arrival.from() + " dialled us: expected " + failure.expected() + ", got " + failure.got(),
                Optional.of(failure),
                Optional.empty());
        hub.measured(new Measurement.HandshakeEnded(report));
    }

    /** The gate closed the connection to let another stranger in; what the handshake made of that is no matter. */
    private static HandshakeException crowdedOut(HandshakeException e) {
        return new LocallyRefused(
                EngineFailure.CROWDED_OUT, e.phase(), e.expected(), "other strangers who wanted its place", e);
    }
}
