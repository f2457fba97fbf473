// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.ship.hub.discovery.ShipQr;

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

    /** The text of the hub's QR code; a SHIP ID with a semicolon cannot stand in one, and is left out. */
    static String qrText(HubConfiguration configuration, HubProgram.Identity identity) {
        String shipId = identity.shipId().indexOf(';') < 0 ? identity.shipId() : "";
        return ShipQr.of(identity.node().ski(), shipId, configuration.product()).text();
    }
}
