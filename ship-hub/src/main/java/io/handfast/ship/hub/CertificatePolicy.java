// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Ski;
import io.handfast.engine.failure.HandshakeException;

/**
 * What an endpoint asks and tells about the certificates of peers. Called by many handshakes at the same time, in
 * part on threads that compute: answers at once, and throws nothing but a judgement.
 */
public interface CertificatePolicy {
    /** Takes no SKI that does not follow from its key, and keeps quiet about dates. */
    CertificatePolicy STRICT = new CertificatePolicy() {
        @Override
        public boolean acceptsLegacy(Ski claimed) {
            return false;
        }

        @Override
        public void remarked(NodeCertificate peer, CertificateRemark remark) {}
    };

    /**
     * Asked inside the TLS handshake when an SKI does not follow from the key: ship-go up to v0.5.0 hashed the private
     * key. Whoever yes is said to is not proven to be the one with that SKI, because anybody can claim it.
     *
     * @param claimed what the certificate says
     * @return whether it is let through all the same
     */
    boolean acceptsLegacy(Ski claimed);

    /**
     * Asked inside the TLS handshake, after what SHIP itself demands.
     *
     * @param peer a certificate whose SKI is in order; that its key is the peer's may still be unproven
     * @throws HandshakeException to refuse it: the peer gets the alert bad_certificate
     */
    default void judge(NodeCertificate peer) throws HandshakeException {}

    /**
     * Told once per connection and remark, after the TLS handshake.
     *
     * @param peer the accepted certificate
     * @param remark what is odd about it
     */
    void remarked(NodeCertificate peer, CertificateRemark remark);

    /**
     * Told once per connection, after the TLS handshake.
     *
     * @param peer the accepted certificate, whose key is proven
     */
    default void proven(NodeCertificate peer) {}
}
