// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.failure.Blame;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.ShipPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our hub against live ship-go where one side does not want the other, or not yet, or has no room. */
@Tag("interop")
@Tag("waits")
@Timeout(300)
class LiveTrustTest {
    private static final String ABORTED = "{\"connectionHello\":[{\"phase\":\"aborted\"}]}";

    private final NodeIdentity identity = OurHub.newIdentity("live-trust");

    @ParameterizedTest
    @EnumSource
    void givenStranger_whenItDialsUs_thenAbortedAndClosed(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start();
                OurHub hub = OurHub.trusting(identity, 10)) {
            dial(peer, hub);

            peer.await(PeerEvent.Message.class, message -> received(message, ABORTED), GoPeer.PATIENCE);
            peer.awaitState(ourSki(), 16);
            HubEvent refused = hub.awaitFailure("ship.hello.not-trusted");
            assertThat(refused.kind()).isEqualTo(HubEvent.Kind.REFUSED);
            assertThat(refused.ski().orElseThrow().toString()).isEqualTo(peer.ski());
            assertThat(refused.stage()).startsWith("ship.hello");
            assertThat(refused.failure().orElseThrow().blame()).isEqualTo(Blame.POLICY);
            assertThat(hub.stop()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenTheyDoNotTrustUsYet_whenTheyDoLater_thenCompletes(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start();
                OurHub hub = OurHub.dialling(identity, peer)) {
            peer.awaitState(ourSki(), 11);
            awaitOurHello(peer);

            peer.trust(ourSki());

            ShipPeer connected = hub.awaitConnected(peer.ski());
            peer.awaitConnected(ourSki());
            assertThat(connected.report().entries())
                    .extracting(entry -> entry.phase().phaseName())
                    .contains("ship.hello-ready-listen")
                    .doesNotContain("ship.hello-pending-listen");
            assertThat(hub.stop()).isTrue();
        }
    }

    @Test
    void givenTheirUserTakesHalfAMinute_whenAskedForMoreTime_thenGranted() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2026).start();
                OurHub hub = OurHub.dialling(identity, peer)) {
            peer.await(
                    PeerEvent.Message.class,
                    message -> message.sent() && message.text().orElse("").contains("\"prolongationRequest\":true"),
                    Duration.ofSeconds(40));
            peer.fromHere();
            peer.await(PeerEvent.Message.class, message -> received(message, "\"phase\":\"ready\""), GoPeer.PATIENCE);

            peer.trust(ourSki());

            hub.awaitConnected(peer.ski());
            peer.awaitConnected(ourSki());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenTheyDoNotTrustUs_whenTheyDeny_thenReportedAndNotHammered(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start();
                OurHub hub = OurHub.dialling(identity, peer)) {
            peer.awaitState(ourSki(), 11);
            awaitOurHello(peer);

            peer.deny(ourSki());

            requireDenied(hub.awaitFailure("ship.hello.remote-denied"));
            peer.awaitState(ourSki(), 15);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenTheyLetNoStrangerWait_whenWeDial_thenReportedAsDenied(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start()) {
            peer.allowWaiting(false);
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                requireDenied(hub.awaitFailure("ship.hello.remote-denied"));
            }
        }
    }

    private static void requireDenied(HubEvent failed) {
        assertThat(failed.kind()).isEqualTo(HubEvent.Kind.FAILED);
        assertThat(failed.stage()).startsWith("ship.hello");
        assertThat(failed.nextAttempt().orElseThrow()).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(120));
    }

    @ParameterizedTest
    @EnumSource
    void givenOurLimitReached_whenAnotherDialsUs_thenRefusedBeforeTheUpgrade(ShipGo library) throws Exception {
        try (GoPeer first = GoPeers.on(ShipGo.V2024).start();
                GoPeer second = GoPeers.on(library).start();
                OurHub hub = OurHub.trusting(identity, 1, first, second)) {
            dial(first, hub);
            hub.awaitConnected(first.ski());

            dial(second, hub);

            HubEvent refused = hub.awaitFailure("ws.declined");
            assertThat(refused.ski().orElseThrow().toString()).isEqualTo(second.ski());
            assertThat(refused.kind()).isEqualTo(HubEvent.Kind.REFUSED);
            second.await(PeerEvent.Log.class, line -> line.text().contains("bad handshake"), GoPeer.PATIENCE);
            assertThat(second.events()).noneMatch(PeerEvent.State.class::isInstance);
        }
    }

    @Test
    void givenTheirLimitReached_whenWeDial_thenBusy() throws Exception {
        try (GoPeer listener = GoPeers.on(ShipGo.V2026).start();
                GoPeer first = GoPeers.on(ShipGo.V2024).start()) {
            listener.limit(1);
            listener.trust(first.ski());
            listener.trust(ourSki());
            first.see(listener);
            first.trust(listener.ski());
            listener.awaitConnected(first.ski());
            try (OurHub hub = OurHub.dialling(identity, listener)) {
                HubEvent failed = hub.awaitFailure("ws.busy");
                assertThat(failed.stage()).isEqualTo("websocket");
                assertThat(failed.nextAttempt()).isPresent();

                first.kill();

                hub.awaitConnected(listener.ski());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenKnownShipId_whenTheyComeWithAnother_thenClosed(ShipGo library, @TempDir Path folder) throws Exception {
        GoPeers same = GoPeers.on(library).identity(folder.resolve("peer.crt"), folder.resolve("peer.key"));
        GoPeer peer = same.shipId("first").start();
        try (OurHub hub = OurHub.trusting(identity, 10, peer)) {
            dial(peer, hub);
            assertThat(hub.awaitConnected(peer.ski()).shipId()).isEqualTo("first");
            peer.close();
            try (GoPeer changed = same.shipId("second").start()) {
                dial(changed, hub);

                HubEvent failed = hub.awaitFailure("ship.access.id-mismatch");

                assertThat(failed.failure().orElseThrow().expected()).contains("first");
                assertThat(failed.failure().orElseThrow().got()).contains("second");
                changed.awaitState(ourSki(), 39);
            }
        }
    }

    @Test
    void givenAnotherKeyThanExpected_whenWeDial_thenNotConnected() throws Exception {
        try (GoPeer peer = GoPeers.on(ShipGo.V2024).start()) {
            String expected = OurHub.newIdentity("somebody else").ski().toString();
            try (OurHub hub = OurHub.dialling(identity, expected, peer.port())) {
                HubEvent failed = hub.awaitFailure("tls.wrong-ski");
                assertThat(failed.failure().orElseThrow().got()).isEqualTo("SKI " + peer.ski());
                assertThat(peer.events()).noneMatch(PeerEvent.State.class::isInstance);
            }
        }
    }

    private void dial(GoPeer peer, OurHub hub) {
        peer.see(ourSki(), "127.0.0.1", hub.port(), OurHub.SHIP_ID);
        peer.trust(ourSki());
    }

    private String ourSki() {
        return identity.ski().toString();
    }

    /** A decision before our hello has arrived makes every version refuse that hello. */
    private static void awaitOurHello(GoPeer peer) {
        peer.await(PeerEvent.Message.class, message -> received(message, "connectionHello"), GoPeer.PATIENCE);
    }

    private static boolean received(PeerEvent.Message message, String part) {
        return !message.sent() && message.text().orElse("").contains(part);
    }
}
