// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.hub.discovery.Discovery;
import java.nio.file.Path;
import java.util.Optional;

/** Hubs that pair by QR code on a network in memory, for the tests of other modules. */
public final class PairingPrograms {
    private PairingPrograms() {}

    /** The same with a part in the pairing service, which needs discovery. */
    public static HubConfiguration configuration(HubConfiguration before, PairingRole role) {
        return before.with(HubKeys.MDNS_ENABLED, true).with(HubKeys.PAIRING_SERVICE, role.word());
    }

    /** A running hub that is announced on that network and nowhere else. */
    public static HubProgram start(
            HubConfiguration configuration,
            Path folder,
            Discovery network,
            CryptoProvider crypto,
            Environment environment)
            throws StartException {
        Machine machine = new Machine(Optional.of(network));
        return HubProgram.start(
                configuration, folder, (_, _) -> {}, _ -> {}, ShipTimers.usual(), crypto, machine, environment);
    }
}
