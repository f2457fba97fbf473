// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Ski;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * SHIP's view of a certificate (specification 12.1.1): an SKI that follows from a P-256 key, nothing else. Whether
 * that SKI is trusted is decided later, in the hello phase.
 *
 * @param own our own SKI; who shows it is refused
 * @param expected the only SKI to accept, for a client that dialled a known device; empty accepts all
 * @param legacy whether an SKI need not follow from the key, because ship-go up to v0.5.0 hashed the private key;
 *     whoever forges a certificate with such an SKI passes, so an operator names them one by one
 */
public record ShipJudge(Ski own, Optional<Ski> expected, Predicate<Ski> legacy) implements PeerJudge {
    /**
     * The strict judgement, of any peer.
     *
     * @param own our own SKI
     * @return a judge
     */
    public static ShipJudge of(Ski own) {
        return new ShipJudge(own, Optional.empty(), _ -> false);
    }

    /**
     * The same judgement, of one peer only.
     *
     * @param peer who was dialled
     * @return a judge
     */
    public ShipJudge expecting(Ski peer) {
        return new ShipJudge(own, Optional.of(peer), legacy);
    }

    /**
     * The same judgement with exceptions.
     *
     * @param allowed asked, on threads of the compute pool, whether an SKI need not follow from the key; answers at once
     * @return a judge
     */
    public ShipJudge acceptingLegacy(Predicate<Ski> allowed) {
        return new ShipJudge(own, expected, allowed);
    }

    @Override
    public void accept(NodeCertificate peer) throws HandshakeException {
        Ski claimed = requireSki(peer);
        if (!peer.hasP256Key()) {
            throw new PeerIncompatible(TlsFailure.KEY_UNSUPPORTED, "tls", "a key on P-256", peer.keyDescription());
        }
        if (!peer.hasStandardSki() && !legacy.test(claimed)) {
            throw new PeerMisbehaved(
                    TlsFailure.SKI_MISMATCH,
                    "tls",
                    "SKI " + peer.computedSki() + " by its key",
                    "SKI " + claimed.hex());
        }
        if (claimed.equals(own)) {
            throw new LocallyRefused(TlsFailure.OWN_SKI, "tls", "another node", "our own SKI " + own);
        }
        if (expected.isPresent() && !claimed.equals(expected.get())) {
            throw new LocallyRefused(TlsFailure.WRONG_SKI, "tls", "SKI " + expected.get(), "SKI " + claimed.hex());
        }
    }

    private static Ski requireSki(NodeCertificate peer) throws PeerMisbehaved {
        return peer.claimedSki()
                .orElseThrow(() -> new PeerMisbehaved(
                        TlsFailure.NO_SKI, "tls", "a subject key identifier", "none in " + peer.subject()));
    }
}
