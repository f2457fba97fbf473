// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.TlsVerifier;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsECDSAVerifier;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JceTlsSecret;
import org.jspecify.annotations.Nullable;

/**
 * P-256 where no native library computes: Bouncy Castle's arithmetic agrees on a key almost four times as fast as the
 * JDK's, which also multiplies each point by the order of the group (needless: the cofactor is 1), and verifies more
 * than twice as fast.
 *
 * <p>Only for what holds no lasting secret: signatures of others, and keys made for one handshake. How long Bouncy
 * Castle multiplies depends on the number, so the key of the identity stays with the JDK, where it does not.
 *
 * @param crypto to which the agreed secrets belong
 */
record JavaCurve(JcaTlsCrypto crypto) implements TlsECDomain {
    private static final X9ECParameters P256 = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(P256);

    @Override
    public TlsAgreement createECDH() {
        return new Agreement();
    }

    /** Verifies signatures of whoever shows this key. */
    static TlsVerifier verifier(BcTlsCrypto arithmetic, byte[] publicKey) throws TlsFatalAlert {
        return new BcTlsECDSAVerifier(arithmetic, theirs(publicKey));
    }

    /** On the curve and not at infinity, and so of the group's order; both constructors check. */
    private static ECPublicKeyParameters theirs(byte[] encoding) throws TlsFatalAlert {
        try {
            return new ECPublicKeyParameters(P256.getCurve().decodePoint(encoding), DOMAIN);
        } catch (IllegalArgumentException e) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, e);
        }
    }

    /** One handshake's. */
    private final class Agreement implements TlsAgreement {
        private @Nullable ECPrivateKeyParameters own;
        private @Nullable ECPublicKeyParameters peer;

        @Override
        public byte[] generateEphemeral() {
            ECKeyPairGenerator generator = new ECKeyPairGenerator();
            generator.init(new ECKeyGenerationParameters(DOMAIN, crypto.getSecureRandom()));
            AsymmetricCipherKeyPair pair = generator.generateKeyPair();
            own = (ECPrivateKeyParameters) pair.getPrivate();
            return ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
        }

        @Override
        public void receivePeerValue(byte[] peerValue) throws TlsFatalAlert {
            peer = theirs(peerValue);
        }

        @Override
        public TlsSecret calculateSecret() throws TlsFatalAlert {
            if (own == null || peer == null) {
                throw new TlsFatalAlert(AlertDescription.internal_error);
            }
            ECPoint shared = peer.getQ().multiply(own.getD()).normalize();
            return new JceTlsSecret(crypto, shared.getAffineXCoord().getEncoded());
        }
    }
}
