// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import static io.handfast.tls.Loopback.ALICE;
import static io.handfast.tls.Loopback.BOB;
import static io.handfast.tls.Loopback.profile;
import static io.handfast.tls.Loopback.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.tls.foreign.OddCertificates;
import org.bouncycastle.tls.AlertDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As nobody ever renegotiates with us, a peer need not know how to do it safely (RFC 5746). */
class RenegotiationTest {
    @ParameterizedTest
    @EnumSource
    void givenPeerWithoutSecureRenegotiation_whenOpened_thenItTalks(Role ours) throws Exception {
        BouncyPeer old = BouncyPeer.of(OddCertificates.of(ALICE)).withoutSecureRenegotiation();
        try (Loopback net = new Loopback()) {
            var peer = start("peer", () -> old.open(net.socket(Loopback.other(ours)), Loopback.other(ours)));
            TlsSession session = net.opener.open(net.socket(ours), ours, profile(BOB));
            BouncyPeer.Session theirs = peer.result();

            assertThat(session.peerCertificate()).isEqualTo(ALICE.certificate());
            requireTalk(session, theirs);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenPeerThatRenegotiates_whenAsked_thenRefusedAndTheSessionGoesOn(Role ours) throws Exception {
        try (Loopback net = new Loopback()) {
            var peer = start(
                    "peer",
                    () -> BouncyPeer.of(OddCertificates.of(ALICE))
                            .open(net.socket(Loopback.other(ours)), Loopback.other(ours)));
            TlsSession session = net.opener.open(net.socket(ours), ours, profile(BOB));
            BouncyPeer.Session theirs = peer.result();

            theirs.renegotiate();
            requireTalk(session, theirs);

            assertThat(theirs.warning()).isEqualTo(AlertDescription.no_renegotiation);
        }
    }

    private static void requireTalk(TlsSession session, BouncyPeer.Session theirs) throws Exception {
        theirs.output().write(new byte[] {1, 2, 3});
        assertThat(session.input().readNBytes(3)).containsExactly(1, 2, 3);
        session.output().write(new byte[] {4, 5});
        assertThat(theirs.input().readNBytes(2)).containsExactly(4, 5);
    }
}
