// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.net.Listener;
import io.handfast.engine.net.StrangerGate;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.RemoteNode;
import io.handfast.ship.ShipHandshake;
import io.handfast.ship.Trust;
import io.handfast.tls.ShipCredentials;
import io.handfast.websocket.UpgradeVerdict;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A SHIP node that keeps connections to the devices it trusts: dials those whose address it knows, accepts all
 * others, refuses strangers with the protocol's farewell.
 *
 * <p>Shared between threads are the table of actors and the admission, nothing else; each device's state belongs
 * to its {@link DeviceActor}. Strangers never get an actor: they are turned away on the thread that accepted them,
 * and there are only so many places for them.
 *
 * <p>Life: {@link #start}, then {@link #stop}, after which no thread and no socket of the hub is left.
 */
public final class ShipHub {
    private static final int STRANGER_PLACES = 64;
    private static final Duration STRANGER_GRACE = Duration.ofSeconds(2);
    private static final int EVENT_LIMIT = 1024;

    private final HubSettings settings;
    private final HubContext context;
    private final Environment environment;
    private final Scope scope;
    /** Visitors that are not handed to an actor: cancelled as soon as the hub stops. */
    private final Scope visitors;

    private final Scope eventScope;
    private final Dispatcher<HubEvent> dispatcher;
    private final HubCertificates certificates;
    private final Map<Ski, DeviceActor> actors = new ConcurrentHashMap<>();
    private final Listener listener;

    private ShipHub(
            HubSettings settings,
            ShipCredentials credentials,
            TrustStore trust,
            HubApplication application,
            Consumer<HubEvent> events,
            Environment environment)
            throws IOException {
        this.settings = settings;
        this.environment = environment;
        this.scope = new Scope("hub", environment.time());
        this.visitors = new Scope("visitors", environment.time());
        this.scope.onCancel(visitors::cancel);
        this.eventScope = new Scope("hub events", environment.time());
        this.dispatcher = new Dispatcher<>(environment.time(), eventScope, EVENT_LIMIT, events);
        this.certificates = new HubCertificates(trust, dispatcher::dispatch, environment.time());
        this.context = new HubContext(
                new ShipEndpoint(credentials, settings.local(), settings.timers(), settings.waits(), environment)
                        .withPolicy(certificates),
                trust,
                application,
                new Admission(settings.maxConnections()),
                dispatcher::dispatch,
                environment);
        StrangerGate gate = new StrangerGate(environment.time(), STRANGER_PLACES, STRANGER_GRACE);
        this.listener = openListener(gate);
    }

    private Listener openListener(StrangerGate gate) throws IOException {
        try {
            return Listener.open(settings.listen(), gate, scope, this::visit);
        } catch (IOException e) {
            dispatcher.close();
            throw e;
        }
    }

    /**
     * Starts a hub: binds its port, then dials its static peers.
     *
     * @param settings what it is told
     * @param credentials its certificate and key
     * @param trust whom it trusts
     * @param application what runs on top of it
     * @param events an operator's listener; called on a thread of its own, in order
     * @param environment clock, guard, entropy, computing threads; not closed by the hub
     * @return the running hub
     * @throws IOException when the port cannot be bound
     */
    public static ShipHub start(
            HubSettings settings,
            ShipCredentials credentials,
            TrustStore trust,
            HubApplication application,
            Consumer<HubEvent> events,
            Environment environment)
            throws IOException {
        ShipHub hub = new ShipHub(settings, credentials, trust, application, events, environment);
        hub.tell(HubEvent.Kind.LISTENING, "port " + hub.port() + ", SKI " + credentials.ski());
        hub.certificates.warnOfOwn(credentials.identity().certificate());
        settings.staticPeers().forEach(hub::begin);
        return hub;
    }

    private void begin(Ski ski, Address address) {
        if (context.trust().find(ski).isPresent()) {
            actor(ski);
        } else {
            String text = "static peer at " + address + " is not among the trusted devices: not dialled";
            context.tell(HubEvent.Kind.REFUSED, Optional.of(ski), "", "seen", text, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The port it listens on.
     *
     * @return the real one, also after port 0 was asked for
     */
    public int port() {
        return listener.port();
    }

    /**
     * Stops: accepts nothing more, takes leave of all devices with announcement and confirmation, ends what is
     * left at the deadline. Blocks until no thread of the hub lives.
     *
     * @param within for how long devices may answer
     * @return whether all went in good order
     * @throws InterruptedException when the stopping thread was interrupted; the hub is stopped all the same
     */
    public boolean stop(Duration within) throws InterruptedException {
        Deadline by = environment.time().in(within);
        listener.stop();
        visitors.cancel();
        actors.values().forEach(actor -> actor.post(new DeviceEvent.Stop(by)));
        boolean clean = false;
        try {
            clean = scope.join(by);
        } finally {
            scope.cancel(); // after an interrupt too
        }
        boolean gone = scope.join(environment.time().in(Duration.ofSeconds(5)));
        tell(HubEvent.Kind.STOPPED, clean ? "in good order" : "some devices did not answer in time");
        dispatcher.close();
        eventScope.join(environment.time().in(Duration.ofSeconds(1)));
        return clean && gone;
    }

    private DeviceActor actor(Ski ski) {
        return actors.computeIfAbsent(ski, key -> {
            Optional<Address> address =
                    Optional.ofNullable(settings.staticPeers().get(key));
            DeviceActor actor = new DeviceActor(key, address, context, scope);
            scope.start("device " + key.toString().substring(0, 8), actor::run);
            return actor;
        });
    }

    /** One accepted connection, on a thread of its own. */
    private void visit(Socket socket, StrangerGate.Pass pass) {
        Trace trace = new Trace(environment.time());
        Visit visit = new Visit(new Attempt(environment.time(), visitors));
        try {
            ShipHandshake handshake =
                    context.endpoint().accept(socket, ski -> welcome(ski, visit), trace, visit.attempt.scope());
            if (visit.attempt.isAdmitted()) {
                pass.close();
                visit.handedOver = true;
                actor(visit.remote().ski()).post(new DeviceEvent.Knocked(handshake, trace, visit.attempt));
            } else {
                handshake.run(); // says the refusal
            }
        } catch (HandshakeException e) {
            HandshakeException failure = pass.withdrawn() ? crowdedOut(e) : e;
            HandshakeReport report = new HandshakeReport(
                    socket.getRemoteSocketAddress().toString(),
                    Role.SERVER,
                    trace.entries(),
                    trace.elapsed(),
                    Optional.of(failure));
            tellVisitFailed(report, failure, visit);
        } finally {
            if (!visit.handedOver) {
                visit.attempt.end();
            }
        }
    }

    /** What becomes known of a visitor while it is received. */
    private static final class Visit {
        private final Attempt attempt;
        private Optional<RemoteNode> remote = Optional.empty();
        private boolean handedOver;

        Visit(Attempt attempt) {
            this.attempt = attempt;
        }

        private RemoteNode remote() {
            return remote.orElseThrow();
        }
    }

    private ShipEndpoint.Welcome welcome(Ski ski, Visit visit) {
        Optional<TrustStore.TrustedDevice> device = context.trust().find(ski);
        Trust trust = device.isPresent() ? Trust.TRUSTED : Trust.REFUSED;
        RemoteNode remote = new RemoteNode(ski, trust, device.flatMap(TrustStore.TrustedDevice::shipId));
        visit.remote = Optional.of(remote);
        if (device.isEmpty()) {
            return new ShipEndpoint.Welcome(remote, new UpgradeVerdict.Accept());
        }
        UpgradeVerdict verdict = visit.attempt.admit(context.admission())
                ? new UpgradeVerdict.Accept()
                : UpgradeVerdict.Refuse.limitReached();
        return new ShipEndpoint.Welcome(remote, verdict);
    }

    /** The gate closed the connection to let another stranger in; what the handshake made of that is no matter. */
    private static HandshakeException crowdedOut(HandshakeException e) {
        return new LocallyRefused(
                EngineFailure.CROWDED_OUT, e.phase(), e.expected(), "other strangers who wanted its place", e);
    }

    private void tellVisitFailed(HandshakeReport report, HandshakeException failure, Visit visit) {
        if (failure instanceof Cancelled) {
            return; // the hub stops and says so itself
        }
        HubEvent.Kind kind = failure instanceof LocallyRefused ? HubEvent.Kind.REFUSED : HubEvent.Kind.FAILED;
        String text = report.peer() + " dialled us: expected " + failure.expected() + ", got " + failure.got();
        context.tell(
                kind,
                visit.remote.map(RemoteNode::ski),
                "",
                HubContext.stage(report),
                text,
                Optional.of(failure),
                Optional.empty());
    }

    private void tell(HubEvent.Kind kind, String text) {
        context.tell(kind, Optional.empty(), "", "", text, Optional.empty(), Optional.empty());
    }
}
