// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.PairingSecretFile;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ShipQr;
import java.nio.file.Path;

/** What is said about an identity wherever one is loaded. */
final class Identities {
    private Identities() {}

    static void warn(Output output, HubProgram.Identity identity) {
        if (identity.created()) {
            output.warn("a NEW identity was made, SKI " + identity.node().ski()
                    + "; every device has to be paired with it");
        }
        identity.warnings().forEach(output::warn);
    }

    /** The text of the hub's QR code, without a secret. */
    static String qrText(HubConfiguration configuration, HubProgram.Identity identity) {
        return qr(configuration, identity).text();
    }

    /** A SHIP ID with a semicolon cannot stand in a code, and is left out. */
    private static ShipQr qr(HubConfiguration configuration, HubProgram.Identity identity) {
        String shipId = identity.shipId().indexOf(';') < 0 ? identity.shipId() : "";
        return ShipQr.of(identity.node().ski(), shipId, configuration.product());
    }

    /** The same with the secret of the pairing service, when somebody asks for that; warns when it is of no use. */
    static String qrText(
            boolean withSecret,
            HubConfiguration configuration,
            HubProgram.Identity identity,
            Path base,
            Environment environment,
            Output output)
            throws StartException {
        if (!withSecret) {
            return qrText(configuration, identity);
        }
        PairingSecret secret = PairingSecretFile.of(base, environment).open();
        if (!configuration.pairingRole().listens()) {
            output.warn("this hub does not listen to who has scanned the code: pairing_service is "
                    + configuration.pairingRole().word() + ", set it to listener or both");
        }
        output.warn("whoever sees this code may become the control unit of this hub");
        return qr(configuration, identity)
                .withPairing(identity.node().fingerprint(), secret)
                .text();
    }
}
