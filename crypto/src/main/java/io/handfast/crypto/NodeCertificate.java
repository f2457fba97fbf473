// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * What this product reads from an X.509 certificate, one's own or a peer's. Reading judges nothing: no chain, no
 * host name, no expiry; SHIP has no use for them (specification 12.1.1).
 *
 * <p>There are two key identifiers: the one the certificate claims in its extension, and the one computed from
 * its key. They are equal unless the certificate is forged, or was made by ship-go up to v0.5.0, which hashed the
 * private key. Immutable; equal when the DER is.
 */
public final class NodeCertificate {
    /** Bouncy Castle's one form for both of X.509's. */
    private static final DateTimeFormatter USUAL_TIME = DateTimeFormatter.ofPattern(
                    "uuuuMMddHHmmss'GMT+00:00'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final byte[] der;
    private final @Nullable Ski claimedSki;
    private final Ski computedSki;
    private final Fingerprint fingerprint;
    private final byte[] publicKey;
    private final boolean onP256;
    private final String keyDescription;
    private final String subject;
    private final Instant notBefore;
    private final Instant notAfter;

    /**
     * Bouncy Castle reads some parts only when asked, and throws then: everything is asked for here, and the tree it
     * was read from, ten times the size of the certificate, is not kept.
     */
    private NodeCertificate(byte[] der, Certificate certificate) throws IOException, CertificateException {
        SubjectPublicKeyInfo key = certificate.getSubjectPublicKeyInfo();
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        this.der = der;
        this.claimedSki = claimedSki(certificate);
        this.computedSki = skiOfKey(key);
        this.fingerprint = Fingerprint.ofCertificate(der);
        this.publicKey = key.getPublicKeyData().getOctets();
        this.onP256 = X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                && SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters());
        this.keyDescription = describe(algorithm);
        this.subject = OneLine.of(certificate.getSubject().toString());
        this.notBefore = instant(certificate.getStartDate());
        this.notAfter = instant(certificate.getEndDate());
    }

    /**
     * Reads a certificate. Tolerates devices that encode TRUE as 1 instead of 255.
     *
     * @param der the certificate, nothing behind it; copied
     * @return what it says
     * @throws CertificateException when it is not a certificate, or its key identifier is not 20 bytes; the
     *     message is one line for people
     */
    public static NodeCertificate parse(byte[] der) throws CertificateException {
        try {
            Certificate certificate = Certificate.getInstance(ASN1Primitive.fromByteArray(der));
            if (certificate == null) {
                throw new CertificateException("it is empty");
            }
            return read(der, certificate);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads a certificate that Bouncy Castle has taken apart already.
     *
     * @param der the certificate; copied
     * @param certificate the same; not kept
     * @return what it says
     * @throws CertificateException as for {@link #parse}
     */
    public static NodeCertificate read(byte[] der, Certificate certificate) throws CertificateException {
        try {
            return new NodeCertificate(der.clone(), certificate);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private static CertificateException unreadable(Exception e) {
        return new CertificateException("not an X.509 certificate: " + OneLine.of(String.valueOf(e.getMessage())), e);
    }

    /**
     * The certificate itself.
     *
     * @return a copy of its DER, byte for byte as it came
     */
    public byte[] der() {
        return der.clone();
    }

    /**
     * The certificate as a file has it.
     *
     * @return PEM, ASCII
     */
    public byte[] pem() {
        return PemFiles.writeCertificate(this);
    }

    /**
     * The key identifier the certificate claims.
     *
     * @return extension 2.5.29.14, empty when it has none
     */
    public Optional<Ski> claimedSki() {
        return Optional.ofNullable(claimedSki);
    }

    /**
     * The key identifier by RFC 3280 4.2.1.2 method 1.
     *
     * @return SHA-1 over the content of the public key's bit string
     */
    public Ski computedSki() {
        return computedSki;
    }

    /**
     * SHA-256 over the certificate.
     *
     * @return the fingerprint
     */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Whether its key is what every SHIP node has.
     *
     * @return true for an elliptic curve key on the named curve P-256
     */
    public boolean hasP256Key() {
        return onP256;
    }

    /**
     * What kind of key it has, for people.
     *
     * @return names, such as {@code EC brainpoolP256r1}, or object identifiers of algorithm and curve
     */
    public String keyDescription() {
        return keyDescription;
    }

    /**
     * The subject, for people.
     *
     * @return a distinguished name such as {@code C=DE,O=Demo,CN=Hub-1}, fit for one line
     */
    public String subject() {
        return subject;
    }

    /**
     * Its first instant.
     *
     * @return from when on it is valid; never a reason to refuse a SHIP peer
     */
    public Instant notBefore() {
        return notBefore;
    }

    /**
     * Its last instant.
     *
     * @return when it expires; never a reason to refuse a SHIP peer
     */
    public Instant notAfter() {
        return notAfter;
    }

    /**
     * How long it is still valid.
     *
     * @param now the time on the wall
     * @return whole days left, rounded to the nearest; negative when it has expired
     */
    public long daysLeft(Instant now) {
        long hours = Duration.between(now, notAfter()).toHours();
        return Math.floorDiv(hours + 12, 24);
    }

    /**
     * How its dates stand to the clock.
     *
     * @param now the time on the wall
     * @return what there is to be said about them
     */
    public Validity validity(Instant now) {
        if (now.isAfter(notAfter)) {
            return Validity.EXPIRED;
        }
        if (now.isBefore(notBefore)) {
            return Validity.NOT_YET_VALID;
        }
        return now.plus(Validity.SOON).isAfter(notAfter) ? Validity.ENDS_SOON : Validity.CURRENT;
    }

    /**
     * Whether the key identifier it claims follows from its key, as SHIP demands.
     *
     * @return false for a forged one and for one of ship-go up to v0.5.0, and when it claims none
     */
    public boolean hasStandardSki() {
        return computedSki.equals(claimedSki);
    }

    byte[] publicKeyBytes() {
        return publicKey.clone();
    }

    static Ski skiOfKey(SubjectPublicKeyInfo key) {
        return Ski.of(Digests.sha1(key.getPublicKeyData().getBytes()));
    }

    /** Bouncy Castle makes a calendar for each time, and takes the thirteenth month; only what is odd goes there. */
    private static Instant instant(Time time) {
        try {
            return LocalDateTime.parse(time.getTime(), USUAL_TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return time.getDate().toInstant();
        }
    }

    private static String describe(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier kind = algorithm.getAlgorithm();
        if (!X9ObjectIdentifiers.id_ecPublicKey.equals(kind)) {
            return PKCSObjectIdentifiers.rsaEncryption.equals(kind) ? "RSA" : kind.getId();
        }
        if (!(algorithm.getParameters() instanceof ASN1ObjectIdentifier curve)) {
            return "EC on a curve without a name";
        }
        String name = ECNamedCurveTable.getName(curve);
        return "EC " + (name == null ? curve.getId() : name);
    }

    private static @Nullable Ski claimedSki(Certificate certificate) throws IOException, CertificateException {
        if (certificate.getTBSCertificate().getExtensions() == null) {
            return null;
        }
        Extension extension =
                certificate.getTBSCertificate().getExtensions().getExtension(Extension.subjectKeyIdentifier);
        if (extension == null) {
            return null;
        }
        // jEEBus before 1.1.0 put a SEQUENCE here.
        if (!(ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets()) instanceof ASN1OctetString value)) {
            throw new CertificateException("its subject key identifier is not an octet string");
        }
        if (value.getOctetsLength() != Ski.SIZE_BYTES) {
            throw new CertificateException(
                    "its subject key identifier has " + value.getOctetsLength() + " bytes instead of 20");
        }
        return Ski.of(value.getOctets());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeCertificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return subject() + " " + fingerprint;
    }
}
