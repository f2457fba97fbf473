// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A device's judgement of pairing records, in the order of the SHIP Pairing Service. Pure; that keys are there and the
 * version is 1 was seen when the record was read.
 *
 * @param shipId the device's own
 * @param certificate the device's own
 * @param secret of its QR code
 */
record PairingCheck(String shipId, Fingerprint certificate, PairingSecret secret) {
    static final String PAR_TYPE = "fpSha256";
    static final String TYPE = "addCu";
    /** The specification names brainpool curves as well; neither our TLS nor ship-go takes them. */
    static final String CURVE = "secp256r1";

    private static final Pattern NONCE = Pattern.compile("[0-9A-Fa-f]{32}");
    /** Of one line, for it stands in logs. */
    private static final Pattern SHIP_ID = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");

    PairingVerdict judge(PairingRecord record, ReplayRing ring) {
        if (!record.alg().equals(PairingDigest.ALGORITHM)) {
            return invalid(PairingFailure.ALGORITHM, record.alg());
        }
        if (!record.parType().equals(PAR_TYPE)) {
            return invalid(PairingFailure.PAR_TYPE, record.parType());
        }
        if (!record.type().equals(TYPE)) {
            return invalid(PairingFailure.TYPE, record.type());
        }
        if (!record.trustCurve().equals(CURVE)) {
            return invalid(PairingFailure.CURVE, record.trustCurve());
        }
        if (!record.forId().equals(shipId)) {
            return new PairingVerdict.ForAnother();
        }
        if (!record.forPar().equalsIgnoreCase(certificate.hex())) {
            return invalid(PairingFailure.OTHER_CERTIFICATE, record.forPar());
        }
        if (!NONCE.matcher(record.trustNonce()).matches()) {
            return invalid(PairingFailure.NONCE, record.trustNonce());
        }
        return judgeSignature(record, ring);
    }

    private PairingVerdict judgeSignature(PairingRecord record, ReplayRing ring) {
        if (!HASH.matcher(record.digest()).matches()) {
            return invalid(PairingFailure.DIGEST, record.digest());
        }
        byte[] claimed = HexFormat.of().parseHex(record.digest());
        if (!MessageDigest.isEqual(PairingDigest.of(secret, record), claimed)) { // takes as long for every wrong one
            return invalid(PairingFailure.DIGEST, record.digest());
        }
        if (!isShipId(record.trustId()) || !HASH.matcher(record.trustPar()).matches()) {
            return invalid(PairingFailure.CONTROL_UNIT, record.trustId() + " " + record.trustPar());
        }
        Fingerprint controlUnit = Fingerprint.parse(record.trustPar());
        if (controlUnit.equals(certificate) || record.trustId().equals(shipId)) {
            return invalid(PairingFailure.CONTROL_UNIT, "our own SHIP ID or certificate");
        }
        UsedDigest digest =
                new UsedDigest(record.alg(), HexFormat.of().withUpperCase().formatHex(claimed));
        return ring.contains(digest)
                ? invalid(PairingFailure.REPLAY, digest.hex())
                : new PairingVerdict.Valid(PairedDevice.expected(record.trustId(), controlUnit), digest);
    }

    private static boolean isShipId(String text) {
        return !text.isBlank() && SHIP_ID.matcher(text).matches();
    }

    private static PairingVerdict invalid(PairingFailure failure, String got) {
        return new PairingVerdict.Invalid(failure, got);
    }
}
