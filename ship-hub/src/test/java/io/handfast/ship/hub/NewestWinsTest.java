// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/**
 * Double connections with a peer of the newest generation (SHIP 12.2.2, TC_SHIP_CONN_001): it keeps the newest,
 * announces the end of an older one that was in use, and closes one that was not with 4001. Our hub replaces the
 * older one too. In the end there is one connection, and it is in use.
 */
class NewestWinsTest {
    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static Node dialling(ServerSocket server) throws IOException {
        return Node.Plan.of(BadPeers.ALICE)
                .dialling(BadPeers.BOB.ski(), server.getLocalPort())
                .start();
    }

    @Test
    void givenWeDialled_whenItDialsAndEndsTheOlderAtOnce_thenTheNewerIsLeftAndNobodyIsDialled() throws Exception {
        try (ServerSocket server = listen();
                Node hub = dialling(server);
                NewestWinsPeer older = NewestWinsPeer.accept(server)) {
            older.complete();
            hub.awaitConnected();
            try (NewestWinsPeer newer = NewestWinsPeer.dial(hub.port())) {
                hub.await(event -> event.kind() == HubEvent.Kind.KNOCKED);
                older.announceEnd();
                HubEvent ended = hub.await(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
                newer.complete();

                ShipPeer left = hub.awaitConnected();
                assertThat(left.role()).isEqualTo(Role.SERVER);
                assertThat(ended.nextAttempt()).isEmpty();
                requireTheOnly(hub, newer);
            }
        }
    }

    @Test
    void givenWeDialled_whenItDialsAndLeavesTheOlderToUs_thenWeEndItInOrder() throws Exception {
        try (ServerSocket server = listen();
                Node hub = dialling(server);
                NewestWinsPeer older = NewestWinsPeer.accept(server)) {
            older.complete();
            hub.awaitConnected();
            try (NewestWinsPeer newer = NewestWinsPeer.dial(hub.port())) {
                newer.complete();
                older.confirmEnd();
                hub.awaitConnected();

                HubEvent ended = hub.await(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
                assertThat(ended.text()).isEqualTo("replaced by a newer connection");
                assertThat(ended.failure()).isEmpty();
                requireTheOnly(hub, newer);
            }
        }
    }

    @Test
    void givenWeDialled_whenBothEndTheOlderAtOnce_thenTheNewerIsLeft() throws Exception {
        try (ServerSocket server = listen();
                Node hub = dialling(server);
                NewestWinsPeer older = NewestWinsPeer.accept(server)) {
            older.complete();
            hub.awaitConnected();
            try (NewestWinsPeer newer = NewestWinsPeer.dial(hub.port())) {
                newer.complete();
                older.endAsDouble();

                hub.awaitConnected();
                hub.await(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
                requireTheOnly(hub, newer);
            }
        }
    }

    @Test
    void givenItDialled_whenItDialsAgain_thenTheNewerIsLeft() throws Exception {
        try (Node hub = Node.Plan.of(BadPeers.ALICE).trusting(BadPeers.BOB).start();
                NewestWinsPeer older = NewestWinsPeer.dial(hub.port())) {
            older.complete();
            hub.awaitConnected();
            try (NewestWinsPeer newer = NewestWinsPeer.dial(hub.port())) {
                newer.complete();
                older.confirmEnd();
                hub.awaitConnected();
                hub.await(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
                requireTheOnly(hub, newer);
            }
        }
    }

    /** Its user has not decided on the first; by the time it dials, he has. */
    @Test
    void givenOurDialWaitsInHello_whenItDialsAndClosesOursAsDouble_thenTheNewerIsLeftAndNobodyIsDialled()
            throws Exception {
        try (ServerSocket server = listen();
                Node hub = dialling(server);
                NewestWinsPeer older = NewestWinsPeer.accept(server)) {
            older.pending();
            try (NewestWinsPeer newer = NewestWinsPeer.dial(hub.port())) {
                hub.await(event -> event.kind() == HubEvent.Kind.KNOCKED);
                older.endAsDouble();
                HubEvent outdone = hub.await(event -> event.kind() == HubEvent.Kind.DOUBLE);
                assertThat(outdone.nextAttempt()).isEmpty();
                newer.complete();

                assertThat(hub.awaitConnected().role()).isEqualTo(Role.SERVER);
                requireTheOnly(hub, newer);
            }
        }
    }

    /** It drops its own dial from within TLS as soon as ours shows who we are. */
    @Test
    void givenItsDialIsOnItsWay_whenOursComes_thenItDropsItsOwnAndOursIsUsed() throws Exception {
        try (ServerSocket server = listen();
                Node hub = dialling(server);
                Socket dropped = new Socket(InetAddress.getLoopbackAddress(), hub.port());
                NewestWinsPeer ours = NewestWinsPeer.accept(server)) {
            dropped.shutdownOutput();
            ours.complete();

            assertThat(hub.awaitConnected().role()).isEqualTo(Role.CLIENT);
            requireTheOnly(hub, ours);
        }
    }

    /** One connection is up, works, and no other attempt was made. */
    private static void requireTheOnly(Node hub, NewestWinsPeer left) throws IOException {
        left.requireAnswer("still there?");
        int up = hub.events().stream()
                .mapToInt(event -> switch (event.kind()) {
                    case CONNECTED -> 1;
                    case DISCONNECTED -> -1;
                    default -> 0;
                })
                .sum();
        assertThat(up).describedAs("connections left").isEqualTo(1);
        assertThat(hub.events())
                .filteredOn(event -> event.kind() == HubEvent.Kind.DIALLING)
                .hasSizeLessThanOrEqualTo(1);
    }
}
