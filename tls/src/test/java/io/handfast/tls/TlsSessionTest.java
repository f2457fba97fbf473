// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static io.handfast.tls.Loopback.profile;
import static io.handfast.tls.Loopback.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions between two of ours. */
class TlsSessionTest {
    @ParameterizedTest
    @EnumSource
    void givenOneCommonSuite_whenOpened_thenBothEndsAgree(CipherSuite suite) throws Exception {
        try (Loopback net = new Loopback()) {
            var accepted = start("server", () -> net.openServer(profile(ALICE).withSuites(CipherSuite.values())));
            TlsSession client = net.openClient(profile(BOB).withSuites(suite));
            TlsSession server = accepted.result();

            assertThat(client.cipherSuite()).isEqualTo(suite.number()).isEqualTo(server.cipherSuite());
            assertThat(client.version())
                    .isEqualTo(suite == CipherSuite.TLS_AES_128_GCM_SHA256 ? "TLS 1.3" : "TLS 1.2")
                    .isEqualTo(server.version());
            assertThat(client.peerCertificate()).isEqualTo(ALICE.certificate());
            assertThat(server.peerCertificate()).isEqualTo(BOB.certificate());
            assertThat(client.alpn()).isEmpty();
            assertThat(client.clientFinished())
                    .hasSize(suite == CipherSuite.TLS_AES_128_GCM_SHA256 ? 32 : 12)
                    .isEqualTo(server.clientFinished());

            client.output().write(bytes("to server"));
            server.output().write(bytes("to client"));
            assertThat(server.input().readNBytes(9)).asString().isEqualTo("to server");
            assertThat(client.input().readNBytes(9)).asString().isEqualTo("to client");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
