// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.ship.hub.Address;
import java.nio.file.Path;
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
        List<String> ineffective) {
    /** The port registered for SHIP. */
    public static final int USUAL_PORT = 4712;

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
     * The same with another port.
     *
     * @param other 0 to 65535
     * @return a configuration
     */
    public HubConfiguration withPort(int other) {
        return with(other, staticPeers);
    }

    /**
     * The same with other devices to dial.
     *
     * @param others where they listen
     * @return a configuration
     */
    public HubConfiguration withStaticPeers(Map<Ski, Address> others) {
        return with(port, others);
    }

    private HubConfiguration with(int otherPort, Map<Ski, Address> otherPeers) {
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
                ineffective);
    }
}
