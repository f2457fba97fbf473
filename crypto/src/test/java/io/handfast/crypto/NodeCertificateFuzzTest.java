// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.CertificateException;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;

/**
 * Any bytes as a certificate of a stranger, and as the PEM files of this node: read or refused with one line for
 * people, nothing else. The seeds run with every build; {@code bin/fuzz} searches on from them.
 */
class NodeCertificateFuzzTest {
    private static final String ONE_LINE = "[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e]";

    @FuzzTest
    void givenAnyBytes_whenReadAsCertificate_thenTame(byte[] bytes) {
        try {
            NodeCertificate certificate = NodeCertificate.parse(bytes);
            assertThat(certificate.der()).isEqualTo(bytes);
            assertThat(certificate.subject()).doesNotContainPattern(ONE_LINE);
            assertThat(certificate.keyDescription()).isNotEmpty().doesNotContainPattern(ONE_LINE);
            assertThat(certificate.computedSki().hex()).hasSize(40);
            assertThat(certificate.validity(Instant.EPOCH)).isNotNull();
        } catch (CertificateException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContainPattern(ONE_LINE);
        }
    }

    @FuzzTest
    void givenAnyText_whenReadAsPemFile_thenTame(byte[] bytes) {
        try {
            NodeCertificate read = PemFiles.readCertificate(bytes);
            byte[] written = PemFiles.writeCertificate(read);
            assertThat(PemFiles.readCertificate(written)).isEqualTo(read);
        } catch (CertificateException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContainPattern(ONE_LINE);
        }
        try {
            assertThat(PemFiles.readKey(bytes).getAlgorithm()).isEqualTo("EC");
        } catch (InvalidKeySpecException e) {
            assertThat(String.valueOf(e.getMessage())).doesNotContainPattern(ONE_LINE);
        }
    }
}
