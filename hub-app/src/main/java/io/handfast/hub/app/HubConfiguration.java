// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.discovery.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a hub's configuration file says, with defaults for what it leaves out. Paths may be relative.
 *
 * @param brand who made this node
 * @param model which product
 * @param serial which piece; empty when not configured
 * @param organization for the certificate
 * @param country for the certificate, two letters or empty
 * @param shipId this node's SHIP ID; empty to derive it from the serial, or to make one at the first start
 * @param port where to listen; 0 lets the system choose
 * @param maxConnections devices at once
 * @param certificateFile PEM
 * @param privateKeyFile PEM
 * @param trustedDevicesFile JSON
 * @param stateFile JSON
 * @param staticPeers devices to dial without discovery
 * @param presence how it shows itself on the local network
 * @param console its REST interface and console
 * @param ineffective keys that were read but have no effect in this version
 */
public record HubConfiguration(
        String brand,
        String model,
        Optional<String> serial,
        String organization,
        String country,
        Optional<String> shipId,
        int port,
        int maxConnections,
        Path certificateFile,
        Path privateKeyFile,
        Path trustedDevicesFile,
        Path stateFile,
        Map<Ski, Address> staticPeers,
        Presence presence,
        Console console,
        List<String> ineffective) {
    /** The port registered for SHIP. */
    public static final int USUAL_PORT = 4712;

    /**
     * How a hub shows itself on the local network, and looks for others.
     *
     * @param enabled whether through multicast DNS at all
     * @param interfaces which network interfaces to use; empty for all but those of containers and virtual machines
     * @param type what kind of device it says it is
     * @param categories as in {@link Product}
     */
    public record Presence(boolean enabled, List<String> interfaces, String type, List<Integer> categories) {
        /** Copies the lists. */
        public Presence {
            interfaces = List.copyOf(interfaces);
            categories = List.copyOf(categories);
        }

        /**
         * Without multicast DNS.
         *
         * @return the same otherwise
         */
        public Presence hidden() {
            return new Presence(false, interfaces, type, categories);
        }
    }

    /**
     * Where a running hub can be asked and told.
     *
     * @param enabled whether at all
     * @param address what to listen at: an IP address or a name of this machine
     * @param port where; 0 lets the system choose
     * @param heartbeat how long an event stream is silent before it gives a sign of life
     */
    public record Console(boolean enabled, String address, int port, Duration heartbeat) {
        /** On this machine alone. */
        public static final Console USUAL = new Console(true, "127.0.0.1", 4780, Duration.ofSeconds(10));
    }

    private static final Presence USUAL_PRESENCE = new Presence(true, List.of(), "EnergyManagementSystem", List.of(2));

    /** Copies the collections. */
    public HubConfiguration {
        staticPeers = Map.copyOf(staticPeers);
        ineffective = List.copyOf(ineffective);
    }

    /**
     * A hub without a configuration file.
     *
     * @return port 4712, ten devices, files under certs and data
     */
    public static HubConfiguration usual() {
        return new HubConfiguration(
                "Handfast",
                "Hub",
                Optional.empty(),
                "Handfast",
                "",
                Optional.empty(),
                USUAL_PORT,
                10,
                Path.of("certs/ship.crt"),
                Path.of("certs/ship.key"),
                Path.of("data/trusted_devices.json"),
                Path.of("data/hub_state.json"),
                Map.of(),
                USUAL_PRESENCE,
                Console.USUAL,
                List.of());
    }

    /**
     * Whom a new certificate names.
     *
     * @return country, organisation, brand and model with serial
     */
    public Subject subject() {
        return new Subject(
                country,
                organization,
                model,
                serial.map(piece -> model + "-" + piece).orElse(model));
    }

    /**
     * What it says about itself, in announcements and in its QR code.
     *
     * @return brand, model, type, serial, categories
     * @throws IllegalArgumentException when one of the texts does not fit into one line
     */
    public Product product() {
        return new Product(brand, model, presence.type(), serial.orElse(""), presence.categories());
    }

    /**
     * The same with another port.
     *
     * @param other 0 to 65535
     * @return a configuration
     */
    public HubConfiguration withPort(int other) {
        return with(other, staticPeers, presence, console);
    }

    /**
     * The same with other devices to dial.
     *
     * @param others where they listen
     * @return a configuration
     */
    public HubConfiguration withStaticPeers(Map<Ski, Address> others) {
        return with(port, others, presence, console);
    }

    /**
     * The same without multicast DNS: neither announced nor looking for others.
     *
     * @return a configuration
     */
    public HubConfiguration hidden() {
        return with(port, staticPeers, presence.hidden(), console);
    }

    /**
     * The same with another console.
     *
     * @param other where, or that there is none
     * @return a configuration
     */
    public HubConfiguration withConsole(Console other) {
        return with(port, staticPeers, presence, other);
    }

    private HubConfiguration with(
            int otherPort, Map<Ski, Address> otherPeers, Presence otherPresence, Console otherConsole) {
        return new HubConfiguration(
                brand,
                model,
                serial,
                organization,
                country,
                shipId,
                otherPort,
                maxConnections,
                certificateFile,
                privateKeyFile,
                trustedDevicesFile,
                stateFile,
                otherPeers,
                otherPresence,
                otherConsole,
                ineffective);
    }
}
