// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ServiceRecord;
import io.handfast.ship.hub.discovery.ShipQr;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A device whose QR code was scanned: whom a control unit trusts and announces itself to.
 *
 * @param ski its key; the old form of the code does not tell it
 * @param shipId its SHIP ID
 * @param certificate SHA-256 of its certificate
 * @param secret of its code
 */
public record PairingTarget(Optional<Ski> ski, String shipId, Fingerprint certificate, PairingSecret secret) {
    /**
     * Checks what the device will compare.
     *
     * @throws IllegalArgumentException when the SHIP ID is empty, or longer than one that can be announced
     */
    public PairingTarget {
        if (!isAnnounceable(shipId)) {
            throw new IllegalArgumentException(
                    "a device has a SHIP ID of at most " + ServiceRecord.MAX_ID_BYTES + " bytes");
        }
    }

    private static boolean isAnnounceable(String shipId) {
        return !shipId.isBlank() && shipId.getBytes(StandardCharsets.UTF_8).length <= ServiceRecord.MAX_ID_BYTES;
    }

    /**
     * The device of a scanned code.
     *
     * @param code as it was read
     * @return empty when the code has no secret, or no SHIP ID that can be announced; its old form has none, somebody has
     *     to enter it then
     */
    public static Optional<PairingTarget> of(ShipQr code) {
        return !isAnnounceable(code.shipId())
                ? Optional.empty()
                : code.pairing()
                        .map(pairing ->
                                new PairingTarget(code.ski(), code.shipId(), pairing.certificate(), pairing.secret()));
    }

    PairedDevice device() {
        return new PairedDevice(shipId, certificate, ski);
    }

    /** The record that a control unit announces to it; upper case throughout, ship-go's DNS-SD drops others. */
    PairingRecord record(String trustId, Fingerprint trusted, String nonce) {
        PairingRecord unsigned = new PairingRecord(
                PairingCheck.PAR_TYPE,
                shipId,
                certificate.hex(),
                trustId,
                trusted.hex(),
                PairingCheck.CURVE,
                PairingCheck.TYPE,
                nonce,
                PairingDigest.ALGORITHM,
                "");
        return PairingDigest.sign(secret, unsigned);
    }
}
