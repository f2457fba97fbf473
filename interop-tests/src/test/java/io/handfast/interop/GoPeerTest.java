// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.testkit.LastingPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One live peer and its driver. */
@Tag("interop")
@Timeout(300) // the first start may build
class GoPeerTest {
    private static final String STRANGER = "0123456789abcdef0123456789abcdef01234567";
    private static final String MIDDLE = "8000000000000000000000000000000000000000";

    @ParameterizedTest
    @EnumSource
    void givenVersion_whenStarted_thenReportsWhoItIs(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).shipId("Tester-1").start()) {
            assertThat(peer.ready().version()).isEqualTo(library.version());
            assertThat(peer.ski()).matches("[0-9a-f]{40}");
            assertThat(peer.ready().fingerprint()).matches("[0-9A-F]{64}");
            assertThat(peer.port()).isBetween(1, 65535);
            assertThat(peer.ready().shipId()).isEqualTo("Tester-1");
            peer.stop();
            assertThat(peer.events()).contains(new PeerEvent.Closed());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenFiles_whenStartedAgain_thenSameIdentityAndPort(ShipGo library, @TempDir Path folder) throws Exception {
        Path key = folder.resolve("k.pem");
        GoPeers description =
                GoPeers.on(library).identity(folder.resolve("c.pem"), key).port(LastingPort.choose());
        PeerEvent.Ready first;
        try (GoPeer peer = description.start()) {
            first = peer.ready();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (GoPeer peer = description.start()) {
            assertThat(peer.ready()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenKeyPairMadeByOpenssl_whenStarted_thenTaken(ShipGo library) throws Exception {
        // openssl ecparam -genkey -name prime256v1: the key file begins with a block of EC parameters.
        try (GoPeer peer = GoPeers.on(library)
                .identity(resource("openssl.crt"), resource("openssl.key"))
                .start()) {
            assertThat(peer.ski()).isEqualTo("abc82b03ce46f4f9425deb361bc49064358be490");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenWishForSki_whenStarted_thenFulfilled(ShipGo library) throws Exception {
        try (GoPeer bigger = GoPeers.on(library).biggerThan(MIDDLE).start();
                GoPeer smaller = GoPeers.on(library).smallerThan(MIDDLE).start()) {
            assertThat(bigger.ski()).isGreaterThan(MIDDLE);
            assertThat(smaller.ski()).isLessThan(MIDDLE);
        }
    }

    @Test
    void givenFilesAgainstTheWish_whenStarted_thenFailsAndSaysWhy(@TempDir Path folder) throws Exception {
        GoPeers description = GoPeers.on(ShipGo.V2024).identity(folder.resolve("c.pem"), folder.resolve("k.pem"));
        String ski;
        try (GoPeer peer = description.start()) {
            ski = peer.ski();
        }
        assertThatThrownBy(() -> description.biggerThan(ski).start())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("before the process ended")
                .hasMessageContaining("is not bigger than " + ski)
                .hasMessageContaining("exit status 1");
    }

    @ParameterizedTest
    @EnumSource
    void givenPortInUse_whenStarted_thenFailsAndSaysWhy(ShipGo library) throws Exception {
        try (GoPeer owner = GoPeers.on(library).start()) {
            assertThatThrownBy(() -> GoPeers.on(library).port(owner.port()).start())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("address already in use")
                    .hasMessageContaining("exit status 1");
        }
    }

    @Test
    void givenCommandsThatCannotWork_whenAttempted_thenEachIsAnswered() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2024).start()) {
            assertThat(peer.attempt("dance", Map.of())).isEqualTo(failed(1, "dance", "unknown command \"dance\""));
            assertThat(peer.attempt("limit", Map.of("n", 3)))
                    .isEqualTo(failed(2, "limit", "this ship-go has no connection limit"));
            assertThat(peer.attempt("send", Map.of("ski", STRANGER, "content", 1)))
                    .isEqualTo(failed(3, "send", "not connected to " + STRANGER));
            assertThat(peer.attempt("send", Map.of("ski", STRANGER, "size", 26)))
                    .isEqualTo(failed(4, "send", "the smallest payload has 27 bytes"));
            assertThatThrownBy(() -> peer.sendContent(STRANGER, 1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("send: not connected")
                    .hasMessageContaining("> {\"id\":1,\"cmd\":\"dance\"}");
        }
    }

    @Test
    void givenNothingHappens_whenAwaited_thenFailsInTimeWithTheDialogue() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2024).start()) {
            peer.trust(STRANGER);
            assertThatThrownBy(() -> peer.await(PeerEvent.Connected.class, event -> true, Duration.ofMillis(50)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no fitting Connected within PT0.05S")
                    .hasMessageContaining("\"cmd\":\"trust\"")
                    .hasMessageContaining("\"event\":\"ready\"");
        }
    }

    @Test
    void givenEarlyEvents_whenFromHere_thenNotFoundAgain() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2024).start()) {
            peer.await(PeerEvent.Ready.class, event -> true, Duration.ZERO);
            peer.fromHere();
            assertThatThrownBy(() -> peer.await(PeerEvent.Ready.class, event -> true, Duration.ZERO))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenDriverGone_whenInputEnds_thenPeerEndsByItself(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start()) {
            peer.abandon();
            PeerEvent.Ended ended = peer.await(PeerEvent.Ended.class, event -> true, GoPeer.PATIENCE);
            assertThat(ended.exitStatus()).isEqualTo(3);
            assertThat(peer.events()).doesNotContain(new PeerEvent.Closed());
        }
    }

    @Test
    void givenKilledPeer_whenCommanded_thenFailsAtOnceWithTheDialogue() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2026).start()) {
            peer.kill();
            assertThatThrownBy(() -> peer.trust(STRANGER))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("before the process ended")
                    .hasMessageContaining("exit status 137");
        }
    }

    private static PeerEvent.Failed failed(long id, String command, String message) {
        return new PeerEvent.Failed(id, command, message);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(GoPeerTest.class.getResource(name)).toURI());
    }
}
