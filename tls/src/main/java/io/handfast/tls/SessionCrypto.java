// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.CryptoProvider;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsNonceGenerator;
import org.bouncycastle.tls.crypto.TlsVerifier;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/** Bouncy Castle's TLS arithmetic with the provider of our choice; keeps the bytes of certificates as they came. */
final class SessionCrypto extends JcaTlsCrypto {
    private final SecureRandom random;
    /** Empty where a native library computes. */
    private final Optional<BcTlsCrypto> arithmetic;

    SessionCrypto(CryptoProvider provider, SecureRandom random) {
        super(provider.services(), random, random);
        this.random = random;
        this.arithmetic = provider.isNative() ? Optional.empty() : Optional.of(new BcTlsCrypto(random));
    }

    @Override
    public TlsECDomain createECDomain(TlsECConfig config) {
        return arithmetic.isPresent() && config.getNamedGroup() == NamedGroup.secp256r1
                ? new JavaCurve(this, config)
                : super.createECDomain(config);
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
        try {
            return new Original(this, encoding);
        } catch (IOException | RuntimeException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
    }

    /** Bouncy Castle encodes anew what it parses; a fingerprint is over the original. */
    static final class Original extends JcaTlsCertificate {
        private final Optional<BcTlsCrypto> arithmetic;
        private final byte[] bytes;

        Original(SessionCrypto crypto, byte[] bytes) throws IOException {
            super(crypto, bytes);
            this.arithmetic = crypto.arithmetic;
            this.bytes = bytes.clone();
        }

        /** The judge has let nobody through whose key is on another curve. */
        @Override
        public TlsVerifier createVerifier(short signatureAlgorithm) throws IOException {
            if (arithmetic.isPresent()
                    && signatureAlgorithm == SignatureAlgorithm.ecdsa
                    && getPublicKey() instanceof ECPublicKey key) {
                validateKeyUsageBit(KU_DIGITAL_SIGNATURE);
                return JavaCurve.verifier(arithmetic.get(), key);
            }
            return super.createVerifier(signatureAlgorithm);
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }
    }
}
