// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.engine.failure.FailureCode;

/** Why a pairing record that is meant for this device is not followed. */
public enum PairingFailure implements FailureCode {
    /** A key is absent, or the version is another one than 1. */
    RECORD("pairing.record", "the control unit's announcement is faulty or newer: update this side or report it"),
    /** The digest is made in another way than {@code hmacSha256}. */
    ALGORITHM("pairing.algorithm", "the control unit is newer than this device: update this side"),
    /** Certificates are named in another way than {@code fpSha256}. */
    PAR_TYPE("pairing.par-type", "the control unit is newer than this device: update this side"),
    /** Something else than {@code addCu} is asked for. */
    TYPE("pairing.type", "the control unit is newer than this device: update this side"),
    /** The control unit's key is not on {@code secp256r1}. */
    CURVE("pairing.curve", "give the control unit a certificate with a P-256 key (secp256r1)"),
    /** It names our SHIP ID with the certificate of another device. */
    OTHER_CERTIFICATE(
            "pairing.other-certificate",
            "the control unit knows an old QR code of this device, or of another one: scan the code again"),
    /** The nonce is not 128 bits in hexadecimal. */
    NONCE("pairing.nonce", "the control unit's software is faulty: report it to its maker"),
    /** The control unit's own SHIP ID or fingerprint cannot be one, or is ours. */
    CONTROL_UNIT("pairing.control-unit", "the control unit's software is faulty: report it to its maker"),
    /** The digest is wrong: made with another secret, or the record was changed. */
    DIGEST("pairing.digest", "scan the QR code of this device again; if nobody did, somebody guesses"),
    /** The digest was used before. */
    REPLAY("pairing.replay", "pair again from the control unit; if nobody did, somebody repeats an old announcement"),
    /** It is valid, but what it asks for could not be stored; it is tried again. */
    NOT_STORED("pairing.not-stored", "see what is wrong with the disk or the permissions of the data directory");

    private final String code;
    private final String hint;

    PairingFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
