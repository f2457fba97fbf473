// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.net.Admission;
import io.handfast.engine.time.Deadline;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.message.Pin;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A SHIP node that keeps connections to the devices it trusts: dials those whose address it knows, accepts all
 * others, lets unknown ones wait until somebody has decided about them.
 *
 * <p>Shared between threads are the table of actors and the admission, nothing else; each device's state belongs
 * to its {@link DeviceActor}.
 *
 * <p>Life: {@link #start}, then {@link #stop}, after which no thread and no socket of the hub is left. Every method
 * but stop, {@link #trust} and {@link #forget} returns at once; all may be called from any thread, those of the
 * application's callbacks included.
 */
public final class ShipHub {
    private static final int EVENT_LIMIT = 1024;

    private final HubContext context;
    private final Environment environment;
    private final Scope scope;
    private final Scope eventScope;
    private final Reception reception;

    private ShipHub(
            HubSettings settings,
            Ski own,
            Function<Consumer<HubEvent>, Gateway> network,
            TrustStore trust,
            HubApplication application,
            HubListener listener,
            Environment environment) {
        this.environment = environment;
        this.scope = new Scope("hub", environment.time());
        this.eventScope = new Scope("hub events", environment.time());
        Dispatcher<Consumer<HubListener>> calls =
                new Dispatcher<>(environment.time(), eventScope, EVENT_LIMIT, call -> call.accept(listener));
        this.context = new HubContext(
                own,
                settings,
                network.apply(event -> calls.dispatch(to -> to.told(event))),
                new AddressBook(settings.staticPeers(), trust::find),
                trust,
                new KnownPins(ski -> trust.pins(ski).known()),
                application,
                new Admission<>(
                        settings.limits(), environment.time(), () -> trust.all().size()),
                new ActorTable(this::startActor),
                calls,
                environment);
        this.reception = new Reception(context, scope);
    }

    /**
     * Starts a hub: binds its port, then dials the trusted devices whose address it knows.
     *
     * @param settings what it is told
     * @param credentials its certificate and key
     * @param trust whom it trusts
     * @param application what runs on top of it
     * @param listener hears what happens
     * @param environment clock, guard, entropy, computing threads; not closed by the hub
     * @return the running hub
     * @throws IOException when the port cannot be bound
     */
    public static ShipHub start(
            HubSettings settings,
            ShipCredentials credentials,
            TrustStore trust,
            HubApplication application,
            HubListener listener,
            Environment environment)
            throws IOException {
        ShipEndpoint endpoint =
                new ShipEndpoint(credentials, settings.local(), settings.timers(), settings.waits(), environment);
        Function<Consumer<HubEvent>, Gateway> network = events -> new TcpGateway(
                endpoint.withPolicy(new HubCertificates(trust, events, environment.time()))
                        .withTap(settings.tap()),
                settings.listen(),
                environment);
        ShipHub hub = start(settings, credentials.ski(), network, trust, application, listener, environment);
        HubCertificates.warnOfOwn(credentials.identity().certificate(), hub.context::tell, environment.time());
        return hub;
    }

    /** A hub on any network. */
    static ShipHub start(
            HubSettings settings,
            Ski own,
            Function<Consumer<HubEvent>, Gateway> network,
            TrustStore trust,
            HubApplication application,
            HubListener listener,
            Environment environment)
            throws IOException {
        ShipHub hub = new ShipHub(settings, own, network, trust, application, listener, environment);
        try {
            hub.context.gateway().open(hub.scope, hub.reception::visit);
        } catch (IOException e) {
            hub.context.listener().close();
            throw e;
        }
        hub.tell(HubEvent.Kind.LISTENING, "port " + hub.port() + ", SKI " + own);
        trust.all().forEach(device -> hub.context.table().begin(device.ski()));
        settings.staticPeers().forEach(hub::warnOfStranger);
        return hub;
    }

    private void warnOfStranger(Ski ski, Address address) {
        if (context.trust().find(ski).isEmpty()) {
            String text = "static peer at " + address + " is not among the trusted devices: not dialled";
            context.tell(
                    HubEvent.Kind.REFUSED,
                    Optional.of(ski),
                    "",
                    DeviceStatus.SEEN,
                    text,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private DeviceActor startActor(Ski ski) {
        DeviceActor actor = new DeviceActor(ski, context, scope);
        scope.start("device " + ski.brief(), actor::run);
        return actor;
    }

    /**
     * The port it listens on.
     *
     * @return the real one, also after port 0 was asked for
     */
    public int port() {
        return context.gateway().port();
    }

    /** For what belongs to the hub and runs beside it. */
    HubContext context() {
        return context;
    }

    // ---- whom it trusts

    /**
     * Trusts a device from now on: one that waits is let through, one whose address is known is dialled. Blocks until
     * the trust is stored.
     *
     * @param device whom
     * @throws IOException when it could not be stored; nothing has changed then
     */
    public void trust(TrustStore.TrustedDevice device) throws IOException {
        context.trust().trust(device);
        reception.forgive(device.ski());
        context.table().post(device.ski(), new DeviceEvent.Trusted());
    }

    /**
     * Refuses a device that waits to be trusted. It is turned away for the next ten minutes, then it may ask again.
     * Does nothing to one that is trusted.
     *
     * @param ski whom
     */
    public void refuse(Ski ski) {
        if (!isTrusted(ski)) {
            reception.refuse(ski);
            context.table().postIfPresent(ski, new DeviceEvent.Refused());
        }
    }

    /**
     * Trusts a device no more; its connection is ended. Blocks until that is stored.
     *
     * @param ski whom
     * @throws IOException when it could not be stored; nothing has changed then
     */
    public void forget(Ski ski) throws IOException {
        context.trust().forget(ski);
        context.pins().forget(ski);
        context.table().postIfPresent(ski, new DeviceEvent.Forgotten());
    }

    /**
     * Whether it trusts a device.
     *
     * @param ski whom
     * @return as the trust store says
     */
    public boolean isTrusted(Ski ski) {
        return context.trust().find(ski).isPresent();
    }

    /**
     * Gives the PIN that a device wants, now or whenever it will want it: a device that is not connected is dialled
     * again at once. Kept in memory for later connections until the device finds it wrong, the device is forgotten, or
     * the hub ends. Never blocks.
     *
     * @param ski which device
     * @param pin copied; the caller wipes its own
     * @return false when the device is not trusted; the PIN is not kept then
     */
    public boolean enterPin(Ski ski, Pin pin) {
        boolean trusted = isTrusted(ski);
        if (trusted) {
            context.pins().enter(ski, pin);
            context.table().post(ski, new DeviceEvent.PinEntered());
        }
        return trusted;
    }

    // ---- connections

    /**
     * Dials a trusted device now instead of at its next attempt; ends what {@link #disconnect} began.
     *
     * @param ski whom
     * @return false when the device is not trusted
     */
    public boolean connect(Ski ski) {
        boolean trusted = isTrusted(ski);
        if (trusted) {
            context.table().post(ski, new DeviceEvent.Connect());
        }
        return trusted;
    }

    /**
     * Ends a device's connection in good order, and leaves the device alone until {@link #connect}: it is not dialled,
     * and turned away when it comes.
     *
     * @param ski whom
     */
    public void disconnect(Ski ski) {
        context.table().postIfPresent(ski, new DeviceEvent.Disconnect(true));
    }

    /** The same for all devices. */
    public void disconnectAll() {
        context.table().skis().forEach(this::disconnect);
    }

    /**
     * Where a device can be dialled, as discovery sees it; of devices that nobody trusts as well.
     *
     * @param ski which device
     * @param addresses best first, instead of those found before; empty when it has disappeared
     */
    public void found(Ski ski, List<Address> addresses) {
        context.addresses().found(ski, addresses);
        context.table().postIfPresent(ski, new DeviceEvent.Found());
    }

    // ---- how it stands

    /**
     * All devices that are trusted, or of which something is under way.
     *
     * @return one snapshot each
     */
    public List<DeviceStatus> devices() {
        return context.table().all();
    }

    /**
     * One of them.
     *
     * @param ski which
     * @return empty when it is unknown
     */
    public Optional<DeviceStatus> device(Ski ski) {
        return context.table().status(ski);
    }

    /**
     * The devices that wait for somebody to decide.
     *
     * @return one snapshot each
     */
    public List<DeviceStatus> pending() {
        return devices().stream().filter(DeviceStatus::asksForTrust).toList();
    }

    /**
     * How many devices are in which of the ten states.
     *
     * @return a number for each state
     */
    public Map<ConnectionState, Long> counts() {
        Map<ConnectionState, Long> counts = new EnumMap<>(ConnectionState.class);
        Arrays.stream(ConnectionState.values()).forEach(state -> counts.put(state, 0L));
        devices().forEach(device -> counts.merge(device.state(), 1L, Long::sum));
        return counts;
    }

    /**
     * The trusted devices that wait for a free place, the longest first.
     *
     * @return their keys
     */
    public List<Ski> queue() {
        return context.admission().waiting();
    }

    /**
     * How many devices have a place.
     *
     * @return not more than the limit, unless it was lowered
     */
    public int placesTaken() {
        return context.admission().taken();
    }

    /**
     * The limits of now.
     *
     * @return as set at the start or by {@link #limit}
     */
    public Admission.Limits limits() {
        return context.admission().limits();
    }

    /**
     * Other limits from now on. Nobody who is connected is sent away.
     *
     * @param limits the new ones
     */
    public void limit(Admission.Limits limits) {
        context.admission().limit(limits);
    }

    // ---- the end

    /**
     * Stops: accepts nothing more, takes leave of all devices with announcement and confirmation, ends what is
     * left at the deadline. Blocks until no thread of the hub lives; on a thread of the hub itself, such as a
     * callback's, it only begins the end and returns.
     *
     * @param within for how long devices may answer
     * @return whether all went in good order; false on a thread of the hub itself
     * @throws InterruptedException when the stopping thread was interrupted; the hub is stopped all the same
     */
    public boolean stop(Duration within) throws InterruptedException {
        if (scope.isOwnThread() || eventScope.isOwnThread()) {
            new Scope("hub stop", environment.time()).start("stop", () -> stopAll(within));
            return false;
        }
        return stopAll(within);
    }

    private boolean stopAll(Duration within) throws InterruptedException {
        Deadline by = environment.time().in(within);
        context.gateway().close();
        reception.close();
        context.table().skis().forEach(ski -> context.table().postIfPresent(ski, new DeviceEvent.Stop(by)));
        boolean clean = false;
        try {
            clean = scope.join(by);
        } finally {
            scope.cancel(); // after an interrupt too
        }
        boolean gone = scope.join(environment.time().in(Duration.ofSeconds(5)));
        tell(HubEvent.Kind.STOPPED, clean ? "in good order" : "some devices did not answer in time");
        context.pins().wipe();
        context.listener().close();
        eventScope.join(environment.time().in(Duration.ofSeconds(1)));
        return clean && gone;
    }

    private void tell(HubEvent.Kind kind, String text) {
        context.tell(kind, Optional.empty(), "", "", text, Optional.empty(), Optional.empty());
    }
}
