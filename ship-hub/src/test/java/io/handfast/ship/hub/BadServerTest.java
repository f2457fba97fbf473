// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.LocalNode;
import io.handfast.tls.ShipCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our hub and our probe dial what is no SHIP node: a typed failure, nothing left, and a good node stays connected. */
class BadServerTest {
    @ParameterizedTest
    @EnumSource
    void givenBadServer_whenHubDials_thenTypedFailureAndNothingLeft(BadServer bad) throws Exception {
        long sockets = BadPeers.sockets();
        try (Answering server = new Answering(bad.misdeed);
                Node good = Node.Plan.of(BadPeers.DAVE).trusting(BadPeers.ALICE).start();
                Node hub = Node.Plan.of(BadPeers.ALICE)
                        .hasty(bad.wait)
                        .dialling(Map.of(
                                BadPeers.BOB.ski(), server.address(), good.ski(), Address.of("127.0.0.1", good.port())))
                        .start()) {
            ShipPeer toGood = hub.awaitConnected();

            HubEvent event =
                    hub.await(told -> told.failure().isPresent() && told.ski().equals(Optional.of(BadPeers.BOB.ski())));

            require(bad, event.failure().orElseThrow());
            assertThat(event.nextAttempt()).isPresent();
            hub.requireAnswer(toGood, bad.name());
            assertThat(hub.stop(Node.PATIENCE)).isTrue();
        }
        assertThat(BadPeers.sockets()).isEqualTo(sockets);
    }

    @ParameterizedTest
    @EnumSource
    void givenBadServer_whenProbed_thenTypedFailureAndNothingLeft(BadServer bad) throws Exception {
        long sockets = BadPeers.sockets();
        try (Answering server = new Answering(bad.misdeed);
                Environment environment = Environment.system()) {
            Node.Plan plan = Node.Plan.of(BadPeers.ALICE).hasty(bad.wait);
            ShipEndpoint endpoint = new ShipEndpoint(
                    ShipCredentials.of(BadPeers.ALICE, CryptoProvider.detect(), environment.entropy()),
                    new LocalNode("i:probe"),
                    plan.timers(),
                    plan.waits(),
                    environment);

            ShipProbe.Result result =
                    new ShipProbe(endpoint, environment).run(server.address(), Optional.of(BadPeers.BOB.ski()));

            assertThat(result.report().complete()).isFalse();
            require(bad, result.report().failure().orElseThrow());
        }
        assertThat(BadPeers.sockets()).isEqualTo(sockets);
    }

    private static void require(BadServer bad, HandshakeException failure) {
        assertThat(failure.code().code()).describedAs("%s", failure).isEqualTo(bad.code);
        assertThat(failure.phase()).isEqualTo(bad.phase);
        assertThat(failure.expected()).isNotBlank();
        assertThat(failure.got()).isNotBlank();
    }

    /** Commits its misdeed to whoever dials, one after the other. */
    private static final class Answering implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Thread thread;

        Answering(Misdeed misdeed) throws IOException {
            thread = Thread.ofVirtual().start(() -> answer(misdeed));
        }

        private void answer(Misdeed misdeed) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    misdeed.commitToTheEnd(socket);
                } catch (Exception _) {
                    // the next one, if there is one
                }
            }
        }

        Address address() {
            return Address.of("127.0.0.1", server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
