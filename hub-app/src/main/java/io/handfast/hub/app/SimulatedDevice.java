// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubApplication;
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.message.RawJson;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A SHIP device to try things with: listens, trusts every hub that comes, and answers a detailed discovery read.
 */
public final class SimulatedDevice {
    private static final int MAX_HUBS = 10;

    /** What it pretends to be. */
    public enum Type {
        /** Charges cars. */
        WALLBOX("ChargingStation", "EVSE"),
        /** Heats. */
        HEAT_PUMP("HeatGenerationSystem", "HeatPumpAppliance"),
        /** Tells limits of the grid operator. */
        CONTROL_BOX("ElectricitySupplySystem", "GridGuard");

        private final String deviceType;
        private final String entityType;

        Type(String deviceType, String entityType) {
            this.deviceType = deviceType;
            this.entityType = entityType;
        }

        /**
         * The word users type.
         *
         * @return such as {@code heat-pump}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String deviceType() {
            return deviceType;
        }

        List<Integer> categories() {
            return List.of(
                    switch (this) {
                        case WALLBOX -> 3;
                        case HEAT_PUMP -> 4;
                        case CONTROL_BOX -> 1;
                    });
        }

        String entityType() {
            return entityType;
        }
    }

    private final Type type;
    private final ShipHub node;
    private final Ski ski;

    private SimulatedDevice(Type type, ShipHub node, Ski ski) {
        this.type = type;
        this.node = node;
        this.ski = ski;
    }

    /**
     * Starts a device.
     *
     * @param type what it pretends to be
     * @param identity its certificate and key
     * @param listen where; port 0 lets the system choose
     * @param listener who is told what happens
     * @param crypto who computes
     * @param environment clock, guard, entropy, computing threads; not closed by the device
     * @return the running device
     * @throws IOException when the port cannot be bound
     */
    public static SimulatedDevice start(
            Type type,
            NodeIdentity identity,
            InetSocketAddress listen,
            HubListener listener,
            CryptoProvider crypto,
            Environment environment)
            throws IOException {
        String shipId = shipId(type, identity.ski());
        HubSettings settings = new HubSettings(new LocalNode(shipId), listen, MAX_HUBS, Map.of(), ShipTimers.usual());
        ShipCredentials credentials = ShipCredentials.of(identity, crypto, environment.entropy());
        ShipHub node = ShipHub.start(
                settings, credentials, new TrustsEverybody(), new Answers(type, shipId), listener, environment);
        return new SimulatedDevice(type, node, identity.ski());
    }

    private static String shipId(Type type, Ski ski) {
        return "d:_i:handfast_" + type.word() + "-" + ski.toString().substring(0, 8);
    }

    /**
     * Makes up who a program is that needs no identity for life: a device to try things with, a probe.
     *
     * @param commonName for its certificate
     * @param environment clock and entropy
     * @return a new identity, kept nowhere
     */
    public static NodeIdentity newIdentity(String commonName, Environment environment) {
        return NodeIdentity.create(
                new Subject("", "Handfast", "", commonName),
                environment.time().wallClock(),
                environment.entropy()::fill);
    }

    /**
     * Where a device on this machine alone listens.
     *
     * @param port 0 lets the system choose
     * @return an address on the loopback interface
     */
    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /**
     * The port it listens on.
     *
     * @return the real one
     */
    public int port() {
        return node.port();
    }

    /**
     * Its key.
     *
     * @return the SKI a hub has to trust
     */
    public Ski ski() {
        return ski;
    }

    /**
     * Dials a hub from now on instead of waiting for it.
     *
     * @param hub whom
     * @param at where it listens
     */
    public void dial(Ski hub, Address at) {
        node.found(hub, List.of(at));
        node.connect(hub);
    }

    /**
     * Announces it on the local network.
     *
     * @param interfaces where
     * @return to be closed before the device is stopped
     */
    public HubDiscovery announce(Interfaces interfaces) {
        Product product = new Product("Handfast", "Simulated " + type.word(), type.deviceType(), "", type.categories());
        String instance = product.model() + " " + ski.toString().substring(0, 8);
        return HubDiscovery.begin(node, interfaces, instance, ServiceRecord.of(shipId(type, ski), ski, product));
    }

    /**
     * Stops in good order; blocks.
     *
     * @param within for how long hubs may answer
     * @return whether all did
     * @throws InterruptedException when the stopping thread was interrupted
     */
    public boolean stop(Duration within) throws InterruptedException {
        return node.stop(within);
    }

    private static final class TrustsEverybody implements TrustStore {
        @Override
        public Optional<TrustedDevice> find(Ski ski) {
            return Optional.of(new TrustedDevice(
                    ski, Optional.empty(), "hub " + ski.toString().substring(0, 8)));
        }

        @Override
        public Collection<TrustedDevice> all() {
            return List.of(); // nobody in particular
        }

        @Override
        public void trust(TrustedDevice device) {}

        @Override
        public void forget(Ski ski) {}

        @Override
        public void connected(Ski ski, String shipId, Instant at) {}
    }

    private static final class Answers implements HubApplication {
        private final Type type;
        private final String shipId;
        private final AtomicInteger counter = new AtomicInteger();

        Answers(Type type, String shipId) {
            this.type = type;
            this.shipId = shipId;
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            Optional<RawJson> reply = Discovery.reply(payload, shipId, type, counter.incrementAndGet());
            try {
                if (reply.isPresent()) {
                    peer.send(reply.get());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
