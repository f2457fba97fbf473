// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.crypto.IdentityFiles;
import io.handfast.crypto.LoadedIdentity;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Subject;
import io.handfast.engine.ComputePool;
import io.handfast.engine.Entropy;
import io.handfast.engine.Role;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.tls.CipherSuite;
import io.handfast.tls.ShipCredentials;
import io.handfast.tls.ShipJudge;
import io.handfast.tls.ShipProfile;
import io.handfast.tls.TlsOpener;
import io.handfast.tls.TlsSession;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Identities of either side in the other's hands, and both cipher suites against Go's TLS. */
@Tag("interop")
@Timeout(300)
class GoTlsTest {
    private static final List<CipherSuite> SUITES = List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void givenFilesSwapped_whenConnected_thenEachIsWhoTheOtherWas(ShipGo library) throws Exception {
        IdentityFiles madeByUs = new IdentityFiles(folder.resolve("ours.crt"), folder.resolve("ours.key"));
        NodeIdentity ours = madeByUs.create(
                        new Subject("DE", "Handfast", "", "swapped"), Instant.EPOCH, Entropy.secure()::fill)
                .identity();
        IdentityFiles madeByGo = new IdentityFiles(folder.resolve("go.crt"), folder.resolve("go.key"));
        GoPeer maker = GoPeers.on(library)
                .identity(madeByGo.certificate(), madeByGo.key())
                .start();
        maker.close();
        LoadedIdentity theirs = madeByGo.load();
        assertThat(theirs.warnings()).isEmpty();
        assertThat(theirs.identity().ski().toString()).isEqualTo(maker.ski());
        assertThat(theirs.identity().fingerprint().toString())
                .isEqualToIgnoringCase(maker.ready().fingerprint());

        try (GoPeer peer = GoPeers.on(library)
                .identity(madeByUs.certificate(), madeByUs.key())
                .start()) {
            assertThat(peer.ski()).isEqualTo(ours.ski().toString());
            assertThat(peer.ready().fingerprint())
                    .isEqualToIgnoringCase(ours.fingerprint().toString());
            peer.trust(theirs.identity().ski().toString());
            try (OurHub hub = OurHub.dialling(theirs.identity(), peer)) {
                ShipPeer connected = hub.awaitConnected(peer.ski());
                peer.awaitConnected(maker.ski());
                assertThat(connected.ski()).isEqualTo(ours.ski());
                peer.sendContent(maker.ski(), 1024);
                hub.awaitData(peer.ski());
            }
        }
    }

    static Stream<Arguments> suites() {
        return Stream.of(ShipGo.values())
                .flatMap(library -> Stream.of(Role.values())
                        .flatMap(role -> SUITES.stream().map(suite -> Arguments.of(library, role, suite))));
    }

    @ParameterizedTest(name = "{0}, we are {1}, {2}")
    @MethodSource("suites")
    void givenOneSuite_whenOpened_thenThatOneIsTakenAndTheUpgradeBegins(ShipGo library, Role role, CipherSuite suite)
            throws Exception {
        NodeIdentity identity = OurHub.newIdentity("suites");
        ShipCredentials credentials = ShipCredentials.of(identity, CryptoProvider.detect(), Entropy.secure());
        ShipProfile profile =
                ShipProfile.of(credentials, ShipJudge.of(identity.ski())).withSuites(suite);
        try (GoPeer peer = GoPeers.on(library).start();
                ComputePool pool = new ComputePool(1);
                Socket socket = role == Role.CLIENT
                        ? new Socket(InetAddress.getLoopbackAddress(), peer.port())
                        : dialledBy(peer, identity)) {
            TlsSession session = new TlsOpener(pool).open(socket, role, profile);

            assertThat(session.cipherSuite()).isEqualTo(suite.number());
            assertThat(session.version()).isEqualTo("TLS 1.2");
            assertThat(session.peerCertificate().claimedSki().orElseThrow().toString())
                    .isEqualTo(peer.ski());
            if (role == Role.SERVER) {
                assertThat(session.input().readNBytes(4)).asString().isEqualTo("GET ");
            } else {
                session.output().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
                assertThat(session.input().readNBytes(12)).asString().isEqualTo("HTTP/1.1 400");
            }
        }
    }

    private static Socket dialledBy(GoPeer peer, NodeIdentity identity) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer.see(identity.ski().toString(), "127.0.0.1", server.getLocalPort(), "suites");
            peer.trust(identity.ski().toString());
            return server.accept();
        }
    }
}
