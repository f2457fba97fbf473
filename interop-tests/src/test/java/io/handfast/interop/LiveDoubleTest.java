// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides dial at the same time: one connection is left in the end, and it works. */
@Tag("interop")
@Timeout(300)
class LiveDoubleTest {
    /** After this a smaller SKI may act on its own (SHIP 12.2.2). */
    private static final Duration SETTLED = Duration.ofSeconds(4);

    static Stream<Arguments> pairs() {
        return Stream.of(ShipGo.values())
                .flatMap(library -> Stream.of(true, false).map(weAreBigger -> Arguments.of(library, weAreBigger)));
    }

    @ParameterizedTest(name = "ship-go {0}, our SKI is the bigger one: {1}")
    @MethodSource("pairs")
    void givenBothDial_whenTheyMeet_thenOneConnectionIsLeftAndWorks(ShipGo library, boolean weAreBigger)
            throws Exception {
        NodeIdentity identity = OurHub.newIdentity("double");
        String ours = identity.ski().toString();
        GoPeers peers = weAreBigger
                ? GoPeers.on(library).smallerThan(ours)
                : GoPeers.on(library).biggerThan(ours);
        try (GoPeer peer = peers.start();
                Gate gate = new Gate()) {
            peer.see(ours, "127.0.0.1", gate.port(), OurHub.SHIP_ID);
            peer.trust(ours);
            gate.awaitKnock();
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                gate.open(hub.port());
                hub.awaitConnected(peer.ski());
                hub.awaitQuiet(SETTLED);

                assertThat(hub.up()).describedAs("connections left, %s", hub).isEqualTo(1);
                ShipPeer left = hub.lastConnected();
                left.send(RawJson.parse("{\"datagram\":[{\"content\":\"left\"}]}"));
                peer.await(PeerEvent.Data.class, data -> data.text().orElse("").contains("left"), GoPeer.PATIENCE);
                hub.fromHere();
                peer.sendContent(ours, 1);
                hub.awaitData(peer.ski());
            }
        }
    }
}
