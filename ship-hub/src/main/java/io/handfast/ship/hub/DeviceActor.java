// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.engine.time.Deadline.NEVER;

import io.handfast.crypto.Ski;
import io.handfast.engine.Backoff;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Inbox;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.CloseReason;
import io.handfast.ship.Established;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipConnection;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.Trust;
import io.handfast.ship.message.ConnectionClose;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One trusted device: dials it, receives it, keeps its connection, tries again. One thread owns everything in
 * here; dials, handshakes and connections run on threads of their own and report back as events, so what
 * elsewhere is a race is a sequence here.
 *
 * <p>A second connection of the device is let through its handshake and then takes the place of the first: a
 * device that comes anew has usually lost the old connection.
 */
final class DeviceActor {
    private static final List<Backoff.Range> RANGES = List.of(range(0, 3), range(3, 10), range(10, 20));
    /** After the device refused us: its user has to act first. ship-go comes back at once; that is what it hammers. */
    private static final Backoff.Range AFTER_REFUSAL = range(60, 120);
    /** Handshakes of one device under way at a time: one that it lost without our knowing, and the next. */
    private static final int MAX_HANDSHAKES = 2;

    private final Ski ski;
    private final Optional<Address> address;
    private final HubContext hub;
    private final TimeSource time;
    private final Scope scope;
    /** Ends what is not complete, so that a stop waits for no handshake. */
    private final Scope handshaking;

    private final Backoff backoff;
    private final Inbox<DeviceEvent> inbox;

    // Owned by the actor's thread.
    private Deadline nextAttempt;
    private int handshakes;
    private boolean stopping;
    private @Nullable ShipConnection current;

    DeviceActor(Ski ski, Optional<Address> address, HubContext hub, Scope scope) {
        this.ski = ski;
        this.address = address;
        this.hub = hub;
        this.time = hub.environment().time();
        this.scope = scope;
        this.handshaking = new Scope("handshakes", time);
        this.backoff = new Backoff(time, hub.environment().entropy(), RANGES);
        this.inbox = new Inbox<>(time, 0);
        this.nextAttempt = address.isPresent() ? time.in(Duration.ZERO) : NEVER;
    }

    private static Backoff.Range range(int fromSeconds, int toSeconds) {
        return new Backoff.Range(Duration.ofSeconds(fromSeconds), Duration.ofSeconds(toSeconds));
    }

    /** Never blocks, from any thread. */
    void post(DeviceEvent event) {
        inbox.post(event);
    }

    /** The actor's life; blocks until it was stopped and its connection has ended. */
    void run() throws InterruptedException {
        try (Scope.Registration _ = scope.onCancel(inbox::cancel);
                Scope.Registration _ = scope.onCancel(handshaking::cancel)) {
            while (true) {
                switch (inbox.await(nextAttempt)) {
                    case Inbox.Expired<DeviceEvent> _ -> dial();
                    case Inbox.Posted<DeviceEvent>(DeviceEvent.Stop(Deadline by)) -> {
                        farewell(by);
                        return;
                    }
                    case Inbox.Posted<DeviceEvent>(DeviceEvent event) -> take(event);
                    case Inbox.Ended<DeviceEvent> _, Inbox.Received<DeviceEvent> _ -> {
                        return;
                    }
                }
            }
        }
    }

    private void take(DeviceEvent event) {
        switch (event) {
            case DeviceEvent.Knocked knocked -> receive(knocked);
            case DeviceEvent.Completed(Established established, Role role, Attempt attempt) ->
                establish(established, role, attempt);
            case DeviceEvent.Failed(HandshakeException failure, HandshakeReport report) -> fail(failure, report);
            case DeviceEvent.Closed(ShipConnection connection, CloseReason reason) -> closed(connection, reason);
            case DeviceEvent.Stop _ -> throw new IllegalStateException("handled by the loop");
        }
    }

    private void dial() {
        nextAttempt = NEVER;
        Attempt attempt = new Attempt(time, handshaking);
        if (!attempt.admit(hub.admission())) {
            attempt.end();
            planNext(backoff.next());
            tellFailure("tcp", limitReached());
            return;
        }
        handshakes++;
        Address at = address.orElseThrow();
        tell(HubEvent.Kind.DIALLING, "tcp", "at " + at);
        start(
                "dial",
                attempt,
                () -> attempt(Role.CLIENT, attempt, new Trace(time), trace -> {
                    RemoteNode remote = remote();
                    return hub.endpoint().dial(at, Optional.of(ski), _ -> remote, trace, attempt.scope());
                }));
    }

    private void receive(DeviceEvent.Knocked knocked) {
        if (handshakes >= MAX_HANDSHAKES) {
            knocked.handshake().cancel();
            knocked.attempt().end();
            tell(
                    HubEvent.Kind.REFUSED,
                    "websocket",
                    "dialled us while " + handshakes + " handshakes of it are under way");
            return;
        }
        handshakes++;
        knocked.attempt().moveTo(handshaking);
        tell(HubEvent.Kind.KNOCKED, "websocket", "dialled us");
        start(
                "receive",
                knocked.attempt(),
                () -> attempt(Role.SERVER, knocked.attempt(), knocked.trace(), _ -> knocked.handshake()));
    }

    private void start(String name, Attempt attempt, Scope.Body body) {
        if (!scope.start(name, body)) {
            attempt.end();
        }
    }

    /** How an attempt gets a handshake to run. */
    private interface Opening {
        ShipHandshake open(Trace trace) throws HandshakeException;
    }

    /** One attempt on a thread of its own. */
    private void attempt(Role role, Attempt attempt, Trace trace, Opening opening) {
        try {
            post(new DeviceEvent.Completed(opening.open(trace).run(), role, attempt));
        } catch (HandshakeException e) {
            attempt.end();
            HandshakeReport report =
                    new HandshakeReport(ski.toString(), role, trace.entries(), trace.elapsed(), Optional.of(e));
            post(new DeviceEvent.Failed(e, report));
        }
    }

    private RemoteNode remote() {
        Optional<String> known = hub.trust().find(ski).flatMap(TrustStore.TrustedDevice::shipId);
        return new RemoteNode(ski, Trust.TRUSTED, known);
    }

    private void establish(Established established, Role role, Attempt attempt) {
        handshakes--;
        nextAttempt = NEVER;
        backoff.reset();
        ShipConnection previous = current;
        hub.trust().connected(ski, established.shipId(), time.wallClock());
        attempt.moveTo(scope);
        current = established.start(
                scope, new DeviceSession(ski, established.report(), attempt, hub.application(), this::post));
        Duration took = established.report().total();
        tell(
                HubEvent.Kind.CONNECTED,
                "established",
                "SHIP ID " + established.shipId() + ", handshake " + took.toMillis() + " ms as "
                        + (role == Role.CLIENT ? "client" : "server"));
        if (previous != null) {
            previous.close(ConnectionClose.UNSPECIFIC);
        }
    }

    private void fail(HandshakeException failure, HandshakeReport report) {
        handshakes--;
        if (idle()) {
            boolean denied = failure.code() == ShipFailure.HELLO_REMOTE_DENIED;
            planNext(denied ? backoff.within(AFTER_REFUSAL) : backoff.next());
        }
        tellFailure(HubContext.stage(report), failure);
    }

    private void closed(ShipConnection connection, CloseReason reason) {
        boolean wasCurrent = connection == current;
        if (wasCurrent) {
            current = null;
            if (idle()) {
                planNext(backoff.next());
            }
        }
        String text = wasCurrent ? reason.kind() + ": " + reason.detail() : "replaced by a newer connection";
        hub.tell(
                HubEvent.Kind.DISCONNECTED,
                Optional.of(ski),
                name(),
                "established",
                text,
                reason.failure(),
                untilNext());
    }

    /** Nothing is there, under way or planned. */
    private boolean idle() {
        return current == null && handshakes == 0 && !stopping && nextAttempt == NEVER;
    }

    private void planNext(Deadline when) {
        nextAttempt = address.isPresent() ? when : NEVER;
    }

    private Optional<Duration> untilNext() {
        return nextAttempt == NEVER ? Optional.empty() : Optional.of(nextAttempt.remaining(time));
    }

    private void farewell(Deadline by) throws InterruptedException {
        stopping = true;
        nextAttempt = NEVER;
        handshaking.cancel();
        if (current == null) {
            return;
        }
        current.close(ConnectionClose.UNSPECIFIC);
        while (current != null) {
            switch (inbox.await(by)) {
                case Inbox.Posted<DeviceEvent>(DeviceEvent.Closed(ShipConnection connection, CloseReason reason)) ->
                    closed(connection, reason);
                case Inbox.Posted<DeviceEvent>(DeviceEvent.Knocked knocked) -> {
                    knocked.handshake().cancel();
                    knocked.attempt().end();
                }
                case Inbox.Posted<DeviceEvent>(DeviceEvent.Completed completed) -> {
                    completed.established().cancel();
                    completed.attempt().end();
                }
                case Inbox.Posted<DeviceEvent> _ -> {} // the end of an attempt changes nothing any more
                case Inbox.Expired<DeviceEvent> _, Inbox.Ended<DeviceEvent> _, Inbox.Received<DeviceEvent> _ -> {
                    return;
                }
            }
        }
    }

    private LocallyRefused limitReached() {
        return new LocallyRefused(ConnectFailure.LIMIT_REACHED, "tcp", "room for a connection", "none left");
    }

    private void tell(HubEvent.Kind kind, String stage, String text) {
        hub.tell(kind, Optional.of(ski), name(), stage, text, Optional.empty(), Optional.empty());
    }

    private void tellFailure(String stage, HandshakeException failure) {
        hub.tell(
                HubEvent.Kind.FAILED,
                Optional.of(ski),
                name(),
                stage,
                "expected " + failure.expected() + ", got " + failure.got(),
                Optional.of(failure),
                untilNext());
    }

    private String name() {
        return hub.trust().find(ski).map(TrustStore.TrustedDevice::name).orElse("");
    }
}
