// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import static io.handfast.crypto.Certificates.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeCertificateTest {
    private static final String SKI = "2.5.29.14";
    private static final byte[] TWENTY = HexFormat.of().parseHex("0414" + "ab".repeat(20));

    @Test
    void givenBasePointAsKey_whenParsed_thenSkiOfTheVector() throws Exception {
        KeyPair pair = Certificates.ec("secp256r1");
        var params = ((ECPublicKey) pair.getPublic()).getParams();
        var base = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(params.getGenerator(), params));
        byte[] der = Certificates.selfSigned(new KeyPair(base, pair.getPrivate()), SKI, TWENTY);

        NodeCertificate certificate = NodeCertificate.parse(der);

        assertThat(certificate.computedSki()).hasToString("b467a3999eb5efa671de0032f08a9c9e5efda0e1");
        assertThat(certificate.claimedSki()).contains(Ski.parse("ab".repeat(20)));
        assertThat(certificate.hasP256Key()).isTrue();
        assertThat(certificate.der()).isEqualTo(der);
    }

    @Test
    void givenNewIdentity_whenReadByTheJdk_thenAsShipGoMakesIt() throws Exception {
        NodeIdentity identity = create(new Subject("DE", "Demo", "Devices", "Hub-1"));

        X509Certificate jdk = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(identity.certificate().der()));
        jdk.verify(jdk.getPublicKey());
        assertThat(jdk.getVersion()).isEqualTo(3);
        assertThat(jdk.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(jdk.getSubjectX500Principal().getName()).isEqualTo("CN=Hub-1,OU=Devices,O=Demo,C=DE");
        assertThat(jdk.getIssuerX500Principal()).isEqualTo(jdk.getSubjectX500Principal());
        assertThat(jdk.getSerialNumber().signum()).isPositive();
        assertThat(jdk.getSerialNumber().bitLength()).isLessThanOrEqualTo(130);
        assertThat(jdk.getNotBefore().toInstant()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(jdk.getNotAfter().toInstant()).isEqualTo("2036-02-27T12:00:00Z");
        assertThat(jdk.getKeyUsage())
                .startsWith(true, false)
                .doesNotContain(true, org.assertj.core.data.Index.atIndex(5));
        assertThat(jdk.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(jdk.getCriticalExtensionOIDs()).contains("2.5.29.19");
        assertThat(jdk.getExtensionValue(SKI))
                .isEqualTo(HexFormat.of().parseHex("04160414" + identity.ski().hex()));
        assertThat(identity.hasStandardSki()).isTrue();
        assertThat(identity.fingerprint().hex())
                .isEqualTo(HexFormat.of().withUpperCase().formatHex(Digests.sha256(jdk.getEncoded())));
        assertThat(identity.toString())
                .doesNotContain(identity.privateKey().getS().toString(16));
    }

    @Test
    void givenTwoIdentities_whenMade_thenDifferent() {
        Subject subject = new Subject("", "", "", "x");
        assertThat(create(subject).ski()).isNotEqualTo(create(subject).ski());
    }

    @ParameterizedTest
    @CsvSource({
        "04130000000000000000000000000000000000000000, 19 bytes",
        "0415000000000000000000000000000000000000000000, 21 bytes",
        "3016041400000000000000000000000000000000000000ff, not an octet string",
        "04, not an X.509 certificate"
    })
    void givenMalformedSkiExtension_whenParsed_thenRefused(String value, String reason) throws Exception {
        byte[] sized = HexFormat.of().parseHex(value);
        if (value.startsWith("0413")) {
            sized = Arrays.copyOf(sized, 21);
        }
        byte[] der = Certificates.selfSigned(Certificates.ec("secp256r1"), SKI, sized);
        assertThatThrownBy(() -> NodeCertificate.parse(der))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void givenOtherKeys_whenParsed_thenNotP256() throws Exception {
        NodeCertificate p384 = NodeCertificate.parse(Certificates.selfSigned(Certificates.ec("secp384r1"), "", TWENTY));
        NodeCertificate rsa = NodeCertificate.parse(Certificates.selfSigned(Certificates.rsa(), SKI, TWENTY));

        assertThat(p384.hasP256Key()).isFalse();
        assertThat(p384.claimedSki()).isEmpty();
        assertThat(p384.keyDescription()).isEqualTo("EC secp384r1");
        assertThat(rsa.hasP256Key()).isFalse();
        assertThat(rsa.keyDescription()).isEqualTo("RSA");
    }

    @Test
    void givenSubjectOfSeveralLines_whenParsed_thenShownInOne() throws Exception {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, "a\nERROR all is lost\u202e\u0000")
                .build();
        byte[] der = Certificates.selfSigned(Certificates.ec("secp256r1"), name, "", TWENTY);

        assertThat(NodeCertificate.parse(der).subject()).isEqualTo("CN=a?ERROR all is lost??");
    }

    @Test
    void givenTrueEncodedAsOne_whenParsed_thenTolerated() throws Exception {
        NodeIdentity identity = create(new Subject("DE", "Demo", "", "Hub"));
        String hex = HexFormat.of().formatHex(identity.certificate().der());
        String sloppy = hex.replace("0101ff", "010101");
        assertThat(sloppy).isNotEqualTo(hex);

        NodeCertificate certificate = NodeCertificate.parse(HexFormat.of().parseHex(sloppy));

        assertThat(certificate.claimedSki()).contains(identity.ski());
        assertThat(certificate.fingerprint()).isNotEqualTo(identity.fingerprint());
    }

    @Test
    void givenEveryPrefix_whenParsed_thenRefusedCleanly() {
        byte[] der = create(new Subject("DE", "Demo", "", "Hub")).certificate().der();
        for (int length = 0; length < der.length; length++) {
            byte[] prefix = Arrays.copyOf(der, length);
            assertThatThrownBy(() -> NodeCertificate.parse(prefix)).isInstanceOf(CertificateException.class);
        }
        byte[] longer = Arrays.copyOf(der, der.length + 1);
        assertThatThrownBy(() -> NodeCertificate.parse(longer)).isInstanceOf(CertificateException.class);
    }

    @Test
    void givenEveryByteChanged_whenParsed_thenNothingButCertificateException() {
        byte[] der = create(new Subject("DE", "Demo", "", "Hub")).certificate().der();
        int parsed = 0;
        for (int i = 0; i < der.length; i++) {
            byte[] changed = der.clone();
            changed[i] ^= 0x55;
            try {
                NodeCertificate certificate = NodeCertificate.parse(changed);
                assertThat(certificate.toString())
                        .contains(certificate.fingerprint().hex());
                assertThat(certificate.keyDescription()).isNotEmpty();
                parsed++;
            } catch (CertificateException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(parsed).isBetween(1, der.length - 1);
    }

    @Test
    void givenDates_whenComparedWithTheClock_thenOneWordForThem() {
        NodeCertificate certificate = create(new Subject("", "", "", "x")).certificate();
        Instant first = certificate.notBefore();
        Instant last = certificate.notAfter();
        assertThat(certificate.validity(first.minusSeconds(1))).isEqualTo(Validity.NOT_YET_VALID);
        assertThat(certificate.validity(first)).isEqualTo(Validity.CURRENT);
        assertThat(certificate.validity(last.minus(Duration.ofDays(30)))).isEqualTo(Validity.CURRENT);
        assertThat(certificate.validity(last.minus(Duration.ofDays(30)).plusSeconds(1)))
                .isEqualTo(Validity.ENDS_SOON);
        assertThat(certificate.validity(last)).isEqualTo(Validity.ENDS_SOON);
        assertThat(certificate.validity(last.plusSeconds(1))).isEqualTo(Validity.EXPIRED);
    }

    @Test
    void givenExpiry_whenAsked_thenDaysRoundedToNearest() {
        NodeCertificate certificate = create(new Subject("", "", "", "x")).certificate();
        assertThat(certificate.daysLeft(NOW)).isEqualTo(3650);
        assertThat(certificate.daysLeft(certificate.notAfter().minus(Duration.ofHours(11))))
                .isZero();
        assertThat(certificate.daysLeft(certificate.notAfter().minus(Duration.ofHours(13))))
                .isEqualTo(1);
        assertThat(certificate.daysLeft(certificate.notAfter().plus(Duration.ofDays(3))))
                .isEqualTo(-3);
        assertThat(certificate.subject().toLowerCase(Locale.ROOT)).isEqualTo("cn=x");
    }

    static NodeIdentity create(Subject subject) {
        return NodeIdentity.create(subject, NOW, Certificates.RANDOM::nextBytes);
    }
}
