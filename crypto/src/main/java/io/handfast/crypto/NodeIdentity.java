// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Who this node is: a certificate, the key that belongs to it and the SKI others know it by. A new certificate is
 * a new identity, and every peer has to pair again. Immutable.
 */
public final class NodeIdentity {
    /** How long a new certificate is valid, as ship-go has it. */
    public static final Duration VALIDITY = Duration.ofDays(3650);

    private static final int SERIAL_BYTES = 16;
    private static final BigInteger ONE = BigInteger.ONE;

    private final NodeCertificate certificate;
    private final ECPrivateKey privateKey;
    private final Ski ski;

    private NodeIdentity(NodeCertificate certificate, ECPrivateKey privateKey, Ski ski) {
        this.certificate = certificate;
        this.privateKey = privateKey;
        this.ski = ski;
    }

    /**
     * Joins a certificate and its key.
     *
     * @param certificate with a P-256 key and a subject key identifier
     * @param privateKey on P-256
     * @return the identity; empty when the key is not the certificate's
     * @throws CertificateException when no SHIP peer would take such a certificate; one line for people
     */
    public static Optional<NodeIdentity> of(NodeCertificate certificate, ECPrivateKey privateKey)
            throws CertificateException {
        if (!certificate.hasP256Key()) {
            throw new CertificateException("its key is not on the curve P-256: " + certificate.keyDescription());
        }
        Ski ski = certificate
                .claimedSki()
                .orElseThrow(() -> new CertificateException("it has no subject key identifier, peers would refuse it"));
        if (!isKeyOf(certificate, privateKey)) {
            return Optional.empty();
        }
        return Optional.of(new NodeIdentity(certificate, privateKey, ski));
    }

    /**
     * Makes a new key and a self-signed certificate the way ship-go does. Computes with the JDK only, so that
     * all randomness comes from the given source.
     *
     * @param subject whom the certificate names
     * @param now from when on it is valid
     * @param random fills an array with random bytes fit for keys, such as {@code entropy::fill}
     * @return the new identity
     */
    public static NodeIdentity create(Subject subject, Instant now, Consumer<byte[]> random) {
        SecureRandom source = new SourcedRandom(random);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), source);
            KeyPair pair = generator.generateKeyPair();
            SubjectPublicKeyInfo key =
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
            byte[] der = selfSigned(subject, now, key, pair.getPrivate(), NodeCertificate.skiOfKey(key), source);
            return of(NodeCertificate.parse(der), (ECPrivateKey) pair.getPrivate())
                    .orElseThrow(() -> new IllegalStateException("the new key does not match its certificate"));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this JDK cannot make a P-256 certificate", e);
        }
    }

    /**
     * The same node with a certificate that is valid from now on: key and SKI stay, so that no peer has to pair again;
     * the fingerprint is another one.
     *
     * @param subject whom the certificate names
     * @param now from when on it is valid
     * @param random fills an array with random bytes fit for keys, such as {@code entropy::fill}
     * @return the identity with the new certificate
     */
    public NodeIdentity renewed(Subject subject, Instant now, Consumer<byte[]> random) {
        SubjectPublicKeyInfo key = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256r1),
                certificate.publicKeyBytes());
        try {
            byte[] der = selfSigned(subject, now, key, privateKey, ski, new SourcedRandom(random));
            return new NodeIdentity(NodeCertificate.parse(der), privateKey, ski);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("this JDK cannot make a P-256 certificate", e);
        }
    }

    private static byte[] selfSigned(
            Subject subject, Instant now, SubjectPublicKeyInfo key, PrivateKey signer, Ski ski, SecureRandom random)
            throws OperatorCreationException, IOException {
        byte[] serial = new byte[SERIAL_BYTES];
        random.nextBytes(serial);
        X500Name name = subject.toX500Name();
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                new BigInteger(1, serial).add(ONE), // RFC 5280 4.1.2.2: positive
                Date.from(start),
                Date.from(start.plus(VALIDITY)),
                name,
                key);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(ski.bytes()));
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                        .setSecureRandom(random)
                        .build(signer))
                .getEncoded();
    }

    private static boolean isKeyOf(NodeCertificate certificate, ECPrivateKey privateKey) {
        var curve = CustomNamedCurves.getByName("secp256r1");
        BigInteger secret = privateKey.getS();
        if (secret.signum() <= 0 || secret.compareTo(curve.getN()) >= 0) {
            return false;
        }
        var point =
                new FixedPointCombMultiplier().multiply(curve.getG(), secret).normalize();
        byte[] published = certificate.publicKeyBytes();
        return Arrays.equals(published, point.getEncoded(false)) || Arrays.equals(published, point.getEncoded(true));
    }

    /**
     * The certificate.
     *
     * @return what peers see
     */
    public NodeCertificate certificate() {
        return certificate;
    }

    /**
     * The key.
     *
     * @return the private key of the certificate, on P-256
     */
    public ECPrivateKey privateKey() {
        return privateKey;
    }

    /**
     * The name peers trust.
     *
     * @return the SKI the certificate carries
     */
    public Ski ski() {
        return ski;
    }

    /**
     * The certificate's fingerprint.
     *
     * @return SHA-256 over its DER
     */
    public Fingerprint fingerprint() {
        return certificate.fingerprint();
    }

    /**
     * Whether the SKI follows from the key, as today's peers demand.
     *
     * @return false for a certificate of ship-go up to v0.5.0
     */
    public boolean hasStandardSki() {
        return certificate.hasStandardSki();
    }

    @Override
    public String toString() {
        return "NodeIdentity " + ski;
    }
}
