// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
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

/** Certificates with their keys that a well-behaved node does not have. */
record OddCertificates(byte[] der, KeyPair keys) {
    private static final AlgorithmIdentifier ECDSA_SHA256 =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    static OddCertificates withoutSki() throws Exception {
        return make("secp256r1", new Extension[0]);
    }

    /** What an attacker shows: the SKI of somebody else. */
    static OddCertificates claiming(byte[] ski) throws Exception {
        return make("secp256r1", new Extension[] {ski(ski)});
    }

    static OddCertificates onCurve(String curve) throws Exception {
        return make(curve, new Extension[] {ski(new byte[20])});
    }

    static OddCertificates withSkiOfLength(int bytes) throws Exception {
        return make("secp256r1", new Extension[] {ski(new byte[bytes])});
    }

    /** A node whose encoder writes TRUE as 1, signature and SKI as they should be. */
    static OddCertificates withSloppyTrue(byte[] proper, KeyPair keys) throws Exception {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        var certificate = org.bouncycastle.asn1.x509.Certificate.getInstance(proper);
        String body = HexFormat.of().formatHex(certificate.getTBSCertificate().getEncoded(ASN1Encoding.DER));
        byte[] sloppy = HexFormat.of().parseHex(body.replace("0101ff", "010101"));
        parts.add(ASN1Primitive.fromByteArray(sloppy));
        parts.add(ECDSA_SHA256);
        parts.add(new DERBitString(sign(sloppy, keys)));
        return new OddCertificates(new DERSequence(parts).getEncoded(), keys);
    }

    private static Extension ski(byte[] value) throws IOException {
        return new Extension(
                new ASN1ObjectIdentifier("2.5.29.14"),
                false,
                new DEROctetString(new DEROctetString(value).getEncoded()).getOctets());
    }

    private static OddCertificates make(String curve, Extension[] extensions) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair keys = generator.generateKeyPair();
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(BigInteger.TWO));
        body.setSignature(ECDSA_SHA256);
        body.setIssuer(new X500Name("CN=odd"));
        body.setSubject(new X500Name("CN=odd"));
        body.setStartDate(new Time(Date.from(Instant.parse("2020-01-01T00:00:00Z"))));
        body.setEndDate(new Time(Date.from(Instant.parse("2021-01-01T00:00:00Z"))));
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
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(bytes);
        return signature.sign();
    }
}
