// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** May a peer wait for its trust? Another question than whether it has it. */
class HelloWaitingTest {
    private static final Duration GAP = Duration.ofMillis(999);

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenNobodyMayWait_whenAnUnknownPeerComes_thenAbortedAtOnce(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Trust trust = new Trust.Undecided(() -> false);
            Side side = scene.side(Side.Setting.of(ours).with(trust)).start();
            ScriptedPeer peer =
                    Handshakes.upToHello(scene, ours).expect(Wire.ABORTED).expectNothing(GAP);
            peer.expectClose(4452);
            peer.close();
            scene.pass(Duration.ofSeconds(1));
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_NOT_TRUSTED);
            assertThat(side.numbers()).endsWith(6, 14, 15);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenWaitingIsAllowedTwice_whenMoreTimeWouldBeAskedFor_thenAborted(Role ours) throws Exception {
        ShipScene.play(scene -> {
            AtomicInteger asked = new AtomicInteger();
            Trust trust = new Trust.Undecided(() -> asked.incrementAndGet() <= 2);
            Side side = scene.side(Side.Setting.of(ours).with(trust)).start();
            ScriptedPeer peer = Handshakes.upToHello(scene, ours)
                    .expect(Wire.PENDING)
                    .send(Wire.READY)
                    .expectNothing(Duration.ofMillis(44_999))
                    .expect(Wire.ASK_FOR_MORE)
                    .send(Wire.READY)
                    .expectNothing(Duration.ofMillis(44_999))
                    .expect(Wire.ABORTED)
                    .expectNothing(GAP);
            peer.expectClose(4452);
            peer.close();
            scene.pass(Duration.ofSeconds(1));
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_NOT_TRUSTED);
            assertThat(asked).hasValue(3);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenNobodyMayWait_whenTheUserApprovedBefore_thenReady(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Trust trust = new Trust.Undecided(() -> false);
            Side side = scene.side(Side.Setting.of(ours).with(trust)).start();
            scene.pass(Duration.ofMillis(5));
            side.handshake().decide(true);
            Handshakes.upToHello(scene, ours).expect(Wire.READY);
            side.handshake().cancel();
        });
    }
}
