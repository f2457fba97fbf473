// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a control unit announces in the TXT record of {@code _shippairing._tcp} to a device whose QR code it has seen
 * (SHIP Pairing Service). Whether it is meant for this node, fresh, and signed by who knows the secret, is judged
 * elsewhere, over the texts as they came.
 *
 * @param parType how certificates are named: {@code fpSha256}
 * @param forId SHIP ID of the device it is for
 * @param forPar fingerprint of that device's certificate
 * @param trustId SHIP ID of the control unit
 * @param trustPar fingerprint of the control unit's certificate
 * @param trustCurve curve of its key, such as {@code secp256r1}
 * @param type what is asked for: {@code addCu}
 * @param trustNonce 128 bits in hexadecimal
 * @param alg how the digest is made: {@code hmacSha256}
 * @param digest 256 bits in hexadecimal
 */
public record PairingRecord(
        String parType,
        String forId,
        String forPar,
        String trustId,
        String trustPar,
        String trustCurve,
        String type,
        String trustNonce,
        String alg,
        String digest) {
    /** The service's type in DNS-SD. */
    public static final String SERVICE_TYPE = "_shippairing._tcp";

    /**
     * Reads a record. All keys are mandatory, none is looked into.
     *
     * @param txt the TXT record
     * @return its values as they came, possibly empty
     * @throws MalformedRecord {@link DiscoveryFailure#TXT_VERSION} or {@link DiscoveryFailure#TXT_MISSING}
     */
    public static PairingRecord parse(TxtRecord txt) throws MalformedRecord {
        ServiceRecord.requireVersion(txt);
        return new PairingRecord(
                ServiceRecord.require(txt, "parType"),
                ServiceRecord.require(txt, "forId"),
                ServiceRecord.require(txt, "forPar"),
                ServiceRecord.require(txt, "trustId"),
                ServiceRecord.require(txt, "trustPar"),
                ServiceRecord.require(txt, "trustCurve"),
                ServiceRecord.require(txt, "type"),
                ServiceRecord.require(txt, "trustNonce"),
                ServiceRecord.require(txt, "alg"),
                ServiceRecord.require(txt, "digest"));
    }

    /**
     * The same with another digest.
     *
     * @param other 256 bits in hexadecimal
     * @return a record
     */
    public PairingRecord withDigest(String other) {
        return new PairingRecord(parType, forId, forPar, trustId, trustPar, trustCurve, type, trustNonce, alg, other);
    }

    /**
     * What the digest is made of: all but itself, in the record's order, texts as they are, nothing escaped.
     *
     * @return {@code key=value;} ten times
     */
    public String signedText() {
        return unsigned().stream().map(string -> string + ";").collect(Collectors.joining());
    }

    /**
     * The record as it is announced, in the specification's order.
     *
     * @return eleven strings
     * @throws IllegalArgumentException when a value is too long for a TXT record
     */
    public TxtRecord txt() {
        return TxtRecord.of(Stream.concat(unsigned().stream(), Stream.of("digest=" + digest))
                .toList());
    }

    private List<String> unsigned() {
        return List.of(
                "txtvers=" + ServiceRecord.VERSION,
                "parType=" + parType,
                "forId=" + forId,
                "forPar=" + forPar,
                "trustId=" + trustId,
                "trustPar=" + trustPar,
                "trustCurve=" + trustCurve,
                "type=" + type,
                "trustNonce=" + trustNonce,
                "alg=" + alg);
    }
}
