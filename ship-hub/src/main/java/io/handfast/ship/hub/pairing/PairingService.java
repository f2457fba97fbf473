// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.engine.Dispatcher;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The SHIP Pairing Service of a hub, in both roles. With a secret it is a device that listens: a control unit that has
 * seen its QR code announces a record signed with that secret, and is trusted without anybody being asked. And it is a
 * control unit: it announces such records to devices whose QR code was scanned here.
 *
 * <p>Trust is by SHIP ID and the fingerprint of a certificate ({@link PairedTrust}): what stands on the network leads
 * to a device, its certificate authenticates it, its SKI is taken from that.
 *
 * <p>One thread owns windows, announcements and what is stored; everything that happens is an event in its inbox. All
 * methods but {@link #close} return at once; what becomes of them is told as {@link PairingEvent}s.
 *
 * <p>Life: the hub is started with a {@link PairedTrust}, {@link #begin} when it runs, {@link #close} before its
 * discovery.
 */
public final class PairingService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int EVENT_LIMIT = 256;

    private final PairingContext context;
    private final TimeSource time;
    private final Scope scope;
    private final Scope eventScope;
    private final Inbox<PairingInput> inbox;
    private final AnnouncerRole announcer;
    private final Optional<ListenerRole> listener;
    private final SeekerRole seeker;

    private volatile PairingStanding standing;

    private PairingService(
            ShipHub hub,
            PairedTrust trust,
            HubDiscovery discovery,
            PairingSettings settings,
            Environment environment,
            Consumer<PairingEvent> ear) {
        this.time = environment.time();
        this.scope = new Scope("pairing", time);
        this.eventScope = new Scope("pairing events", time);
        Dispatcher<PairingEvent> events = new Dispatcher<>(time, eventScope, EVENT_LIMIT, ear);
        this.context = new PairingContext(hub, trust, discovery, settings, environment, events::dispatch);
        this.inbox = new Inbox<>(time, 0);
        this.announcer = new AnnouncerRole(context);
        this.listener = settings.secret().map(secret -> new ListenerRole(context, secret));
        this.seeker = new SeekerRole(context, scope, () -> inbox.post(new PairingInput.Asked()));
        this.standing = stand();
    }

    /**
     * Begins to listen, if there is a secret. Returns at once.
     *
     * @param hub whom, running, with {@code trust} as its trust store and {@link PairedTrust#hearing} as its listener
     * @param trust the hub's
     * @param discovery the hub's; not closed with this
     * @param settings what it is told
     * @param environment the hub's
     * @param ear is told what happens, in order, on a thread of its own
     * @return to be closed before discovery and hub
     */
    public static PairingService begin(
            ShipHub hub,
            PairedTrust trust,
            HubDiscovery discovery,
            PairingSettings settings,
            Environment environment,
            Consumer<PairingEvent> ear) {
        PairingService service = new PairingService(hub, trust, discovery, settings, environment, ear);
        trust.tell(service.inbox::post);
        service.scope.onCancel(service.inbox::cancel);
        service.scope.start("service", service::run);
        return service;
    }

    /**
     * Trusts a device whose QR code was scanned, and announces this side to it until the two are connected, the
     * lifetime is over, or {@link #withdraw}. A second time begins anew.
     *
     * @param target the device
     * @throws IllegalArgumentException when it is this side: somebody has scanned the wrong code
     */
    public void announce(PairingTarget target) {
        PairingSettings own = context.settings();
        if (target.certificate().equals(own.certificate()) || target.shipId().equals(own.shipId())) {
            throw new IllegalArgumentException("this side's own QR code was scanned");
        }
        inbox.post(new PairingInput.Announce(target));
    }

    /**
     * Announces this side to a device no more; it stays trusted.
     *
     * @param shipId the device's
     */
    public void withdraw(String shipId) {
        inbox.post(new PairingInput.Withdraw(shipId));
    }

    /**
     * The QR code of this side has another secret from now on: announcements that were signed with the one before are
     * not followed any more. Whoever is paired stays so. Does nothing to a side that listens to nobody.
     *
     * @param secret the new one, stored already
     */
    public void renew(PairingSecret secret) {
        inbox.post(new PairingInput.Renewed(secret));
    }

    /**
     * Trusts a paired device no more, its key known or not. {@link ShipHub#forget} does the same for a known key. When
     * it was the control unit, this side listens again at once.
     *
     * @param shipId the device's
     */
    public void forget(String shipId) {
        inbox.post(new PairingInput.Dismiss(shipId));
    }

    /**
     * How it stands.
     *
     * @return a snapshot
     */
    public PairingStanding standing() {
        return standing;
    }

    /** Withdraws all announcements and stops listening; blocks until no thread of it is left. Any number of times. */
    @Override
    public void close() {
        context.trust().tell(_ -> {});
        scope.cancel();
        try {
            Deadline by = time.in(PATIENCE);
            scope.join(by);
            eventScope.cancel();
            eventScope.join(by);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws InterruptedException {
        Optional<Discovery.Browsing> browsing = listener.map(_ -> context.network()
                .browse(PairingRecord.SERVICE_TYPE, event -> inbox.post(new PairingInput.Found(event))));
        try {
            listener.ifPresent(ListenerRole::begin);
            boolean living = true;
            while (living) {
                standing = stand();
                living = step();
            }
        } finally {
            browsing.ifPresent(Discovery.Browsing::close);
            announcer.close();
        }
    }

    private boolean step() throws InterruptedException {
        Deadline next = listener.map(ListenerRole::next).orElse(Deadline.NEVER);
        switch (inbox.await(Deadline.earliest(next, announcer.next(), seeker.next()))) {
            case Inbox.Posted<PairingInput>(PairingInput input) -> take(input);
            case Inbox.Expired<PairingInput> _ -> {
                announcer.expired();
                listener.ifPresent(ListenerRole::expired);
                seeker.expired();
            }
            case Inbox.Ended<PairingInput> _, Inbox.Received<PairingInput> _ -> {
                return false;
            }
        }
        return true;
    }

    private void take(PairingInput input) {
        switch (input) {
            case PairingInput.Found(var event) -> listener.ifPresent(role -> role.found(event));
            case PairingInput.Met met -> meet(met);
            case PairingInput.Forgotten(PairedDevice device) -> forgotten(device);
            case PairingInput.Connection(var ski, boolean up) -> {
                if (up) {
                    announcer.connected(ski);
                }
                listener.ifPresent(role -> role.connection(ski, up));
            }
            case PairingInput.Asked _ -> seeker.asked();
            case PairingInput.Announce(PairingTarget target) -> announcer.announce(target);
            case PairingInput.Withdraw(String shipId) -> announcer.withdraw(shipId, "as asked for");
            case PairingInput.Renewed(PairingSecret secret) -> listener.ifPresent(role -> role.renewed(secret));
            case PairingInput.Dismiss(String shipId) ->
                context.trust().state().device(shipId).ifPresent(this::dismiss);
        }
    }

    /** First in the store below: one that knows a key but is not there counts as forgotten at the next start. */
    private void meet(PairingInput.Met met) {
        if (context.trust(met.device(), met.ski()) && context.change(UnaryOperator.identity())) {
            context.tell(PairingEvent.Kind.MET, Optional.of(met.device()), "its key is " + met.ski());
        }
    }

    private void dismiss(PairedDevice device) {
        if (device.ski().isPresent()) {
            try {
                context.hub().forget(device.ski().get());
            } catch (IOException e) {
                context.failed(Optional.of(device), e);
            }
        } else if (context.change(state -> state.without(device))) {
            forgotten(device);
        }
    }

    private void forgotten(PairedDevice device) {
        announcer.withdraw(device.shipId(), "forgotten");
        context.change(UnaryOperator.identity());
        boolean replaced = listener.map(role -> role.hasReplaced(device)).orElse(false);
        if (!replaced) {
            context.tell(PairingEvent.Kind.FORGOTTEN, Optional.of(device), "trusted no more");
        }
        listener.ifPresent(ListenerRole::forgotten);
    }

    private PairingStanding stand() {
        Optional<Instant> listensAt = listener.map(ListenerRole::listensAt)
                .filter(at -> at != Deadline.NEVER)
                .map(at -> time.wallClock().plus(at.remaining(time)));
        return new PairingStanding(
                listener.map(ListenerRole::isListening).orElse(false),
                listensAt,
                context.trust().state().controlUnit(),
                listener.map(ListenerRole::deferred).orElse(0),
                announcer.announcing());
    }
}
