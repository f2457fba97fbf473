// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import io.handfast.tls.foreign.Jsse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A hub that stops waits for those who may answer its farewell, and for nobody else. */
class HubStopTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final TimeSource time = new SystemTime();
    private final NodeIdentity alice = Node.identity("Alice");
    private final NodeIdentity bob = Node.identity("Bob");

    @Test
    void givenConnectedDevice_whenStopped_thenInOrder() throws Exception {
        try (Node server = Node.Plan.of(alice).trusting(bob).start();
                Node client =
                        Node.Plan.of(bob).dialling(alice.ski(), server.port()).start()) {
            client.requireAnswer(client.awaitConnected(), "there?");

            requireStopAtOnce(client);

            HubEvent ended = server.await(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
            assertThat(ended.text()).isEqualTo("ANNOUNCED_BY_PEER: unspecific");
        }
    }

    @Test
    void givenSilentStranger_whenStopped_thenNotWaitedFor() throws Exception {
        try (Node hub = Node.Plan.of(alice).start();
                Socket stranger = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            awaitAccepted(hub);

            requireStopAtOnce(hub);

            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void givenDialUnderWay_whenStopped_thenNotWaitedFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Node hub = Node.Plan.of(alice)
                        .dialling(bob.ski(), silent.getLocalPort())
                        .start();
                Socket dialled = silent.accept()) {
            requireStopAtOnce(hub);
            dialled.getInputStream().readAllBytes();
        }
    }

    @Test
    void givenHandshakeUnderWay_whenStopped_thenNotWaitedFor() throws Exception {
        try (Node hub = Node.Plan.of(alice).trusting(bob).start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            Upgraded.client(Jsse.of(bob).open(socket, true, new String[0]), "ship");
            hub.await(event -> event.kind() == HubEvent.Kind.KNOCKED);

            requireStopAtOnce(hub);
        }
    }

    /** Connections are accepted in order: when this one was heard, those before it are accepted. */
    private static void awaitAccepted(Node hub) throws Exception {
        try (Socket later = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            Upgraded.write(later, "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            hub.awaitFailure("tls.not-tls");
        }
    }

    private void requireStopAtOnce(Node hub) throws InterruptedException {
        long began = time.nanos();
        assertThat(hub.stop(WITHIN)).isTrue();
        assertThat(Duration.ofNanos(time.nanos() - began)).isLessThan(AT_ONCE);
    }
}
