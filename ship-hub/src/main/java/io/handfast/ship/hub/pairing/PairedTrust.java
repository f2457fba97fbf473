// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.ConnectionState;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.Measurement;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A hub's trust store, and beside it the devices that are trusted by the fingerprint of their certificate. To be given
 * to the hub instead of the store, from its first start on, whether or not a {@link PairingService} runs: it also holds
 * paired devices to their certificate.
 *
 * <p>A device whose SKI is unknown is trusted in the moment in which somebody proves the key of its certificate, in the
 * middle of that very connection; who knocked shortly before it was paired is found as well. The service then stores it
 * in the store below. Safe for use by all threads: its state is one immutable value.
 */
public final class PairedTrust implements TrustStore {
    /** So many certificates that were seen are remembered; strangers have no end of them. */
    private static final int MAX_LATELY = 256;

    private final TrustStore below;
    private final PairingStore store;
    private final AtomicReference<PairingState> state;
    private final Map<Fingerprint, Ski> lately = new ConcurrentHashMap<>();
    private volatile Consumer<PairingInput> service = _ -> {};

    private PairedTrust(TrustStore below, PairingStore store, PairingState state) {
        this.below = below;
        this.store = store;
        this.state = new AtomicReference<>(state);
    }

    /**
     * Reads who is paired. A paired device that the store below does not trust any more was forgotten there.
     *
     * @param below whom else the hub trusts
     * @param store who is paired
     * @return the trust store for the hub
     * @throws IOException when it cannot be read
     */
    public static PairedTrust over(TrustStore below, PairingStore store) throws IOException {
        PairingState state = store.load();
        for (PairedDevice device : state.devices()) {
            if (device.ski().isPresent() && below.find(device.ski().get()).isEmpty()) {
                state = state.without(device);
            }
        }
        return new PairedTrust(below, store, state);
    }

    /**
     * The hub's listener, with an ear of this: the service has to know whether the control unit is connected.
     *
     * @param listener the application's own
     * @return what the hub is to be given
     */
    public HubListener hearing(HubListener listener) {
        return new HubListener() {
            @Override
            public void told(HubEvent event) {
                listener.told(event);
            }

            @Override
            public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
                boolean up = after.state() == ConnectionState.COMPLETED;
                if (up != (before.state() == ConnectionState.COMPLETED)) {
                    service.accept(new PairingInput.Connection(after.ski(), up));
                }
                listener.connectionStateChanged(before, after);
            }

            @Override
            public void measured(Measurement what) {
                listener.measured(what);
            }
        };
    }

    // ---- for the service

    void tell(Consumer<PairingInput> newService) {
        service = newService;
    }

    PairingState state() {
        return state.get();
    }

    /**
     * Changes who is paired, once that is stored; on the service's thread alone. What the hub's threads have changed
     * meanwhile reaches the service as an event and is stored with the next change.
     */
    void change(UnaryOperator<PairingState> change) throws IOException {
        store.save(change.apply(state.get()));
        PairingState now = state.updateAndGet(change);
        for (PairedDevice device : now.devices()) {
            Optional.ofNullable(lately.get(device.certificate())).ifPresent(ski -> meet(device.certificate(), ski));
        }
    }

    // ---- for the hub

    /** Somebody proved a key: noted before it is compared, as {@link #change} compares after it has noted whom. */
    @Override
    public void proven(Ski ski, String fingerprint) {
        Fingerprint shown = new Fingerprint(fingerprint);
        if (lately.size() >= MAX_LATELY) {
            lately.clear(); // costs a device that comes before it is paired another attempt
        }
        lately.put(shown, ski);
        meet(shown, ski);
        below.proven(ski, fingerprint);
    }

    private void meet(Fingerprint shown, Ski ski) {
        PairingState before = state.getAndUpdate(now -> now.met(shown, ski));
        before.devices().stream()
                .filter(device -> device.awaits(shown))
                .forEach(device -> service.accept(new PairingInput.Met(device.met(ski), ski)));
    }

    @Override
    public Optional<Fingerprint> certificate(Ski ski) {
        return state.get().device(ski).map(PairedDevice::certificate).or(() -> below.certificate(ski));
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return below.find(ski).or(() -> state.get().device(ski).map(device -> device.trusted(ski)));
    }

    @Override
    public Collection<TrustedDevice> all() {
        return below.all();
    }

    @Override
    public void trust(TrustedDevice device) throws IOException {
        below.trust(device);
    }

    @Override
    public void forget(Ski ski) throws IOException {
        below.forget(ski);
        Optional<PairedDevice> device = state.get().device(ski);
        if (device.isPresent()) {
            state.updateAndGet(now -> now.without(device.get()));
            service.accept(new PairingInput.Forgotten(device.get()));
        }
    }

    @Override
    public void connected(Ski ski, String shipId, Instant at) {
        below.connected(ski, shipId, at);
    }

    @Override
    public void met(Ski ski, Meeting meeting) {
        below.met(ski, meeting);
    }

    @Override
    public PinTerms pins(Ski ski) {
        return below.pins(ski);
    }
}
