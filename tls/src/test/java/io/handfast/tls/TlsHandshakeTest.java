// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static io.handfast.tls.Loopback.profile;
import static io.handfast.tls.Loopback.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.handfast.engine.ComputePool;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.time.SystemTime;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handshakes that end, or almost end, otherwise. */
class TlsHandshakeTest {
    @Test
    void givenAnotherNode_whenDialled_thenWrongSkiAndAlert() throws Exception {
        try (Loopback net = new Loopback()) {
            var server = start("server", () -> net.openServer(profile(ALICE)));
            ShipJudge picky = ShipJudge.of(BOB.ski()).expecting(BOB.ski());
            Throwable failure = catchThrowable(() -> net.openClient(profile(BOB).withJudge(picky)));

            assertFails(failure, LocallyRefused.class, TlsFailure.WRONG_SKI);
            assertThat(((HandshakeException) failure).got())
                    .isEqualTo("SKI " + ALICE.ski().hex());
            assertRefused(server.failure());
            assertThat(net.client.isClosed()).isTrue();
            assertThat(net.server.isClosed()).isTrue();
        }
    }

    @Test
    void givenOurselves_whenAccepted_thenOwnSkiAndAlert() throws Exception {
        try (Loopback net = new Loopback()) {
            ShipProfile naive = profile(ALICE).withJudge(peer -> {});
            var client = start("client", () -> net.openClient(naive));

            assertFails(catchThrowable(() -> net.openServer(profile(ALICE))), LocallyRefused.class, TlsFailure.OWN_SKI);
            assertRefused(client.failure());
        }
    }

    @Test
    void givenJudgeThatRefuses_whenAccepted_thenItsVeryException() throws Exception {
        LocallyRefused verdict = new LocallyRefused(TlsFailure.WRONG_SKI, "admission", "a friend", "a stranger");
        try (Loopback net = new Loopback()) {
            var client = start("client", () -> net.openClient(profile(BOB)));
            ShipProfile closed = profile(ALICE).withJudge(peer -> {
                throw verdict;
            });

            assertThat(catchThrowable(() -> net.openServer(closed))).isSameAs(verdict);
            assertRefused(client.failure());
        }
    }

    @Test
    void givenJudgeWithABug_whenAccepted_thenInternal() throws Exception {
        try (Loopback net = new Loopback()) {
            var client = start("client", () -> net.openClient(profile(BOB)));
            ShipProfile broken = profile(ALICE).withJudge(peer -> {
                throw new IllegalStateException("bug");
            });

            assertFails(catchThrowable(() -> net.openServer(broken)), LocallyRefused.class, TlsFailure.INTERNAL);
            assertFails(client.failure(), PeerRefused.class, TlsFailure.REFUSED);
        }
    }

    @Test
    void givenNoCommonSuite_whenDialled_thenIncompatibleOnBothEnds() throws Exception {
        try (Loopback net = new Loopback()) {
            var server = start(
                    "server",
                    () -> net.openServer(
                            profile(ALICE).withSuites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256)));
            Throwable client = catchThrowable(
                    () -> net.openClient(profile(BOB).withSuites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)));

            assertFails(client, PeerIncompatible.class, TlsFailure.INCOMPATIBLE);
            assertFails(server.failure(), PeerIncompatible.class, TlsFailure.INCOMPATIBLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenHttpInsteadOfTls_whenOpened_thenNotTls(Role role) throws Exception {
        String text = role == Role.SERVER ? "GET /ship/ HTTP/1.1\r\n\r\n" : "HTTP/1.1 400 Bad Request\r\n\r\n";
        try (Loopback net = new Loopback()) {
            var peer = role == Role.SERVER ? net.client : net.server;
            peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            Throwable failure = catchThrowable(
                    () -> net.opener.open(role == Role.SERVER ? net.server : net.client, role, profile(ALICE)));

            assertFails(failure, PeerIncompatible.class, TlsFailure.NOT_TLS);
            assertThat(((HandshakeException) failure).got()).startsWith("\"" + text.substring(0, 10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenPeerThatEndsAtOnce_whenOpened_thenEnd(Role role) throws Exception {
        try (Loopback net = new Loopback()) {
            (role == Role.SERVER ? net.client : net.server).shutdownOutput();
            assertThatThrownBy(
                            () -> net.opener.open(role == Role.SERVER ? net.server : net.client, role, profile(ALICE)))
                    .isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenPeerThatSaysNothing_whenGuardCloses_thenFreedAndNamedByTheGuard(Role role) throws Exception {
        SystemTime time = new SystemTime();
        try (Loopback net = new Loopback();
                DeadlineGuard guard = new DeadlineGuard(time)) {
            var ours = role == Role.SERVER ? net.server : net.client;
            DeadlineGuard.Watch watch = guard.watch(() -> closeQuietly(ours));
            watch.arm(time.in(Duration.ofMillis(50)));

            assertThatThrownBy(() -> net.opener.open(ours, role, profile(ALICE)))
                    .isInstanceOf(IOException.class);
            assertThat(watch.expired()).isTrue();
        }
    }

    @Test
    void givenOneByteAtATime_whenOpened_thenItWorks() throws Exception {
        try (Loopback left = new Loopback();
                Loopback right = new Loopback()) {
            Relay relay = new Relay(/* client= */ left.server, /* server= */ right.client, 1);
            var accepted = start("server", () -> right.openServer(profile(ALICE)));
            TlsSession client = left.openClient(profile(BOB));
            TlsSession server = accepted.result();
            client.output().write(new byte[1000]);
            client.endOutput();
            assertThat(server.input().readAllBytes()).hasSize(1000);
            server.endOutput();
            assertThat(client.input().read()).isEqualTo(-1);
            assertThat(relay.fromClient().length).isGreaterThan(1000);
        }
    }

    @Test
    void givenClosedPool_whenOpened_thenIoFailure() throws Exception {
        ComputePool closed = new ComputePool(1);
        closed.close();
        try (Loopback net = new Loopback()) {
            assertThatThrownBy(() -> new TlsOpener(closed).open(net.client, Role.CLIENT, profile(ALICE)))
                    .isInstanceOf(IOException.class);
            assertThat(net.client.isClosed()).isTrue();
        }
    }

    private static void assertRefused(Throwable failure) {
        assertFails(failure, PeerRefused.class, TlsFailure.REFUSED);
        assertThat(((HandshakeException) failure).got()).isEqualTo("alert bad_certificate");
    }

    private static void assertFails(Throwable failure, Class<? extends HandshakeException> kind, TlsFailure expected) {
        assertThat(failure).isInstanceOf(kind);
        assertThat(((HandshakeException) failure).code()).isEqualTo(expected);
    }

    private static void closeQuietly(java.net.Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
