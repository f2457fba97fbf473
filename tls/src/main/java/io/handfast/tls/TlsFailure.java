// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.engine.failure.FailureCode;

/** Why no TLS session came about. */
public enum TlsFailure implements FailureCode {
    /** The peer's first bytes are not TLS. */
    NOT_TLS("tls.not-tls", "check the port: something that speaks no TLS listens or dials there"),
    /** No common version, cipher suite or curve. */
    INCOMPATIBLE(
            "tls.incompatible",
            "the peer lacks what SHIP demands of TLS 1.2, or its certificate is on another curve than P-256:"
                    + " look for an update of its firmware, or give it a P-256 certificate"),
    /** The peer ended the handshake with an alert. */
    REFUSED(
            "tls.refused",
            "the device expects another certificate than ours: remove this node on it and pair again, or see its log"),
    /** The peer's messages break the rules of TLS, or its signature is wrong. */
    PROTOCOL_VIOLATION(
            "tls.protocol-violation", "the peer's TLS is broken, or something between the two changes bytes"),
    /** The client sent no certificate. */
    NO_CLIENT_CERTIFICATE(
            "tls.no-client-certificate",
            "the dialling program has no certificate configured: every SHIP node needs one"),
    /** The peer's certificate cannot be read. */
    BAD_CERTIFICATE("tls.bad-certificate", "give the peer a new certificate, or look for an update of its firmware"),
    /** The peer's certificate has no subject key identifier. */
    NO_SKI("tls.no-ski", "give the peer a certificate with a subject key identifier, as SHIP demands"),
    /** The peer's key is not on the curve P-256. */
    KEY_UNSUPPORTED(
            "tls.key-unsupported",
            "give the peer a certificate with a P-256 key (secp256r1), which every SHIP node has to have"),
    /** The SKI in the peer's certificate does not follow from its key. */
    SKI_MISMATCH(
            "tls.ski-mismatch",
            "either an attack, or a certificate made by ship-go up to v0.5.0: renew it, or allow this SKI as a legacy one"),
    /** Another node answered than the one that was dialled. */
    WRONG_SKI(
            "tls.wrong-ski",
            "if the device was reset or replaced, remove it here and pair it again; else correct its address"),
    /** The peer shows our own SKI. */
    OWN_SKI(
            "tls.own-ski",
            "correct the address, it is our own; if two nodes use the same certificate files, give one new ones"),
    /** A fault of this program. */
    INTERNAL("tls.internal", "a bug of ours: please report it with the log");

    private final String code;
    private final String hint;

    TlsFailure(String code, String hint) {
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
