// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.hub.app.EventJson;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.pairing.PairingEar;
import io.handfast.hub.app.pairing.PairingJson;
import io.handfast.ship.hub.DeviceStatus;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.Measurement;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.message.RawJson;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Writes down what happens in a hub, for those who ask later: stands between the hub and its listener, and between the
 * hub and its application. Made before the hub.
 */
public final class HubJournal implements HubListener, PairingEar {
    private final HubListener next;
    private final EventLog log;
    private final Visits visits = new Visits();
    private final Map<Ski, HandshakeReport> reports = new ConcurrentHashMap<>();
    private final List<Consumer<HubEvent>> others = new CopyOnWriteArrayList<>();
    private final Environment environment;

    /**
     * An empty journal.
     *
     * @param next who hears of everything after it
     * @param environment clock and entropy
     */
    public HubJournal(HubListener next, Environment environment) {
        this.next = next;
        this.environment = environment;
        byte[] run = new byte[4];
        environment.entropy().fill(run);
        this.log = new EventLog(
                HexFormat.of().formatHex(run), environment.time(), new Scope("hub journal", environment.time()));
    }

    @Override
    public void told(HubEvent event) {
        log.add(event.ski(), JsonTree.line(EventJson.of(event)));
        visits.told(event);
        if (event.kind() == HubEvent.Kind.FORGOTTEN) {
            event.ski().ifPresent(reports::remove);
        }
        others.forEach(other -> other.accept(event));
        next.told(event);
    }

    @Override
    public void told(PairingEvent event) {
        log.add(event.device().flatMap(PairedDevice::ski), JsonTree.line(PairingJson.of(event)));
        PairingEar.tell(next, event);
    }

    @Override
    public void connectionStateChanged(DeviceStatus before, DeviceStatus after) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", after.since().toString());
        object.put("event", "state");
        object.put("ski", after.ski().toString());
        if (!after.name().isEmpty()) {
            object.put("name", after.name());
        }
        object.put("stage", after.stage());
        object.put("state", EventJson.word(after.state()));
        object.put("text", before.stage() + " to " + after.stage());
        log.add(Optional.of(after.ski()), JsonTree.line(object));
        next.connectionStateChanged(before, after);
    }

    @Override
    public void measured(Measurement what) {
        next.measured(what);
    }

    /**
     * Adds somebody who hears events before the next listener, on the same thread.
     *
     * @param other may block
     */
    public void alsoTell(Consumer<HubEvent> other) {
        others.add(other);
    }

    /**
     * Writes down what is no event of the hub. Never blocks.
     *
     * @param kind a word, lower case with hyphens
     * @param text for people
     */
    public void note(String kind, String text) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("at", environment.time().wallClock().toString());
        object.put("event", kind);
        object.put("text", text);
        log.add(Optional.empty(), JsonTree.line(object));
    }

    /**
     * An application whose devices' handshakes are written down.
     *
     * @param application what runs on top of the hub
     * @return the same with the journal between
     */
    public HubApplication watching(HubApplication application) {
        return new HubApplication() {
            @Override
            public boolean allowWaitingForTrust(Ski ski) {
                return application.allowWaitingForTrust(ski);
            }

            @Override
            public void connected(ShipPeer peer) {
                reports.put(peer.ski(), peer.report());
                application.connected(peer);
            }

            @Override
            public void received(ShipPeer peer, RawJson payload) {
                application.received(peer, payload);
            }

            @Override
            public void restrictionChanged(ShipPeer peer) {
                application.restrictionChanged(peer);
            }

            @Override
            public void disconnected(ShipPeer peer) {
                application.disconnected(peer);
            }
        };
    }

    EventLog log() {
        return log;
    }

    Visits visits() {
        return visits;
    }

    /** The phases of the handshake that a device completed last. */
    Optional<HandshakeReport> report(Ski ski) {
        return Optional.ofNullable(reports.get(ski));
    }

    /** Lets go who listens; the hub may go on telling. */
    public void close() {
        log.close();
    }
}
