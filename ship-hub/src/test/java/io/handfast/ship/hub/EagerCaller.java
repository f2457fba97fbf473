// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.net.Admission;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An application, listener and trust store that calls its hub back from every callback: in each place every public
 * method, one after the other.
 */
final class EagerCaller implements HubApplication, HubListener {
    /** What lifts the restriction of a device that wants a PIN. */
    static final Pin PIN = new Pin("12345678");

    /** Where it calls, and may stop the hub. */
    enum Place {
        NOWHERE(0),
        MAY_WAIT(5),
        CONNECTED(3),
        RECEIVED(25),
        RESTRICTION_CHANGED(25),
        DISCONNECTED(3),
        MET(3),
        TOLD(1),
        STATE_CHANGED(1),
        MEASURED(3);

        /** How many calls it makes at once: the more, the seldomer this happens. */
        private final int calls;

        Place(int calls) {
            this.calls = calls;
        }
    }

    private interface Call {
        void on(ShipHub hub, Ski ski) throws IOException, InterruptedException;
    }

    /** One call of a public method. */
    private record Named(String method, Call call) {}

    private static final List<Named> CALLS = List.of(
            new Named("trust", (hub, ski) -> hub.trust(VirtualHub.device(ski))),
            new Named("connect", (hub, ski) -> hub.connect(ski)),
            new Named("devices", (hub, _) -> hub.devices()),
            new Named("device", (hub, ski) -> hub.device(ski)),
            new Named("refuse", (hub, ski) -> hub.refuse(ski)),
            new Named("pending", (hub, _) -> hub.pending()),
            new Named("counts", (hub, _) -> hub.counts()),
            new Named("disconnect", (hub, ski) -> hub.disconnect(ski)),
            new Named("queue", (hub, _) -> hub.queue()),
            new Named("placesTaken", (hub, _) -> hub.placesTaken()),
            new Named("limit", (hub, _) -> hub.limit(new Admission.Limits(1, 1))),
            new Named("found", (hub, ski) -> hub.found(ski, List.of(Address.of("memory", hub.port())))),
            new Named("isTrusted", (hub, ski) -> hub.isTrusted(ski)),
            new Named("connect", (hub, ski) -> hub.connect(ski)),
            new Named("forget", (hub, ski) -> hub.forget(ski)),
            new Named("limits", (hub, _) -> hub.limits()),
            new Named("trust", (hub, ski) -> hub.trust(VirtualHub.device(ski))),
            new Named("found", (hub, ski) -> hub.found(ski, List.of())),
            new Named("port", (hub, _) -> hub.port()),
            new Named("disconnectAll", (hub, _) -> hub.disconnectAll()),
            new Named("limit", (hub, _) -> hub.limit(new Admission.Limits(10, 10))),
            new Named("enterPin", (hub, ski) -> hub.enterPin(ski, PIN)),
            new Named("connect", (hub, ski) -> hub.connect(ski)));

    private final VirtualHub hub;
    private final Ski known;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Place, AtomicInteger> callsAt = new EnumMap<>(Place.class);
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private volatile int most;
    private volatile Place stopsAt = Place.NOWHERE;

    /**
     * @param known whom it talks of when a callback is about nobody
     * @param most how many calls it makes; each may cause another callback
     */
    EagerCaller(VirtualHub hub, Ski known, int most) {
        this.hub = hub;
        this.known = known;
        this.most = most;
        for (Place place : Place.values()) {
            callsAt.put(place, new AtomicInteger());
        }
    }

    /** The methods that it calls; the hub's stop comes from where it is told to stop. */
    static Set<String> methods() {
        return CALLS.stream().map(Named::method).collect(Collectors.toCollection(TreeSet::new));
    }

    int calls() {
        return calls.get();
    }

    /** The methods that returned, or threw, where they were called from. */
    Set<String> methodsAt(Place place) {
        return methods().stream()
                .filter(method -> done.contains(place + " " + method))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void wake(int more) {
        most = calls.get() + more;
    }

    void rest() {
        most = 0;
    }

    void stopAt(Place place) {
        stopsAt = place;
    }

    @Override
    public boolean allowWaitingForTrust(Ski ski) {
        call(Place.MAY_WAIT, ski);
        return true;
    }

    @Override
    public void connected(ShipPeer peer) {
        call(Place.CONNECTED, peer.ski());
        send(peer);
    }

    @Override
    public void received(ShipPeer peer, RawJson payload) {
        call(Place.RECEIVED, peer.ski());
        if (calls.get() % 7 == 6) {
            peer.disconnect();
        }
    }

    @Override
    public void disconnected(ShipPeer peer) {
        call(Place.DISCONNECTED, peer.ski());
        send(peer);
    }

    @Override
    public void told(HubEvent event) {
        call(Place.TOLD, event.ski().orElse(known));
    }

    @Override
    public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
        call(Place.STATE_CHANGED, after.ski());
    }

    @Override
    public void measured(Measurement what) {
        call(Place.MEASURED, known);
    }

    @Override
    public void restrictionChanged(ShipPeer peer) {
        call(Place.RESTRICTION_CHANGED, peer.ski());
    }

    /** The trust store's turn. */
    void met(Ski ski) {
        call(Place.MET, ski);
    }

    private static void send(ShipPeer peer) {
        try {
            peer.send(RawJson.parse("{\"hello\":1}"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void call(Place place, Ski ski) {
        try {
            if (place == stopsAt) {
                hub.hub().stop(Duration.ofSeconds(10));
            }
            for (int i = 0; i < place.calls && calls.get() < most; i++) {
                calls.incrementAndGet();
                Named next =
                        CALLS.get(Objects.requireNonNull(callsAt.get(place)).getAndIncrement() % CALLS.size());
                next.call().on(hub.hub(), ski);
                done.add(place + " " + next.method());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
