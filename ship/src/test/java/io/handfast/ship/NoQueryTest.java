// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Role;
import io.handfast.engine.Trace;
import io.handfast.ship.message.RawJson;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A side that declares that it does not query access methods: the official case AMDATA_004. */
class NoQueryTest {
    private static final ShipConnection.Handler DEAF = new ShipConnection.Handler() {
        @Override
        public void received(ShipConnection connection, RawJson payload) {}

        @Override
        public void closed(ShipConnection connection, CloseReason reason) {}
    };

    @ParameterizedTest
    @EnumSource
    void givenSideWithoutQuery_whenConnected_thenItAnswersAndNeverAsks(Role ours) throws Exception {
        ShipScene.play(scene -> {
            List<ShipConnection> connections = new ArrayList<>();
            try (Environment environment = Environment.of(scene.time(), new SeededEntropy(1))) {
                ShipHandshake handshake = new ShipHandshake(
                        scene.end(ours),
                        ours,
                        new LocalNode("quiet").withoutQuery(),
                        new RemoteNode(new Ski("a".repeat(40)), Trust.TRUSTED, Optional.of("peer")),
                        ShipTimers.usual(),
                        environment,
                        new Trace(scene.time()),
                        scene.scope());
                scene.beside("ours", () -> connections.add(handshake.run().start(scene.scope(), DEAF)));
                ScriptedPeer peer = Handshakes.upToAccess(scene, ours);
                peer.expectNothing(Duration.ofMinutes(2));
                peer.send(Wire.ACCESS_REQUEST).expect(Wire.access("quiet"));
                assertThat(connections.getFirst().shipId()).isEqualTo("peer");
                connections.getFirst().cancel();
                scene.pass(Duration.ofSeconds(1));
            }
        });
    }
}
