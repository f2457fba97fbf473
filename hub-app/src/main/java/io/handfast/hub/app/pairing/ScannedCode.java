// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.hub.discovery.DiscoveryFailure;
import io.handfast.ship.hub.discovery.MalformedRecord;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.pairing.PairingTarget;
import java.util.Optional;

/** Reads the QR text of a device that somebody has scanned or typed. */
final class ScannedCode {
    private ScannedCode() {}

    /**
     * Whom the hub is to announce itself to.
     *
     * @param shipId where the code does not tell it; what the code tells comes first
     * @param ownShipId the hub's
     * @param ownCertificate the hub's
     * @param ownSki the hub's
     */
    static PairingTarget target(
            String text, Optional<String> shipId, String ownShipId, Fingerprint ownCertificate, Ski ownSki)
            throws UselessCode {
        ShipQr code = read(text);
        if (code.pairing().isEmpty()) {
            throw new UselessCode(ScanFailure.NO_SECRET, "the code has no secret; or its end is missing");
        }
        ShipQr.Pairing pairing = code.pairing().get();
        if (pairing.certificate().equals(ownCertificate)) {
            throw new UselessCode(ScanFailure.OWN_CODE, "it is this hub's own code");
        }
        if (code.ski().equals(Optional.of(ownSki))) {
            throw new UselessCode(ScanFailure.OWN_SKI, "it names this hub's key with another certificate");
        }
        String named = code.shipId().isBlank() ? shipId.orElse("") : code.shipId();
        if (named.isBlank()) {
            throw new UselessCode(ScanFailure.NO_SHIP_ID, "the code does not tell the device's SHIP ID");
        }
        if (named.equals(ownShipId)) {
            throw new UselessCode(ScanFailure.OWN_CODE, "it names this hub's own SHIP ID");
        }
        try {
            return new PairingTarget(code.ski(), named, pairing.certificate(), pairing.secret());
        } catch (IllegalArgumentException _) {
            throw new UselessCode(DiscoveryFailure.QR_VALUE, "its SHIP ID is longer than one that can be announced");
        }
    }

    /** What is no code at all is not shown: somebody may have sent the secret alone. */
    private static ShipQr read(String text) throws UselessCode {
        try {
            return ShipQr.parse(text);
        } catch (MalformedRecord e) {
            String why = e.code() == DiscoveryFailure.QR_UNKNOWN
                    ? "it does not begin like the text of a SHIP QR code"
                    : String.valueOf(e.getMessage());
            throw new UselessCode(e.code(), why);
        }
    }
}
