// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Ski;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.time.TimeSource;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** What a hub's operator allows about certificates, by its trust store, and is told about them. */
record HubCertificates(TrustStore trust, Consumer<HubEvent> events, TimeSource time) implements CertificatePolicy {
    private static final System.Logger LOG = System.getLogger(HubCertificates.class.getName());

    @Override
    public boolean acceptsLegacy(Ski claimed) {
        return trust.find(claimed).map(TrustStore.TrustedDevice::legacySki).orElse(false);
    }

    @Override
    public void judge(NodeCertificate peer) throws HandshakeException {
        Optional<Fingerprint> paired = peer.claimedSki().flatMap(trust::certificate);
        if (paired.isPresent() && !paired.get().equals(peer.fingerprint())) {
            throw new LocallyRefused(
                    ConnectFailure.WRONG_CERTIFICATE,
                    ConnectPhase.TLS.phaseName(),
                    "certificate " + paired.get(),
                    String.valueOf(peer.fingerprint()));
        }
    }

    @Override
    public void remarked(NodeCertificate peer, CertificateRemark remark) {
        Instant now = time.wallClock();
        Optional<TrustStore.TrustedDevice> device = peer.claimedSki().flatMap(trust::find);
        String text = "its certificate " + remark.text(peer, now);
        if (remark == CertificateRemark.LEGACY_SKI) { // weakens who is let in: on record, whoever listens to events
            LOG.log(Level.WARNING, "device " + peer.claimedSki().map(Ski::hex).orElse("") + ": " + text);
        }
        String name = device.map(TrustStore.TrustedDevice::name).orElse("");
        events.accept(warning(now, peer.claimedSki(), name, ConnectPhase.TLS.phaseName(), text));
    }

    @Override
    public void proven(NodeCertificate peer) {
        peer.claimedSki().ifPresent(ski -> trust.proven(ski, peer.fingerprint().hex()));
    }

    /** At the start. That our SKI does not follow from our key is said where the files are read. */
    static void warnOfOwn(NodeCertificate own, Consumer<HubEvent> events, TimeSource time) {
        Instant now = time.wallClock();
        for (CertificateRemark remark : CertificateRemark.of(own, now)) {
            if (remark != CertificateRemark.LEGACY_SKI) {
                events.accept(warning(now, Optional.empty(), "", "", "our own certificate " + remark.text(own, now)));
            }
        }
    }

    private static HubEvent warning(Instant now, Optional<Ski> ski, String name, String stage, String text) {
        return new HubEvent(now, HubEvent.Kind.WARNING, ski, name, stage, text, Optional.empty(), Optional.empty());
    }
}
