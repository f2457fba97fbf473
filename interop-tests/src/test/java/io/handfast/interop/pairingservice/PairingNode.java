// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairingservice;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.pairing.PairedTrust;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.hub.pairing.PairingService;
import io.handfast.ship.hub.pairing.PairingSettings;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.PairingStore;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A hub of ours on a network with its discovery and its pairing service; strangers are turned away without a question.
 * Keeps what it is told; one thread waits.
 */
final class PairingNode implements AutoCloseable {
    static final String SHIP_ID = "d:_i:handfast_pairingservice";

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Product PRODUCT = new Product("Handfast", "Live", "Test", "1", List.of(2));

    /** What was told: by the hub, or by the pairing service. */
    private sealed interface Told {
        record OfHub(HubEvent event) implements Told {}

        record OfPairing(PairingEvent event) implements Told {}
    }

    private final Environment environment = Environment.system();
    private final NodeIdentity identity = NodeIdentity.create(
            new Subject("DE", "Handfast", "", "pairing service"),
            environment.time().wallClock(),
            Entropy.secure()::fill);
    private final PairingSecret secret = PairingSecret.create(environment.entropy());
    private final BlockingQueue<Told> incoming = new LinkedBlockingQueue<>();
    private final List<Told> all = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private final ShipHub hub;
    private final HubDiscovery discovery;
    private final PairingService service;

    /**
     * Starts all of it, listening.
     *
     * @param here an address of this machine
     * @param network the interface it belongs to
     */
    PairingNode(String here, String network) throws IOException {
        PairedTrust trust = PairedTrust.over(new Below(), store);
        hub = ShipHub.start(
                new HubSettings(
                        new LocalNode(SHIP_ID), new InetSocketAddress(here, 0), 10, Map.of(), ShipTimers.usual()),
                ShipCredentials.of(identity, CryptoProvider.detect(), environment.entropy()),
                trust,
                new Refusing(),
                trust.hearing(event -> incoming.add(new Told.OfHub(event))),
                environment);
        discovery = HubDiscovery.begin(
                hub,
                Interfaces.named(List.of(network)),
                "Handfast live",
                ServiceRecord.of(SHIP_ID, identity.ski(), PRODUCT));
        service = PairingService.begin(
                hub,
                trust,
                discovery,
                PairingSettings.of(SHIP_ID, identity.fingerprint(), "Handfast live")
                        .listening(secret),
                environment,
                event -> incoming.add(new Told.OfPairing(event)));
    }

    ShipHub hub() {
        return hub;
    }

    PairingService service() {
        return service;
    }

    PairingState stored() {
        return store.state;
    }

    /** The text of its QR code. */
    String code() {
        return ShipQr.of(identity.ski(), SHIP_ID, PRODUCT)
                .withPairing(identity.fingerprint(), secret)
                .text();
    }

    String ski() {
        return identity.ski().hex();
    }

    String fingerprint() {
        return identity.fingerprint().hex();
    }

    String secret() {
        return secret.hex();
    }

    /** Waits for a handshake with that node. */
    HubEvent awaitConnected(String peer) throws InterruptedException {
        return awaitHub(
                event -> event.kind() == HubEvent.Kind.CONNECTED && event.ski().equals(Optional.of(Ski.parse(peer))));
    }

    HubEvent awaitHub(Predicate<HubEvent> wish) throws InterruptedException {
        Told told = await(one -> one instanceof Told.OfHub(HubEvent event) && wish.test(event));
        return ((Told.OfHub) told).event();
    }

    PairingEvent await(PairingEvent.Kind kind) throws InterruptedException {
        Told told = await(one -> one instanceof Told.OfPairing(PairingEvent event) && event.kind() == kind);
        return ((Told.OfPairing) told).event();
    }

    /** What was told is waited for once. */
    private Told await(Predicate<Told> wish) throws InterruptedException {
        while (true) {
            Told told = incoming.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (told == null) {
                throw new AssertionError("nothing fitting among:\n" + this);
            }
            all.add(told);
            if (wish.test(told)) {
                return told;
            }
        }
    }

    @Override
    public String toString() {
        incoming.drainTo(all);
        StringBuilder lines = new StringBuilder();
        all.forEach(told -> lines.append("  ").append(told).append('\n'));
        return lines.toString();
    }

    @Override
    public void close() {
        try (environment) {
            service.close();
            discovery.close();
            hub.stop(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Refusing implements HubApplication {
        @Override
        public boolean allowWaitingForTrust(Ski ski) {
            return false;
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            // pairing only
        }
    }

    private static final class MemoryStore implements PairingStore {
        private volatile PairingState state = PairingState.NONE;

        @Override
        public PairingState load() {
            return state;
        }

        @Override
        public void save(PairingState newState) {
            state = newState;
        }
    }

    private static final class Below implements TrustStore {
        private final Map<Ski, TrustedDevice> devices = new ConcurrentHashMap<>();

        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            return Optional.ofNullable(devices.get(ski));
        }

        @Override
        public Collection<TrustedDevice> all() {
            return List.copyOf(devices.values());
        }

        @Override
        public void trust(TrustedDevice device) {
            devices.putIfAbsent(device.ski(), device);
        }

        @Override
        public void forget(Ski ski) {
            devices.remove(ski);
        }

        @Override
        public void connected(Ski ski, String shipId, Instant at) {
            // the SHIP ID was told when it was paired
        }
    }
}
