// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Scope;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import io.handfast.tls.foreign.Jsse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Strangers in great number or of great patience: whom we trust does not notice. */
class StrangerFloodTest {
    /** What ship-go and we allow for the answer to a ping. */
    private static final Duration PONG_RULE = Duration.ofSeconds(10);

    private final TimeSource time = new SystemTime();

    @Test
    void givenManyStrangersInTls_whenTrustedPeerAsks_thenAnsweredEachTime() throws Exception {
        flood(200);
    }

    @Test
    @Tag("long")
    void givenThousandStrangersInTls_whenTrustedPeerAsks_thenAnsweredEachTime() throws Exception {
        flood(1000);
    }

    /** All strangers come at once, prove a key nobody trusts, ask for the upgrade and are turned away. */
    private void flood(int strangers) throws Exception {
        Scope crowd = new Scope("crowd", time);
        AtomicInteger over = new AtomicInteger();
        Jsse carol = Jsse.of(BadPeers.CAROL);
        try (Node hub = Node.Plan.of(BadPeers.ALICE).trusting(BadPeers.DAVE).start();
                Node client = Node.Plan.of(BadPeers.DAVE)
                        .dialling(hub.ski(), hub.port())
                        .start()) {
            ShipPeer toHub = client.awaitConnected();
            for (int i = 0; i < strangers; i++) {
                crowd.start("stranger", () -> {
                    Misdeed knock = socket -> {
                        Socket upgraded = Upgraded.client(carol.open(socket, true, new String[0]), "ship");
                        Upgraded.write(upgraded, Misdeed.clientFrame(2, (byte) 0, (byte) 0));
                        Upgraded.readToClose(upgraded);
                        socket.close();
                    };
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
                        knock.commitToTheEnd(socket);
                    } finally {
                        over.incrementAndGet();
                    }
                });
            }
            int asked = 0;
            while (over.get() < strangers) {
                requirePromptAnswer(client, toHub, "question " + asked);
                asked++;
            }

            assertThat(crowd.join(time.in(Node.PATIENCE))).isTrue();
            assertThat(asked).isPositive();
            assertThat(hub.events()).noneMatch(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
            assertThat(hub.events())
                    .filteredOn(event -> Node.code(event).equals("ship.hello.not-trusted"))
                    .isNotEmpty();
            assertThat(client.stop(Node.PATIENCE)).isTrue();
            assertThat(hub.stop(Node.PATIENCE)).isTrue();
        } finally {
            crowd.cancel();
        }
    }

    @Test
    void givenSlowStrangersInAllPlaces_whenTrustedPeerDials_thenLetInAfterTheirGrace() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (Node hub = Node.Plan.of(BadPeers.ALICE).trusting(BadPeers.DAVE).start()) {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port());
                Upgraded.write(socket, (byte) 0x16); // the first byte of TLS, and then no other
                slow.add(socket);
            }

            try (Node client =
                    Node.Plan.of(BadPeers.DAVE).dialling(hub.ski(), hub.port()).start()) {
                requirePromptAnswer(client, client.awaitConnected(), "there?");
            }

            HubEvent crowded = hub.awaitFailure("net.crowded-out");
            assertThat(crowded.kind()).isEqualTo(HubEvent.Kind.REFUSED);
            assertThat(crowded.stage()).isEqualTo("tls");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void givenHandfulOfSlowStrangers_whenTrustedPeerDials_thenLetInAtOnce() throws Exception {
        Scope crowd = new Scope("crowd", time);
        try (Node hub = Node.Plan.of(BadPeers.ALICE).trusting(BadPeers.DAVE).start()) {
            for (int i = 0; i < 5; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port());
                crowd.onCancel(() -> closeQuietly(socket));
                crowd.start("trickle", () -> Misdeed.trickle((byte) 0x16).commitToTheEnd(socket));
            }
            try (Node client =
                    Node.Plan.of(BadPeers.DAVE).dialling(hub.ski(), hub.port()).start()) {
                requirePromptAnswer(client, client.awaitConnected(), "there?");
            }
            assertThat(hub.events()).noneMatch(event -> event.failure().isPresent());
        } finally {
            crowd.cancel();
            assertThat(crowd.join(time.in(Node.PATIENCE))).isTrue();
        }
    }

    private void requirePromptAnswer(Node from, ShipPeer to, String question) throws Exception {
        long asked = time.nanos();
        from.requireAnswer(to, question);
        assertThat(Duration.ofNanos(time.nanos() - asked)).isLessThan(PONG_RULE);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // closed is all it has to be
        }
    }
}
