// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static io.handfast.tls.Loopback.profile;
import static io.handfast.tls.Loopback.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.tls.foreign.Jsse;
import io.handfast.tls.foreign.OddCertificates;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions with the JDK's own TLS. */
class JsseInteropTest {
    private static final String[] TLS12 = {"TLSv1.2"};
    private static final String[] TLS13 = {"TLSv1.3"};
    private static final String[] DEFAULTS = {};

    @ParameterizedTest
    @EnumSource
    void givenJsseServer_whenDialled_thenDataBothWaysAndCloseNotify(CipherSuite suite) throws Exception {
        try (Loopback net = new Loopback()) {
            var accepted = start("jsse", () -> Jsse.of(ALICE).open(net.server, false, DEFAULTS, suite.name()));
            TlsSession ours = net.openClient(profile(BOB).withSuites(suite));
            assertTalks(ours, accepted.result(), ALICE, BOB, suite);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenJsseClient_whenAccepted_thenDataBothWaysAndCloseNotify(CipherSuite suite) throws Exception {
        try (Loopback net = new Loopback()) {
            var dialled = start("jsse", () -> Jsse.of(ALICE).open(net.client, true, DEFAULTS, suite.name()));
            TlsSession ours = net.openServer(profile(BOB).withSuites(suite));
            assertTalks(ours, dialled.result(), ALICE, BOB, suite);
        }
    }

    @Test
    void givenJsseClientWithAllItHas_whenAccepted_thenTls12AndGcm() throws Exception {
        try (Loopback net = new Loopback()) {
            var dialled = start("jsse", () -> Jsse.of(ALICE).open(net.client, true, DEFAULTS));
            TlsSession ours = net.openServer(profile(BOB));
            assertThat(dialled.result().getSession().getProtocol()).isEqualTo("TLSv1.2");
            assertThat(ours.cipherSuite()).isEqualTo(0xC02B);
        }
    }

    private static void assertTalks(
            TlsSession ours, SSLSocket jsse, NodeIdentity theirs, NodeIdentity own, CipherSuite suite)
            throws Exception {
        assertThat(ours.peerCertificate()).isEqualTo(theirs.certificate());
        assertThat(jsse.getSession().getPeerCertificates()[0].getEncoded())
                .isEqualTo(own.certificate().der());
        assertThat(jsse.getSession().getCipherSuite()).isEqualTo(suite.name());
        assertThat(ours.cipherSuite()).isEqualTo(suite.number());
        byte[] data = new byte[100 * 1024];
        new Random(1).nextBytes(data);
        var echo = start("jsse-echo", () -> {
            jsse.getOutputStream().write(jsse.getInputStream().readNBytes(data.length));
            return true;
        });
        ours.output().write(data);
        assertThat(ours.input().readNBytes(data.length)).isEqualTo(data);
        assertThat(echo.result()).isTrue();

        var end = start("jsse-end", () -> jsse.getInputStream().read());
        ours.endOutput();
        assertThat(end.result()).isEqualTo(-1);
        jsse.close();
        assertThat(ours.input().read()).isEqualTo(-1);
        assertThat(ours.hasCloseNotify()).isTrue();
    }

    @Test
    void givenClientWithoutCertificate_whenAccepted_thenHandshakeFailure() throws Exception {
        try (Loopback net = new Loopback()) {
            var dialled = start("jsse", () -> Jsse.withoutCertificate().open(net.client, true, TLS12));
            var ours = start("ours", () -> net.openServer(profile(BOB)));

            assertFails(ours.failure(), PeerMisbehaved.class, TlsFailure.NO_CLIENT_CERTIFICATE);
            assertThat(dialled.failure())
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("handshake_failure");
            assertThat(net.server.isClosed()).isTrue();
        }
    }

    static Stream<Arguments> oddCertificates() throws Exception {
        return Stream.of(
                Arguments.of("no SKI", OddCertificates.withoutSki(), TlsFailure.NO_SKI),
                Arguments.of("spoofed SKI", OddCertificates.claiming(BOB.ski().bytes()), TlsFailure.SKI_MISMATCH),
                Arguments.of("short SKI", OddCertificates.withSkiOfLength(19), TlsFailure.BAD_CERTIFICATE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddCertificates")
    void givenOddServer_whenDialled_thenRefusedBeforeAnythingOfOurs(
            String name, OddCertificates odd, TlsFailure expected) throws Exception {
        try (Loopback net = new Loopback()) {
            var accepted = start("jsse", () -> Jsse.of(odd).open(net.server, false, TLS12));
            var ours = start("ours", () -> net.openClient(profile(BOB)));

            assertFails(ours.failure(), PeerMisbehaved.class, expected);
            assertThat(accepted.failure())
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("bad_certificate");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oddCertificates")
    void givenOddClient_whenAccepted_thenRefused(String name, OddCertificates odd, TlsFailure expected)
            throws Exception {
        try (Loopback net = new Loopback()) {
            var dialled = start("jsse", () -> Jsse.of(odd).open(net.client, true, TLS12));
            var ours = start("ours", () -> net.openServer(profile(BOB)));

            assertFails(ours.failure(), PeerMisbehaved.class, expected);
            assertThat(dialled.failure())
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("bad_certificate");
        }
    }

    @Test
    void givenClientOnAnotherCurve_whenAccepted_thenKeyUnsupported() throws Exception {
        OddCertificates p384 = OddCertificates.onCurve("secp384r1");
        try (Loopback net = new Loopback()) {
            var dialled = start("jsse", () -> Jsse.of(p384).open(net.client, true, TLS12));
            var ours = start("ours", () -> net.openServer(profile(BOB)));

            assertFails(ours.failure(), PeerIncompatible.class, TlsFailure.KEY_UNSUPPORTED);
            assertThat(dialled.failure()).hasMessageContaining("bad_certificate");
        }
    }

    @Test
    void givenExpiredLegacyCertificateThatIsAllowed_whenDialled_thenAccepted() throws Exception {
        byte[] ski = new byte[20];
        new Random(3).nextBytes(ski);
        OddCertificates legacy = OddCertificates.claiming(ski);
        try (Loopback net = new Loopback()) {
            var accepted = start("jsse", () -> Jsse.of(legacy).open(net.server, false, TLS12));
            var known = io.handfast.crypto.Ski.of(ski);
            TlsSession ours = net.openClient(
                    profile(BOB).withJudge(ShipJudge.of(BOB.ski()).acceptingLegacy(known::equals)));

            assertThat(accepted.result().getSession().isValid()).isTrue();
            assertThat(ours.peerCertificate().claimedSki()).contains(known);
        }
    }

    @Test
    void givenOnlyTls13Client_whenAccepted_thenIncompatible() throws Exception {
        try (Loopback net = new Loopback()) {
            var dialled = start("jsse", () -> Jsse.of(ALICE).open(net.client, true, TLS13));
            var ours = start("ours", () -> net.openServer(profile(BOB)));

            assertFails(ours.failure(), PeerIncompatible.class, TlsFailure.INCOMPATIBLE);
            assertThat(dialled.failure()).hasMessageContaining("protocol_version");
        }
    }

    @Test
    void givenOnlyTls13Server_whenDialled_thenIncompatible() throws Exception {
        try (Loopback net = new Loopback()) {
            var accepted = start("jsse", () -> Jsse.of(ALICE).open(net.server, false, TLS13));
            var ours = start("ours", () -> net.openClient(profile(BOB)));

            assertFails(ours.failure(), PeerIncompatible.class, TlsFailure.INCOMPATIBLE);
            assertThat(accepted.failure()).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"device-1.local., device-1.local", "192.168.1.20, ''", "fe80::1, ''", "gerät.local, ''"})
    void givenTarget_whenDialled_thenSniOnlyForNames(String target, String sni) throws Exception {
        try (Loopback net = new Loopback()) {
            var accepted = start("jsse", () -> Jsse.of(ALICE).open(net.server, false, TLS12));
            net.openClient(profile(BOB).dialling(target));

            List<SNIServerName> names = ((ExtendedSSLSession) accepted.result().getSession()).getRequestedServerNames();
            assertThat(names).isEqualTo(sni.isEmpty() ? List.of() : List.of(new SNIHostName(sni)));
        }
    }

    private static void assertFails(Throwable failure, Class<? extends HandshakeException> kind, TlsFailure expected) {
        assertThat(failure).isInstanceOf(kind);
        assertThat(((HandshakeException) failure).code()).isEqualTo(expected);
        assertThat(((HandshakeException) failure).phase()).isEqualTo("tls");
    }
}
