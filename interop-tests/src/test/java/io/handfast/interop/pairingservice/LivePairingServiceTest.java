// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairingservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.time.SystemTime;
import io.handfast.interop.AvahiNetwork;
import io.handfast.interop.GoPeer;
import io.handfast.interop.GoPeers;
import io.handfast.interop.PeerEvent;
import io.handfast.interop.ShipGo;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.discovery.Discovery;
import io.handfast.ship.hub.discovery.DiscoveryEvent;
import io.handfast.ship.hub.discovery.Interfaces;
import io.handfast.ship.hub.discovery.MulticastDiscovery;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.discovery.TxtRecord;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.hub.pairing.PairingFailure;
import io.handfast.ship.hub.pairing.PairingTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Both roles of the pairing service with ship-go's, both with their own multicast DNS on one wire. */
@Tag("interop")
@Tag("waits")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePairingServiceTest {
    private static final String THEIR_SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";
    private static final String ANOTHER_SECRET = "00000000000000000000000000000001";

    @AutoClose
    private AvahiNetwork network;

    @BeforeAll
    void layTheWire() throws Exception {
        network = AvahiNetwork.up();
    }

    @Test
    void givenTheyScannedOurCode_whenTheyAnnounce_thenConnectedAndNobodyWasAsked() throws Exception {
        try (PairingNode node = node();
                GoPeer peer = peer().start()) {
            ShipQr ours = ShipQr.parse(node.code());
            trustUs(peer, node);
            announceToUs(peer, node, ours.pairing().orElseThrow().secret().hex());

            PairingEvent paired = node.await(PairingEvent.Kind.PAIRED);
            assertThat(paired.device().orElseThrow().shipId())
                    .isEqualTo(peer.ready().shipId());
            assertThat(paired.device().orElseThrow().certificate())
                    .isEqualTo(new Fingerprint(peer.ready().fingerprint()));
            node.awaitConnected(peer.ski());
            peer.awaitConnected(node.ski());
            assertThat(node.stored().controlUnit()).contains(theirs(peer));
            assertThat(node.service().standing().listening()).isFalse();
        }
    }

    @Test
    void givenTheyHaveAnotherSecret_whenTheyAnnounce_thenRefusedUntilTheyHaveTheRightOne() throws Exception {
        try (PairingNode node = node();
                GoPeer peer = peer().start()) {
            trustUs(peer, node);
            announceToUs(peer, node, ANOTHER_SECRET);
            PairingEvent refused = node.await(PairingEvent.Kind.REFUSED);
            assertThat(refused.failure()).contains(PairingFailure.DIGEST);
            node.awaitHub(event -> event.kind() == HubEvent.Kind.REFUSED || event.kind() == HubEvent.Kind.FAILED);
            assertThat(node.stored().controlUnit()).isEmpty();

            peer.withdrawFrom(PairingNode.SHIP_ID);
            announceToUs(peer, node, node.secret());
            node.awaitConnected(peer.ski());
            peer.awaitConnected(node.ski());
        }
    }

    @Test
    void givenTheirRecordWasOverheard_whenWeForgetThemAndItComesAgain_thenReplay() throws Exception {
        BlockingQueue<TxtRecord> heard = new LinkedBlockingQueue<>();
        try (PairingNode node = node();
                GoPeer peer = peer().start();
                Discovery eavesdropper = MulticastDiscovery.open(
                        Interfaces.named(List.of(network.here())), "handfast-ear", new SystemTime(), _ -> {})) {
            eavesdropper.browse(PairingRecord.SERVICE_TYPE, event -> {
                if (!(event instanceof DiscoveryEvent.Disappeared)) {
                    heard.add(event.service().txt());
                }
            });
            trustUs(peer, node);
            announceToUs(peer, node, node.secret());
            node.awaitConnected(peer.ski());
            TxtRecord record = heard.poll(40, TimeUnit.SECONDS);
            peer.withdrawFrom(PairingNode.SHIP_ID);

            node.hub().forget(Ski.parse(peer.ski()));
            node.await(PairingEvent.Kind.LISTENING);
            List<String> command =
                    new ArrayList<>(List.of("avahi-publish", "-s", "Replay", PairingRecord.SERVICE_TYPE, "4712"));
            command.addAll(Optional.ofNullable(record).orElseThrow().strings());
            AvahiNetwork.Lines publish = network.run(command.toArray(String[]::new));

            PairingEvent refused = node.await(PairingEvent.Kind.REFUSED);
            assertThat(refused.failure()).contains(PairingFailure.REPLAY);
            assertThat(refused.text()).contains("Replay");
            publish.end();
        }
    }

    @Test
    void givenWeScannedTheirCode_whenWeAnnounce_thenConnectedAndNobodyWasAsked() throws Exception {
        try (GoPeer peer = peer().pairingSecret(THEIR_SECRET).start();
                PairingNode node = node()) {
            node.service().announce(target(peer, Optional.of(Ski.parse(peer.ski())), THEIR_SECRET));
            awaitCallback(peer, "ServiceAutoTrusted");
            node.awaitConnected(peer.ski());
            peer.awaitConnected(node.ski());
            node.await(PairingEvent.Kind.WITHDRAWN);
            assertThat(node.stored().targets()).containsExactly(theirs(peer));
        }
    }

    /** The old form of the code tells no key: we ask who announces itself with the SHIP ID for its certificate. */
    @Test
    void givenTheirKeyIsUnknown_whenWeAnnounce_thenWeFindItByItsCertificate() throws Exception {
        try (GoPeer peer = peer().pairingSecret(THEIR_SECRET).start();
                PairingNode node = node()) {
            node.service().announce(target(peer, Optional.empty(), THEIR_SECRET));
            assertThat(node.await(PairingEvent.Kind.MET).device()).contains(theirs(peer));
            node.awaitConnected(peer.ski());
            peer.awaitConnected(node.ski());
        }
    }

    @Test
    void givenWeHaveAnotherSecret_whenWeAnnounce_thenTheyTellOfItAndAskTheirUser() throws Exception {
        try (GoPeer peer = peer().pairingSecret(THEIR_SECRET).start();
                PairingNode node = node()) {
            node.service().announce(target(peer, Optional.of(Ski.parse(peer.ski())), ANOTHER_SECRET));
            awaitCallback(peer, "ServiceAutoTrustFailed");
            peer.awaitState(node.ski(), 11);
            assertThat(node.service().standing().announcing())
                    .containsExactly(peer.ready().shipId());
        }
    }

    private PairingNode node() throws IOException {
        return new PairingNode(network.ourAddress(), network.here());
    }

    private GoPeers peer() {
        return GoPeers.on(ShipGo.V2026).seenOn(network.there()).through(network.launcher(), network.environment());
    }

    private static void trustUs(GoPeer peer, PairingNode node) {
        peer.trust(node.ski(), PairingNode.SHIP_ID, node.fingerprint());
    }

    private static void announceToUs(GoPeer peer, PairingNode node, String secret) {
        peer.announceTo(node.ski(), PairingNode.SHIP_ID, node.fingerprint(), secret);
    }

    private static PairingTarget target(GoPeer peer, Optional<Ski> ski, String secret) {
        Fingerprint certificate = new Fingerprint(peer.ready().fingerprint());
        return new PairingTarget(ski, peer.ready().shipId(), certificate, new PairingSecret(secret));
    }

    private static PairedDevice theirs(GoPeer peer) {
        Fingerprint certificate = new Fingerprint(peer.ready().fingerprint());
        return new PairedDevice(peer.ready().shipId(), certificate, Optional.of(Ski.parse(peer.ski())));
    }

    private static void awaitCallback(GoPeer peer, String name) {
        peer.await(PeerEvent.Callback.class, callback -> callback.name().equals(name), GoPeer.PATIENCE);
    }
}
