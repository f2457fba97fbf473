// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.NodeCertificate;
import io.handfast.engine.failure.HandshakeException;

/**
 * Decides about the peer's certificate, inside the TLS handshake and before anything of ours goes over the
 * session. That the peer owns the certificate's key is checked by TLS itself, before or after.
 *
 * <p>Thread rule: called on a thread of the compute pool, so it neither blocks nor computes for long; called by
 * several handshakes at the same time when they share it.
 */
@FunctionalInterface
public interface PeerJudge {
    /**
     * Accepts by returning.
     *
     * @param peer the certificate the peer showed
     * @throws HandshakeException to refuse it: the peer gets the alert bad_certificate, and this very exception
     *     comes out of {@link TlsOpener#open}
     */
    void accept(NodeCertificate peer) throws HandshakeException;
}
