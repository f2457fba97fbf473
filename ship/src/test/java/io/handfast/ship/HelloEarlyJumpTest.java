// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both users are asked and the partner's decides first: a ship-go server goes on without our ready, any other waits
 * for it.
 */
class HelloEarlyJumpTest {
    private static Side undecided(ShipScene scene, Role ours) {
        return scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED)).start();
    }

    private static ScriptedPeer partnerApprovedFirst(ShipScene scene, Role ours) throws Exception {
        return Handshakes.upToHello(scene, ours)
                .expect(Wire.PENDING)
                .send(Wire.PENDING)
                .expectNothing(Duration.ofSeconds(5))
                .send(Wire.READY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, 9_999})
    void givenPartnerThatBecameReadyFirst_whenOurUserApprovesWithinTenSeconds_thenAnnouncedWithoutReady(int millis)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, Role.CLIENT);
            ScriptedPeer peer = partnerApprovedFirst(scene, Role.CLIENT).expectNothing(Duration.ofMillis(millis));
            side.handshake().decide(true);
            Handshakes.afterReady(peer, Role.CLIENT);
            scene.pass(Duration.ofSeconds(1));
            assertThat(side.complete()).isTrue();
            assertThat(side.numbers()).startsWith(0, 1, 2, 3, 6, 10, 11, 13, 19);
            side.connection().cancel();
        });
    }

    @Test
    void givenPartnerThatBecameReadyFirstAndStaysLonger_whenOurUserApproves_thenReadyComesFirst() throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, Role.CLIENT);
            ScriptedPeer peer = partnerApprovedFirst(scene, Role.CLIENT).expectNothing(Duration.ofSeconds(11));
            side.handshake().decide(true);
            Handshakes.fromReady(peer, Role.CLIENT);
            scene.pass(Duration.ofSeconds(1));
            assertThat(side.complete()).isTrue();
            side.connection().cancel();
        });
    }

    @Test
    void givenPartnerThatWasReadyFromTheBeginning_whenOurUserApproves_thenReadyComesFirst() throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, Role.CLIENT);
            ScriptedPeer peer = Handshakes.upToHello(scene, Role.CLIENT)
                    .expect(Wire.PENDING)
                    .send(Wire.READY)
                    .expectNothing(Duration.ofSeconds(5));
            side.handshake().decide(true);
            peer.expect(Wire.READY).expect(Wire.ANNOUNCE);
            side.handshake().cancel();
        });
    }

    @Test
    void givenWeWereDialled_whenThePartnersUserIsFirst_thenOurReadyStillComes() throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, Role.SERVER);
            ScriptedPeer peer = partnerApprovedFirst(scene, Role.SERVER).expectNothing(Duration.ofSeconds(5));
            side.handshake().decide(true);
            peer.expect(Wire.READY).send(Wire.ANNOUNCE).expect(Wire.SELECT);
            side.handshake().cancel();
        });
    }

    @Test
    void givenOurUserIsFirst_whenThePartnersFollows_thenOneReadyEach() throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, Role.CLIENT);
            ScriptedPeer peer = Handshakes.upToHello(scene, Role.CLIENT)
                    .expect(Wire.PENDING)
                    .send(Wire.PENDING)
                    .expectNothing(Duration.ofSeconds(5));
            side.handshake().decide(true);
            peer.expect(Wire.READY).expectNothing(Duration.ofSeconds(5)).send(Wire.READY);
            Handshakes.afterReady(peer, Role.CLIENT);
            scene.pass(Duration.ofSeconds(1));
            assertThat(side.complete()).isTrue();
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenWeAreReady_whenThePartnerSaysPendingAgain_thenReadyAgainOnce(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            Handshakes.upToHello(scene, ours)
                    .expect(Wire.READY)
                    .send(Wire.PENDING)
                    .expectNothing(Duration.ofMillis(1))
                    .send(Wire.PENDING)
                    .expect(Wire.ready(59_999))
                    .send(Wire.PENDING)
                    .expectNothing(Duration.ofSeconds(30));
            side.handshake().cancel();
        });
    }
}
