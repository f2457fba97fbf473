// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.SourcedRandom;
import io.handfast.engine.Entropy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;

/**
 * An identity made ready for handshakes: certificate and key are parsed once and in the form of the provider that
 * signs. Make one per identity and keep it. Immutable, safe for use by all threads.
 */
public final class ShipCredentials {
    private static final SignatureAndHashAlgorithm ECDSA_SHA256 =
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

    private final NodeIdentity identity;
    private final SessionCrypto crypto;
    private final PrivateKey key;
    private final Certificate chain12;
    private final Certificate chain13;

    private ShipCredentials(NodeIdentity identity, SessionCrypto crypto) throws GeneralSecurityException, IOException {
        this.identity = identity;
        this.crypto = crypto;
        this.key = crypto.getHelper()
                .createKeyFactory("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(identity.privateKey().getEncoded()));
        TlsCertificate own = crypto.createCertificate(identity.certificate().der());
        this.chain12 = new Certificate(new TlsCertificate[] {own});
        this.chain13 = new Certificate(new byte[0], new CertificateEntry[] {new CertificateEntry(own, null)});
    }

    /**
     * Makes an identity ready.
     *
     * @param identity who we are
     * @param provider who computes
     * @param entropy where nonces and ephemeral keys come from; the native provider uses its own source for keys
     * @return credentials for any number of sessions, in both roles
     */
    public static ShipCredentials of(NodeIdentity identity, CryptoProvider provider, Entropy entropy) {
        SessionCrypto crypto = new SessionCrypto(provider, new SourcedRandom(entropy::fill));
        try {
            return new ShipCredentials(identity, crypto);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the provider cannot use this identity: " + provider.name(), e);
        }
    }

    /**
     * Who we are.
     *
     * @return the identity
     */
    public NodeIdentity identity() {
        return identity;
    }

    /**
     * What peers know us by.
     *
     * @return the identity's SKI
     */
    public Ski ski() {
        return identity.ski();
    }

    SessionCrypto crypto() {
        return crypto;
    }

    /** Signs for one handshake. */
    TlsCredentialedSigner signer(TlsContext context) {
        boolean is13 = TlsUtils.isTLSv13(context);
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, key, is13 ? chain13 : chain12, ECDSA_SHA256);
    }
}
