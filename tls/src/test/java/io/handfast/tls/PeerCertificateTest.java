// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static io.handfast.tls.Loopback.profile;
import static io.handfast.tls.Loopback.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.tls.foreign.OddCertificates;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of certificates that some devices really have, in both roles. */
class PeerCertificateTest {
    static Stream<Arguments> foreignKeys() throws Exception {
        return rolesFor(
                Arguments.of(OddCertificates.onCurve("brainpoolP256r1"), "EC brainpoolP256r1"),
                Arguments.of(OddCertificates.onCurve("brainpoolP384r1"), "EC brainpoolP384r1"),
                Arguments.of(OddCertificates.onCurve("secp384r1"), "EC secp384r1"));
    }

    @ParameterizedTest(name = "{2} as {0}")
    @MethodSource("foreignKeys")
    void givenKeyOnAnotherCurve_whenOpened_thenSaysWhichAndWhatIsWanted(Role ours, OddCertificates odd, String got)
            throws Exception {
        try (Loopback net = new Loopback()) {
            var peer = start(
                    "peer", () -> BouncyPeer.of(odd).open(net.socket(Loopback.other(ours)), Loopback.other(ours)));

            HandshakeException failure = failure(net, ours, profile(BOB));

            assertThat(failure).isInstanceOf(PeerIncompatible.class);
            assertThat(failure.code()).isEqualTo(TlsFailure.KEY_UNSUPPORTED);
            assertThat(failure.expected()).isEqualTo("a key on P-256");
            assertThat(failure.got()).isEqualTo(got);
            assertThat(failure.code().hint()).contains("P-256");
            assertThat(peer.failure())
                    .isInstanceOf(TlsFatalAlertReceived.class)
                    .hasMessageContaining("bad_certificate");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenLegacySki_whenStrict_thenRefusedInsideTls(Role ours) throws Exception {
        OddCertificates legacy = OddCertificates.legacy(Instant.EPOCH);
        try (Loopback net = new Loopback()) {
            var peer = start(
                    "peer", () -> BouncyPeer.of(legacy).open(net.socket(Loopback.other(ours)), Loopback.other(ours)));

            HandshakeException failure = failure(net, ours, profile(BOB));

            assertThat(failure).isInstanceOf(PeerMisbehaved.class);
            assertThat(failure.code()).isEqualTo(TlsFailure.SKI_MISMATCH);
            assertThat(failure.got()).isEqualTo("SKI " + legacy.ski().hex());
            assertThat(peer.failure()).hasMessageContaining("bad_certificate");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenLegacySki_whenThatSkiIsAllowed_thenAccepted(Role ours) throws Exception {
        OddCertificates legacy = OddCertificates.legacy(Instant.EPOCH);
        try (Loopback net = new Loopback()) {
            var peer = start(
                    "peer", () -> BouncyPeer.of(legacy).open(net.socket(Loopback.other(ours)), Loopback.other(ours)));

            TlsSession session = net.opener.open(net.socket(ours), ours, allowing(legacy.ski()));

            assertThat(session.peerCertificate().claimedSki()).contains(legacy.ski());
            assertThat(session.peerCertificate().hasStandardSki()).isFalse();
            peer.result();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenLegacySki_whenAnotherIsAllowed_thenRefused(Role ours) throws Exception {
        OddCertificates legacy = OddCertificates.legacy(Instant.EPOCH);
        try (Loopback net = new Loopback()) {
            var peer = start(
                    "peer", () -> BouncyPeer.of(legacy).open(net.socket(Loopback.other(ours)), Loopback.other(ours)));

            HandshakeException failure = failure(
                    net, ours, allowing(OddCertificates.legacy(Instant.EPOCH).ski()));

            assertThat(failure.code()).isEqualTo(TlsFailure.SKI_MISMATCH);
            peer.failure();
        }
    }

    static Stream<Arguments> sloppyTrues() throws Exception {
        OddCertificates proper = OddCertificates.of(ALICE);
        return rolesFor(
                Arguments.of(proper.withSloppyCritical(), "critical"),
                Arguments.of(proper.withSloppyCa(), "CA"),
                Arguments.of(proper.withSloppyTrue(), "all"));
    }

    @ParameterizedTest(name = "{2} as {0}")
    @MethodSource("sloppyTrues")
    void givenTrueEncodedAsOne_whenOpened_thenAccepted(Role ours, OddCertificates device, String where)
            throws Exception {
        try (Loopback net = new Loopback()) {
            var peer = start(
                    "peer", () -> BouncyPeer.of(device).open(net.socket(Loopback.other(ours)), Loopback.other(ours)));

            TlsSession session = net.opener.open(net.socket(ours), ours, profile(BOB));
            peer.result();

            NodeCertificate shown = session.peerCertificate();
            assertThat(shown.der()).as(where).isEqualTo(device.der());
            assertThat(shown.claimedSki()).contains(ALICE.ski());
            assertThat(shown.computedSki()).isEqualTo(ALICE.ski());
            assertThat(shown.fingerprint())
                    .isEqualTo(Fingerprint.ofCertificate(device.der()))
                    .isNotEqualTo(ALICE.fingerprint());
        }
    }

    private static ShipProfile allowing(Ski ski) {
        return profile(BOB).withJudge(ShipJudge.of(BOB.ski()).acceptingLegacy(ski::equals));
    }

    private static HandshakeException failure(Loopback net, Role ours, ShipProfile profile) {
        return (HandshakeException) catchThrowable(() -> net.opener.open(net.socket(ours), ours, profile));
    }

    private static Stream<Arguments> rolesFor(Arguments... cases) {
        return Stream.of(Role.values())
                .flatMap(role -> Stream.of(cases)
                        .map(each -> Arguments.of(Stream.concat(Stream.of(role), List.of(each.get()).stream())
                                .toArray())));
    }
}
