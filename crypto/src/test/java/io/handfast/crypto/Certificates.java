// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that {@link NodeIdentity} would never make. */
final class Certificates {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");

    /** Good enough for keys nobody uses, and the same in each run. */
    static final Random RANDOM = new Random(1);

    private Certificates() {}

    static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** A self-signed certificate with at most one extension, whose value is given as raw bytes. */
    static byte[] selfSigned(KeyPair pair, String extension, byte[] value)
            throws IOException, OperatorCreationException {
        return selfSigned(pair, new X500Name("CN=odd"), extension, value);
    }

    static byte[] selfSigned(KeyPair pair, X500Name name, String extension, byte[] value)
            throws IOException, OperatorCreationException {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                BigInteger.TWO,
                Date.from(NOW),
                Date.from(NOW.plusSeconds(3600)),
                name,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        if (!extension.isEmpty()) {
            builder.addExtension(new ASN1ObjectIdentifier(extension), false, value);
        }
        String algorithm = pair.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                .getEncoded();
    }
}
