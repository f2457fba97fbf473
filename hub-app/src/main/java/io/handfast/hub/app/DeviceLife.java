// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.PinDemand;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a simulated device does with what its node tells it: whom it trusts and when, what it answers and when. */
final class DeviceLife implements TrustStore, HubApplication, HubListener {
    private final SimulatedDevice.Setting setting;
    private final String shipId;
    private final HubListener listener;
    private final TimeSource time;
    private final PinTerms pins;
    private final Scope scope;
    private final Map<Ski, TrustedDevice> accepted = new ConcurrentHashMap<>();
    private final CompletableFuture<ShipHub> node = new CompletableFuture<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();

    DeviceLife(SimulatedDevice.Setting setting, String shipId, HubListener listener, Environment environment) {
        this.setting = setting;
        this.shipId = shipId;
        this.listener = listener;
        this.time = environment.time();
        this.scope = new Scope("simulated device", time);
        this.pins = setting.behaviour() instanceof Behaviour.DemandingPin(var pin)
                ? PinTerms.NONE.demanding(new PinDemand(true, pin, new PinPenalties(time, environment.entropy())))
                : PinTerms.NONE;
        setting.hubs().keySet().forEach(hub -> accepted.put(hub, entry(hub)));
    }

    /** Its node runs. */
    void runsOn(ShipHub hub) {
        node.complete(hub);
    }

    /** Ends what it is waiting for. */
    void end() {
        scope.cancel();
    }

    /**
     * How often it has asked a hub for more time: it is asked itself whether waiting is allowed when the hub comes, when
     * it says that it is pending, and then before each of these.
     */
    int prolongations() {
        return Math.max(0, waits.get() - 2);
    }

    // ---- whom it trusts

    private boolean trustsEverybody() {
        return !(setting.behaviour() instanceof Behaviour.Late || setting.behaviour() instanceof Behaviour.Refusing);
    }

    private static TrustedDevice entry(Ski ski) {
        return new TrustedDevice(ski, Optional.empty(), "hub " + ski.brief());
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return trustsEverybody() ? Optional.of(entry(ski)) : Optional.ofNullable(accepted.get(ski));
    }

    @Override
    public Collection<TrustedDevice> all() {
        return accepted.values();
    }

    @Override
    public void trust(TrustedDevice device) {
        accepted.put(device.ski(), device);
    }

    @Override
    public void forget(Ski ski) {
        accepted.remove(ski);
    }

    @Override
    public void connected(Ski ski, String hubId, Instant at) {}

    @Override
    public PinTerms pins(Ski ski) {
        return pins;
    }

    @Override
    public boolean allowWaitingForTrust(Ski ski) {
        waits.incrementAndGet();
        return setting.behaviour() instanceof Behaviour.Late;
    }

    @Override
    public void told(HubEvent event) {
        listener.told(event);
        if (event.kind() == HubEvent.Kind.PENDING && setting.behaviour() instanceof Behaviour.Late(Duration after)) {
            event.ski().ifPresent(ski -> scope.start("user", () -> decide(ski, after)));
        }
    }

    private void decide(Ski ski, Duration after) throws InterruptedException, IOException {
        if (pause(after)) {
            node.join().trust(entry(ski));
        }
    }

    @Override
    public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
        listener.connectionStateChanged(before, after);
    }

    // ---- what it answers

    @Override
    public void connected(ShipPeer peer) {
        if (setting.behaviour() instanceof Behaviour.Dropping(Duration after)) {
            scope.start("drop", () -> {
                if (pause(after)) {
                    peer.disconnect();
                }
            });
        }
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        Optional<RawJson> reply = Discovery.reply(payload, shipId, setting.type(), counter.incrementAndGet());
        try {
            boolean awake = !(setting.behaviour() instanceof Behaviour.Slow(Duration after)) || pause(after);
            if (awake && reply.isPresent()) {
                peer.send(reply.get());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the device ends meanwhile. */
    private boolean pause(Duration duration) throws InterruptedException {
        Inbox<Object> nothing = new Inbox<>(time, 0);
        try (Scope.Registration _ = scope.onCancel(nothing::cancel)) {
            return nothing.await(time.in(duration)) instanceof Inbox.Expired<Object>;
        }
    }
}
