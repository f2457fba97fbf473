// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls.foreign;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.provider.asymmetric.ec.BCECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Certificates with their keys that a well-behaved node does not have. */
public record OddCertificates(byte[] der, KeyPair keys) {
    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    public static OddCertificates withoutSki() throws Exception {
        return make("secp256r1", new Extension[0]);
    }

    /** What an attacker shows: the SKI of somebody else. */
    public static OddCertificates claiming(byte[] ski) throws Exception {
        return make("secp256r1", new Extension[] {ski(ski)});
    }

    public static OddCertificates onCurve(String curve) throws Exception {
        return make(curve, new Extension[] {ski(new byte[20])});
    }

    public static OddCertificates withSkiOfLength(int bytes) throws Exception {
        return make("secp256r1", new Extension[] {ski(new byte[bytes])});
    }

    /** What ship-go up to v0.5.0 made: its SKI is the SHA-1 of the private key (SEC 1, with curve and public key). */
    public static OddCertificates legacy(Instant from) throws Exception {
        KeyPair keys = keys("secp256r1");
        SubjectPublicKeyInfo shown =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        byte[] secret = new org.bouncycastle.asn1.sec.ECPrivateKey(
                        256,
                        ((ECPrivateKey) keys.getPrivate()).getS(),
                        shown.getPublicKeyData(),
                        shown.getAlgorithm().getParameters())
                .getEncoded(ASN1Encoding.DER);
        byte[] ski = MessageDigest.getInstance("SHA-1").digest(secret);
        return make(keys, from, new Extension[] {ski(ski)});
    }

    /** A node as it should be, to be spoilt. */
    public static OddCertificates of(NodeIdentity identity) throws Exception {
        var certificate = org.bouncycastle.asn1.x509.Certificate.getInstance(
                identity.certificate().der());
        var shown = new X509EncodedKeySpec(certificate.getSubjectPublicKeyInfo().getEncoded());
        return new OddCertificates(
                identity.certificate().der(),
                new KeyPair(KeyFactory.getInstance("EC").generatePublic(shown), identity.privateKey()));
    }

    /** A node whose encoder writes TRUE as 1, signature and SKI as they should be. */
    public OddCertificates withSloppyTrue() throws Exception {
        return rewritten("0101ff", "010101");
    }

    /** The same in basicConstraints alone. */
    public OddCertificates withSloppyCa() throws Exception {
        return rewritten("30030101ff", "3003010101");
    }

    /** The same in the flag that says which extensions are critical. */
    public OddCertificates withSloppyCritical() throws Exception {
        return rewritten("0101ff04", "01010104");
    }

    private OddCertificates rewritten(String before, String after) throws Exception {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        var certificate = org.bouncycastle.asn1.x509.Certificate.getInstance(der);
        String body = HexFormat.of().formatHex(certificate.getTBSCertificate().getEncoded(ASN1Encoding.DER));
        if (!body.contains(before)) {
            throw new IllegalStateException("nothing to rewrite");
        }
        byte[] sloppy = HexFormat.of().parseHex(body.replace(before, after));
        parts.add(ASN1Primitive.fromByteArray(sloppy));
        parts.add(ECDSA_SHA256);
        parts.add(new DERBitString(sign(sloppy, keys)));
        return new OddCertificates(new DERSequence(parts).getEncoded(), keys);
    }

    public Ski ski() throws Exception {
        return NodeCertificate.parse(der).claimedSki().orElseThrow();
    }

    /** Bouncy Castle's provider knows the brainpool curves, the JDK's does not. */
    private static KeyPair keys(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = curve.startsWith("brainpool")
                ? KeyPairGenerator.getInstance("EC", new BouncyCastleProvider())
                : KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static Extension ski(byte[] value) throws IOException {
        return new Extension(
                new ASN1ObjectIdentifier("2.5.29.14"),
                false,
                new DEROctetString(new DEROctetString(value).getEncoded()).getOctets());
    }

    private static OddCertificates make(String curve, Extension[] extensions) throws Exception {
        return make(keys(curve), extensions);
    }

    private static OddCertificates make(KeyPair keys, Extension[] extensions) throws Exception {
        return make(keys, Instant.parse("2020-01-01T00:00:00Z"), extensions); // expired, which is no matter
    }

    private static OddCertificates make(KeyPair keys, Instant from, Extension[] extensions) throws Exception {
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(BigInteger.TWO));
        body.setSignature(ECDSA_SHA256);
        body.setIssuer(new X500Name("CN=odd"));
        body.setSubject(new X500Name("CN=odd"));
        body.setStartDate(new Time(Date.from(from)));
        body.setEndDate(new Time(Date.from(from.plus(365, ChronoUnit.DAYS))));
        body.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        if (extensions.length > 0) {
            body.setExtensions(new Extensions(extensions));
        }
        ASN1Encodable tbs = body.generateTBSCertificate();
        byte[] bytes = tbs.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(tbs);
        parts.add(ECDSA_SHA256);
        parts.add(new DERBitString(sign(bytes, keys)));
        return new OddCertificates(new DERSequence(parts).getEncoded(), keys);
    }

    private static byte[] sign(byte[] bytes, KeyPair keys) throws GeneralSecurityException {
        Signature signature = keys.getPrivate() instanceof BCECPrivateKey
                ? Signature.getInstance("SHA256withECDSA", new BouncyCastleProvider())
                : Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(bytes);
        return signature.sign();
    }
}
