// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.hub.TrustStore;
import java.util.Optional;

/**
 * A node that is trusted by the fingerprint of its certificate. As long as its SKI is unknown it is an expectation:
 * whoever proves the key of that certificate fulfils it. Then, and only with that certificate, it is a
 * {@link TrustStore.TrustedDevice}.
 *
 * @param shipId its SHIP ID; compared in the handshake
 * @param certificate SHA-256 of its certificate; nothing else authenticates it
 * @param ski its key; empty until it is known
 */
public record PairedDevice(String shipId, Fingerprint certificate, Optional<Ski> ski) {
    /**
     * One whose key nobody has seen.
     *
     * @param shipId its SHIP ID
     * @param certificate SHA-256 of its certificate
     * @return an expectation
     */
    public static PairedDevice expected(String shipId, Fingerprint certificate) {
        return new PairedDevice(shipId, certificate, Optional.empty());
    }

    /** Whether a node with this certificate is the one that was expected. */
    boolean awaits(Fingerprint shown) {
        return ski.isEmpty() && certificate.equals(shown);
    }

    PairedDevice met(Ski key) {
        return new PairedDevice(shipId, certificate, Optional.of(key));
    }

    /** As the hub knows it; only once its key is known. */
    TrustStore.TrustedDevice trusted(Ski key) {
        TrustStore.Description description = new TrustStore.Description("", "", "", certificate.hex());
        return new TrustStore.TrustedDevice(
                key, Optional.of(shipId), shipId, false, description, TrustStore.Reach.NONE);
    }
}
