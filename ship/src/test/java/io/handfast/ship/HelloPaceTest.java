// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hello twenty times faster: all of its times, those on the wire too. */
class HelloPaceTest {
    private static final ShipTimers FASTER = ShipTimers.usual().faster(20);

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenUndecidedSide_whenThePartnerWaitsThreeSeconds_thenAskedForMoreThreeQuartersOfASecondBefore(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED).with(FASTER))
                    .start();
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.pending(3_000));
            Duration begin = scene.now();
            peer.send(Wire.ready(3_000)).expect(Wire.ASK_FOR_MORE);
            assertThat(scene.now().minus(begin)).isEqualTo(Duration.ofMillis(2_250));
            peer.send(Wire.ready(1_499)).expectNothing(Duration.ofSeconds(60)); // too short to ask again
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenReadySide_whenLittleTimeIsLeft_thenNoLessThanATwentiethOfThirtySecondsIsAnnounced(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(FASTER)).start();
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.ready(3_000));
            peer.send(Wire.pending(3_000)).expectNothing(Duration.ofMillis(2_500));
            peer.send(Wire.pending(3_000)).expect(Wire.ready(1_500));
            side.handshake().cancel();
        });
    }

    @Test
    void times() {
        assertThat(ShipTimers.usual().prolongGap()).isEqualTo(ShipTimers.PROLONG_GAP);
        assertThat(ShipTimers.usual().prolongThreshold()).isEqualTo(ShipTimers.PROLONG_THRESHOLD);
        assertThat(FASTER.faster(2).helloInit()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(FASTER.faster(2).prolongGap()).isEqualTo(Duration.ofMillis(375));
        assertThat(FASTER.withPairingWindow(Duration.ZERO).pace()).isEqualTo(20);
        assertThatThrownBy(() -> ShipTimers.usual().faster(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ShipTimers.usual().faster(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
