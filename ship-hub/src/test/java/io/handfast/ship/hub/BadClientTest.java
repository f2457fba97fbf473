// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.hub.Node.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our hub under bad clients: each gets a typed failure and nothing more, and a good one is served meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadClientTest {
    /** A hub and a good client of it. */
    private record Scene(Node hub, Node client, ShipPeer toClient) {
        static Scene start(Node.Plan plan) throws IOException, InterruptedException {
            Node hub = plan.trusting(BadPeers.BOB, BadPeers.DAVE).start();
            Node client =
                    Node.Plan.of(BadPeers.DAVE).dialling(hub.ski(), hub.port()).start();
            Scene scene = new Scene(hub, client, hub.awaitConnected());
            hub.await(event -> event.kind() == HubEvent.Kind.CONNECTED); // what was told before does not count
            return scene;
        }

        void stop() throws InterruptedException {
            try (client;
                    hub) {
                assertThat(client.stop(Node.PATIENCE)).isTrue();
                assertThat(hub.stop(Node.PATIENCE)).isTrue();
            }
        }
    }

    private final Map<Wait, Scene> scenes = new EnumMap<>(Wait.class);
    private long socketsBefore;

    @BeforeAll
    void start() throws Exception {
        socketsBefore = BadPeers.sockets();
        for (Wait wait : Wait.values()) {
            scenes.put(wait, Scene.start(Node.Plan.of(BadPeers.ALICE).hasty(wait)));
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (Scene scene : scenes.values()) {
            scene.stop();
        }
        assertThat(BadPeers.sockets()).isEqualTo(socketsBefore);
    }

    @ParameterizedTest
    @EnumSource
    void givenBadClient_whenItDials_thenTypedFailureAndNothingLeft(BadClient bad) throws Exception {
        Scene scene = Objects.requireNonNull(scenes.get(bad.wait));
        long sockets = BadPeers.sockets();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), scene.hub().port())) {
            bad.misdeed.commitToTheEnd(socket);
        }
        HubEvent event = scene.hub().await(told -> told.failure().isPresent());

        HandshakeException failure = event.failure().orElseThrow();
        assertThat(failure.code().code()).describedAs("%s", failure).isEqualTo(bad.code);
        assertThat(failure.phase()).isEqualTo(bad.phase);
        assertThat(failure.expected()).isNotBlank();
        assertThat(failure.got()).isNotBlank();
        assertThat(event.stage()).isNotBlank();
        scene.hub().requireAnswer(scene.toClient(), bad.name());
        assertThat(BadPeers.sockets()).isEqualTo(sockets);
    }
}
