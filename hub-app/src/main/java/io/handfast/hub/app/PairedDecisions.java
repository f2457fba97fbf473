// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The trust file below the pairing service: what that decides is written down as decided by it. */
record PairedDecisions(TrustFile file, PairingFile pairings) implements TrustStore {
    @Override
    public void trust(TrustedDevice device) throws IOException {
        String certificate = device.description().fingerprint();
        boolean paired = !certificate.isEmpty()
                && pairings.device(Fingerprint.parse(certificate)).isPresent();
        file.trust(device, by(paired));
    }

    @Override
    public void forget(Ski ski) throws IOException {
        file.forget(ski, by(pairings.device(ski).isPresent()));
    }

    private static DecidedBy by(boolean paired) {
        return paired ? DecidedBy.PAIRING_SERVICE : DecidedBy.PROGRAM;
    }

    @Override
    public Optional<TrustedDevice> find(Ski ski) {
        return file.find(ski);
    }

    @Override
    public Collection<TrustedDevice> all() {
        return file.all();
    }

    @Override
    public void connected(Ski ski, String shipId, Instant at) {
        file.connected(ski, shipId, at);
    }

    @Override
    public void met(Ski ski, Meeting meeting) {
        file.met(ski, meeting);
    }

    @Override
    public void proven(Ski ski, String fingerprint) {
        file.proven(ski, fingerprint);
    }

    @Override
    public PinTerms pins(Ski ski) {
        return file.pins(ski);
    }
}
