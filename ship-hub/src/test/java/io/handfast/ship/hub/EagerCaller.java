// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.net.Admission;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An application and listener that calls its hub back from every callback, with one call after the other. */
final class EagerCaller implements HubApplication, HubListener {
    /** Where it may stop the hub. */
    enum Place {
        NOWHERE,
        MAY_WAIT,
        CONNECTED,
        RECEIVED,
        DISCONNECTED,
        TOLD,
        STATE_CHANGED
    }

    private interface Call {
        void on(ShipHub hub, Ski ski) throws IOException, InterruptedException;
    }

    private static final List<Call> CALLS = List.of(
            (hub, ski) -> hub.trust(VirtualHub.device(ski)),
            (hub, ski) -> hub.connect(ski),
            (hub, _) -> hub.devices(),
            (hub, ski) -> hub.device(ski),
            (hub, ski) -> hub.refuse(ski),
            (hub, _) -> hub.pending(),
            (hub, _) -> hub.counts(),
            (hub, ski) -> hub.disconnect(ski),
            (hub, _) -> hub.queue(),
            (hub, _) -> hub.placesTaken(),
            (hub, _) -> hub.limit(new Admission.Limits(1, 1)),
            (hub, ski) -> hub.found(ski, List.of(Address.of("memory", hub.port()))),
            (hub, ski) -> hub.isTrusted(ski),
            (hub, ski) -> hub.connect(ski),
            (hub, ski) -> hub.forget(ski),
            (hub, _) -> hub.limits(),
            (hub, ski) -> hub.trust(VirtualHub.device(ski)),
            (hub, ski) -> hub.found(ski, List.of()),
            (hub, _) -> hub.disconnectAll(),
            (hub, _) -> hub.limit(new Admission.Limits(10, 10)),
            (hub, ski) -> hub.connect(ski));

    private final VirtualHub hub;
    private final Ski known;
    private final AtomicInteger calls = new AtomicInteger();
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
    }

    int calls() {
        return calls.get();
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
            int number = calls.get();
            if (number < most) {
                calls.incrementAndGet();
                CALLS.get(number % CALLS.size()).on(hub.hub(), ski);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
