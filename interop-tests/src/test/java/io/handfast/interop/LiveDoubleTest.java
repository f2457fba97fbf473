// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.ShipPeer;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
            Socket theirs = gate.accept();
            try (OurHub hub = OurHub.dialling(identity, peer)) {
                gate.connect(theirs, hub.port());
                hub.awaitConnected(peer.ski());
                awaitQuiet(hub);

                long up = hub.told().stream()
                        .mapToInt(event -> switch (event.kind()) {
                            case CONNECTED -> 1;
                            case DISCONNECTED -> -1;
                            default -> 0;
                        })
                        .sum();
                assertThat(up).describedAs("connections left, %s", hub).isEqualTo(1);
                ShipPeer left = hub.lastConnected();
                left.send(RawJson.parse("{\"datagram\":[{\"content\":\"left\"}]}"));
                peer.await(PeerEvent.Data.class, data -> data.text().orElse("").contains("left"), GoPeer.PATIENCE);
                hub.fromHere();
                peer.sendContent(ours, 1);
                hub.awaitData(peer.ski());
            }
        }
    }

    /** Until nothing has connected or ended for a while. */
    private static void awaitQuiet(OurHub hub) {
        boolean quiet = false;
        while (!quiet) {
            hub.fromHere();
            try {
                hub.await(
                        OurHub.Seen.Told.class,
                        told -> told.event().kind() == HubEvent.Kind.CONNECTED
                                || told.event().kind() == HubEvent.Kind.DISCONNECTED,
                        SETTLED);
            } catch (AssertionError nothing) {
                quiet = true;
            }
        }
    }

    /** Holds a connection that was made to it until its destination is known. */
    private static final class Gate implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

        Gate() throws IOException {}

        int port() {
            return server.getLocalPort();
        }

        Socket accept() throws IOException {
            return server.accept();
        }

        void connect(Socket held, int port) throws IOException {
            Socket onward = new Socket(InetAddress.getLoopbackAddress(), port);
            Thread.ofVirtual().start(() -> pass(held, onward));
            Thread.ofVirtual().start(() -> pass(onward, held));
        }

        private static void pass(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // one of the two has ended it
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
