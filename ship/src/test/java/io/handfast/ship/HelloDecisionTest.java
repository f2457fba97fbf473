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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a user decides: before the hello, in it together with what the partner says, and too late. */
class HelloDecisionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static Side undecided(ShipScene scene, Role ours) {
        return scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED)).start();
    }

    @ParameterizedTest
    @CsvSource({"CLIENT, true", "CLIENT, false", "SERVER, true", "SERVER, false"})
    void givenDecisionAndReadyAtTheSameInstant_whenInEitherOrder_thenBothCount(Role ours, boolean decisionFirst)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            if (decisionFirst) {
                side.handshake().decide(true);
                peer.send(Wire.READY);
            } else {
                peer.send(Wire.READY);
                side.handshake().decide(true);
            }
            Handshakes.fromReady(peer, ours);
            scene.pass(SECOND);
            assertThat(side.complete()).isTrue();
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDecisionAndAbortedAtTheSameInstant_whenTheUserApproves_thenThePartnersWordCounts(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer =
                    Handshakes.upToHello(scene, ours).expect(Wire.PENDING).send(Wire.ABORTED);
            side.handshake().decide(true);
            scene.pass(seconds(5));
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_REMOTE_DENIED);
            peer.close();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDecisionBeforeTheHello_whenItBegins_thenItCounts(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side approved = undecided(scene, ours);
            scene.pass(Duration.ofMillis(5));
            approved.handshake().decide(true);
            Handshakes.upToHello(scene, ours).expect(Wire.READY);
            approved.handshake().cancel();
        });
        ShipScene.play(scene -> {
            Side refused = undecided(scene, ours);
            scene.pass(Duration.ofMillis(5));
            refused.handshake().decide(false);
            Handshakes.upToHello(scene, ours).expect(Wire.ABORTED).expectClose(4452);
            scene.pass(seconds(3));
            assertThat(refused.failure().code()).isEqualTo(ShipFailure.HELLO_TRUST_DENIED);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDecisionsInEveryLaterPhase_whenTheyCome_thenTheyDoNothing(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer =
                    Handshakes.upToHello(scene, ours).expect(Wire.READY).send(Wire.READY);
            if (ours == Role.CLIENT) {
                peer.expect(Wire.ANNOUNCE);
                decide(scene, side);
                peer.send(Wire.SELECT).expect(Wire.SELECT);
            } else {
                decide(scene, side);
                peer.send(Wire.ANNOUNCE).expect(Wire.SELECT);
                decide(scene, side);
                peer.send(Wire.SELECT);
            }
            peer.expect(Wire.PIN_NONE);
            decide(scene, side);
            peer.send(Wire.PIN_NONE).expect(Wire.ACCESS_REQUEST);
            decide(scene, side);
            peer.send(Wire.access("peer"));
            decide(scene, side);
            assertThat(side.complete()).isTrue();
            peer.expectNothing(SECOND);
            side.connection().cancel();
        });
    }

    private static void decide(ShipScene scene, Side side) throws InterruptedException {
        scene.pass(SECOND);
        side.handshake().decide(false);
        side.handshake().decide(true);
        scene.pass(SECOND);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenAnswerThatCrossesTheApproval_whenItComesInTheProtocolHandshake_thenOneIsForgiven(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer =
                    Handshakes.upToHello(scene, ours).expect(Wire.PENDING).send(Wire.READY);
            peer.expectNothing(seconds(44)).expect(Wire.ASK_FOR_MORE);
            side.handshake().decide(true);
            scene.pass(Duration.ofMillis(500));
            peer.expect(Wire.READY).send(Wire.READY);
            scene.pass(Duration.ofMillis(100));
            assertThat(side.over()).isFalse();
            peer.send(Wire.READY);
            if (ours == Role.CLIENT) {
                peer.expect(Wire.ANNOUNCE);
            }
            peer.expect(Wire.protocolError(2)).expectClose(4001);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.PROTOCOL_UNEXPECTED);
        });
    }

    @Test
    void givenTwoUndecidedSides_whenTheirUsersTakeTheirTime_thenBothAreComplete() throws Exception {
        ShipScene.play(scene -> {
            Side client = undecided(scene, Role.CLIENT);
            Side server = undecided(scene, Role.SERVER);
            scene.pass(Duration.ofMinutes(20));
            server.handshake().decide(true);
            scene.pass(Duration.ofMinutes(20));
            client.handshake().decide(true);
            scene.pass(SECOND);
            assertThat(client.complete()).isTrue();
            assertThat(server.complete()).isTrue();
            client.connection().close("unspecific");
        });
    }

    @Test
    void givenTwoUndecidedSides_whenNobodyEverDecides_thenBothGiveUpWithThePairingWindow() throws Exception {
        ShipScene.play(scene -> {
            Side client = undecided(scene, Role.CLIENT);
            Side server = undecided(scene, Role.SERVER);
            scene.pass(Duration.ofHours(2).plusSeconds(5));
            assertThat(client.failure().code()).isIn(ShipFailure.HELLO_UNDECIDED, ShipFailure.HELLO_REMOTE_DENIED);
            assertThat(server.failure().code()).isIn(ShipFailure.HELLO_UNDECIDED, ShipFailure.HELLO_REMOTE_DENIED);
        });
    }
}
