// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.CryptoProvider;
import java.io.IOException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsNonceGenerator;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JceTlsECDomain;

/** Bouncy Castle's TLS arithmetic with the provider of our choice; certificates are ours. Shared by all sessions. */
final class SessionCrypto extends JcaTlsCrypto {
    private final SecureRandom random;
    /** Empty where a native library computes. */
    private final Optional<BcTlsCrypto> arithmetic;
    /** P-256, made once: it holds no state, and Bouncy Castle asks three services for each. */
    private final TlsECDomain curve;

    SessionCrypto(CryptoProvider provider, SecureRandom random) {
        super(provider.services(), random, random);
        this.random = random;
        this.arithmetic = provider.isNative() ? Optional.empty() : Optional.of(new BcTlsCrypto(random));
        this.curve = provider.isNative()
                ? new JceTlsECDomain(this, new TlsECConfig(NamedGroup.secp256r1))
                : new JavaCurve(this);
    }

    /** Bouncy Castle's own arithmetic; empty where a native library computes. */
    Optional<BcTlsCrypto> arithmetic() {
        return arithmetic;
    }

    @Override
    public TlsECDomain createECDomain(TlsECConfig config) {
        return config.getNamedGroup() == NamedGroup.secp256r1 ? curve : super.createECDomain(config);
    }

    /** Straight from the source: Bouncy Castle's own generator stirs in the machine's clock. */
    @Override
    public TlsNonceGenerator createNonceGenerator(byte[] additionalSeedMaterial) {
        return size -> {
            byte[] nonce = new byte[size];
            random.nextBytes(nonce);
            return nonce;
        };
    }

    @Override
    public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
        if (type != CertificateType.X509) {
            throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
        }
        return new ShownCertificate(this, encoding);
    }

    /** For the certificate, which is of another class than Bouncy Castle's. */
    Tls13Verifier verifier13(PublicKey key) throws IOException {
        return createTls13Verifier("SHA256WITHECDSA", null, key);
    }
}
