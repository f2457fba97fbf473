// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.NodeCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsEncryptor;
import org.bouncycastle.tls.crypto.TlsVerifier;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsECDSAVerifier;
import org.jspecify.annotations.Nullable;

/**
 * A certificate in a handshake, read once, for TLS and for the judge, and kept byte for byte: a fingerprint is over
 * the original. Its key can verify ECDSA on P-256 and nothing else; the judge lets no other through.
 *
 * <p>Bouncy Castle keeps it as long as the session, so the tree it was read from, ten times its size, is dropped with
 * the last question a handshake asks, and read again should there be another.
 */
final class ShownCertificate implements TlsCertificate {
    private final SessionCrypto crypto;
    private final byte[] bytes;
    private volatile @Nullable Certificate tree;

    /** Reads it; throws bad_certificate where there is none. */
    ShownCertificate(SessionCrypto crypto, byte[] bytes) throws TlsFatalAlert {
        this.crypto = crypto;
        this.bytes = bytes.clone();
        this.tree = read(this.bytes);
    }

    private static Certificate read(byte[] bytes) throws TlsFatalAlert {
        try {
            return Certificate.getInstance(TlsUtils.readASN1Object(bytes));
        } catch (IOException | RuntimeException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
    }

    private Certificate tree() throws TlsFatalAlert {
        Certificate known = tree;
        return known == null ? read(bytes) : known;
    }

    /** What it says, for the judge. */
    NodeCertificate node() throws CertificateException, TlsFatalAlert {
        return NodeCertificate.read(bytes, tree());
    }

    @Override
    public TlsVerifier createVerifier(short signatureAlgorithm) throws IOException {
        if (signatureAlgorithm != SignatureAlgorithm.ecdsa) {
            throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
        }
        SubjectPublicKeyInfo key = signingKey();
        return crypto.arithmetic().isPresent()
                ? JavaCurve.verifier(
                        crypto.arithmetic().get(), key.getPublicKeyData().getOctets())
                : new JcaTlsECDSAVerifier(crypto, publicKey(key));
    }

    @Override
    public Tls13Verifier createVerifier(int signatureScheme) throws IOException {
        if (signatureScheme != SignatureScheme.ecdsa_secp256r1_sha256) {
            throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
        }
        return crypto.verifier13(publicKey(signingKey()));
    }

    /** The last question of a handshake. */
    private SubjectPublicKeyInfo signingKey() throws TlsFatalAlert {
        SubjectPublicKeyInfo key = tree().getSubjectPublicKeyInfo();
        if (!maySign() || !isElliptic(key)) {
            throw new TlsFatalAlert(AlertDescription.certificate_unknown, "its key may not sign");
        }
        tree = null;
        return key;
    }

    private PublicKey publicKey(SubjectPublicKeyInfo key) throws IOException {
        try {
            return crypto.getHelper()
                    .createKeyFactory("EC")
                    .generatePublic(new X509EncodedKeySpec(key.getEncoded(ASN1Encoding.DER)));
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
    }

    private static boolean isElliptic(SubjectPublicKeyInfo key) {
        return X9ObjectIdentifiers.id_ecPublicKey.equals(key.getAlgorithm().getAlgorithm());
    }

    private boolean maySign() throws TlsFatalAlert {
        try {
            KeyUsage usage = KeyUsage.fromExtensions(tree().getTBSCertificate().getExtensions());
            return usage == null || usage.hasUsages(KeyUsage.digitalSignature);
        } catch (RuntimeException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
    }

    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public byte @Nullable [] getExtension(ASN1ObjectIdentifier extensionOID) throws IOException {
        Extensions all = tree().getTBSCertificate().getExtensions();
        Extension one = all == null ? null : all.getExtension(extensionOID);
        return one == null ? null : one.getExtnValue().getOctets();
    }

    @Override
    public BigInteger getSerialNumber() {
        return known().getSerialNumber().getValue();
    }

    @Override
    public String getSigAlgOID() {
        return known().getSignatureAlgorithm().getAlgorithm().getId();
    }

    @Override
    public ASN1Encodable getSigAlgParams() throws IOException {
        return tree().getSignatureAlgorithm().getParameters();
    }

    /** Read before without complaint. */
    private Certificate known() {
        try {
            return tree();
        } catch (TlsFatalAlert e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public short getLegacySignatureAlgorithm() throws IOException {
        return maySign() && isElliptic(tree().getSubjectPublicKeyInfo()) ? SignatureAlgorithm.ecdsa : -1;
    }

    @Override
    public boolean supportsSignatureAlgorithm(short signatureAlgorithm) throws IOException {
        return maySign() && supportsSignatureAlgorithmCA(signatureAlgorithm);
    }

    @Override
    public boolean supportsSignatureAlgorithmCA(short signatureAlgorithm) throws IOException {
        return signatureAlgorithm == SignatureAlgorithm.ecdsa && isElliptic(tree().getSubjectPublicKeyInfo());
    }

    /** No suite of ours encrypts to a certificate. */
    @Override
    public TlsEncryptor createEncryptor(int tlsCertificateRole) throws IOException {
        throw new TlsFatalAlert(AlertDescription.internal_error);
    }

    /** No suite of ours agrees on a key with a certificate. */
    @Override
    public TlsCertificate checkUsageInRole(int tlsCertificateRole) throws IOException {
        throw new TlsFatalAlert(AlertDescription.internal_error);
    }
}
