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
import io.handfast.ship.hub.HubDiscovery;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.HubListener;
import io.handfast.ship.hub.HubSettings;
import io.handfast.ship.hub.ShipEndpoint;
import io.handfast.ship.hub.ShipHub;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A SHIP device to try things with: listens, dials when it is told to, behaves well or badly ({@link Behaviour}), and
 * answers a detailed discovery read.
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

    /**
     * What it is told once.
     *
     * @param type what it pretends to be
     * @param behaviour how it behaves
     * @param listen where; port 0 lets the system choose
     * @param hubs whom it trusts from the start and dials itself
     * @param timers the protocol's times
     */
    public record Setting(
            Type type, Behaviour behaviour, InetSocketAddress listen, Map<Ski, Address> hubs, ShipTimers timers) {
        /** Copies the map. */
        public Setting {
            hubs = Map.copyOf(hubs);
        }

        /**
         * A device that trusts every hub and dials none.
         *
         * @param type what it pretends to be
         * @param listen where; port 0 lets the system choose
         */
        public Setting(Type type, InetSocketAddress listen) {
            this(type, new Behaviour.Trusting(), listen, Map.of(), ShipTimers.usual());
        }

        /**
         * The same with another behaviour.
         *
         * @param other how it behaves
         * @return a setting
         */
        public Setting with(Behaviour other) {
            return new Setting(type, other, listen, hubs, timers);
        }

        /**
         * The same with other times.
         *
         * @param other the protocol's
         * @return a setting
         */
        public Setting with(ShipTimers other) {
            return new Setting(type, behaviour, listen, hubs, other);
        }

        /**
         * The same with hubs to dial.
         *
         * @param others where they listen
         * @return a setting
         */
        public Setting dialling(Map<Ski, Address> others) {
            return new Setting(type, behaviour, listen, others, timers);
        }
    }

    /** What is left of a node once it runs. */
    private interface Node {
        int port();

        Optional<ShipHub> hub();

        boolean stop(Duration within) throws InterruptedException;
    }

    private record HubNode(ShipHub running, DeviceLife life) implements Node {
        @Override
        public int port() {
            return running.port();
        }

        @Override
        public Optional<ShipHub> hub() {
            return Optional.of(running);
        }

        @Override
        public boolean stop(Duration within) throws InterruptedException {
            life.end();
            return running.stop(within);
        }
    }

    private record HangingNode(SilentNode silent, BiConsumer<HubEvent.Kind, String> told) implements Node {
        @Override
        public int port() {
            return silent.port();
        }

        @Override
        public Optional<ShipHub> hub() {
            return Optional.empty();
        }

        @Override
        public boolean stop(Duration within) throws InterruptedException {
            boolean stopped = silent.stop(within);
            told.accept(HubEvent.Kind.STOPPED, "in good order");
            return stopped;
        }
    }

    private final Type type;
    private final Node node;
    private final Ski ski;
    private final DeviceLife life;

    private SimulatedDevice(Type type, Node node, Ski ski, DeviceLife life) {
        this.type = type;
        this.node = node;
        this.ski = ski;
        this.life = life;
    }

    /**
     * Starts a device.
     *
     * @param setting what it is and how it behaves
     * @param identity its certificate and key
     * @param listener who is told what happens
     * @param crypto who computes
     * @param environment clock, guard, entropy, computing threads; not closed by the device
     * @return the running device
     * @throws IOException when the port cannot be bound
     */
    public static SimulatedDevice start(
            Setting setting,
            NodeIdentity identity,
            HubListener listener,
            CryptoProvider crypto,
            Environment environment)
            throws IOException {
        String shipId = shipId(setting.type(), identity.ski());
        ShipCredentials credentials = ShipCredentials.of(identity, crypto, environment.entropy());
        LocalNode local = new LocalNode(shipId);
        DeviceLife life = new DeviceLife(setting, shipId, listener, environment);
        if (setting.behaviour() instanceof Behaviour.Silent) {
            ShipEndpoint endpoint = new ShipEndpoint(credentials, local, setting.timers(), environment);
            SilentNode silent = new SilentNode(endpoint, setting.listen(), environment);
            BiConsumer<HubEvent.Kind, String> told =
                    (kind, text) -> listener.told(HubEvent.of(environment.time().wallClock(), kind, text));
            told.accept(HubEvent.Kind.LISTENING, "port " + silent.port() + ", SKI " + identity.ski());
            return new SimulatedDevice(setting.type(), new HangingNode(silent, told), identity.ski(), life);
        }
        HubSettings settings = new HubSettings(local, setting.listen(), MAX_HUBS, setting.hubs(), setting.timers());
        ShipHub hub = ShipHub.start(settings, credentials, life, life, life, environment);
        life.runsOn(hub);
        return new SimulatedDevice(setting.type(), new HubNode(hub, life), identity.ski(), life);
    }

    private static String shipId(Type type, Ski ski) {
        return "d:_i:handfast_" + type.word() + "-" + ski.brief();
    }

    /**
     * Announces it on the local network.
     *
     * @param interfaces where
     * @return to be closed before the device is stopped; empty for one that hangs, which tells nobody
     */
    public Optional<HubDiscovery> announce(Interfaces interfaces) {
        Product product = new Product("Handfast", "Simulated " + type.word(), type.deviceType(), "", type.categories());
        String instance = product.model() + " " + ski.brief();
        ServiceRecord record = ServiceRecord.of(shipId(type, ski), ski, product);
        return node.hub().map(hub -> HubDiscovery.begin(hub, interfaces, instance, record));
    }

    /**
     * How often it has asked for more time while its user had not decided: {@link Behaviour.Late}.
     *
     * @return 0 when it was never asked to wait that long
     */
    public int prolongations() {
        return life.prolongations();
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
     * Stops in good order; blocks.
     *
     * @param within for how long hubs may answer
     * @return whether all did
     * @throws InterruptedException when the stopping thread was interrupted
     */
    public boolean stop(Duration within) throws InterruptedException {
        return node.stop(within);
    }
}
