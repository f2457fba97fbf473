// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerRefused;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hello of a side that has decided: SHIP 13.4.4.1.3 from state 7 on, and refusals in both directions. */
class HelloReadyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static byte[] next(Role ours) {
        return ours == Role.CLIENT ? Wire.ANNOUNCE : Wire.SELECT;
    }

    /** As server we speak only when the client has announced. */
    private static ScriptedPeer announce(ScriptedPeer peer, Role ours) throws Exception {
        return ours == Role.CLIENT ? peer : peer.send(Wire.ANNOUNCE);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenBothReady_whenTheSecondReadyArrives_thenTheProtocolHandshakeBeginsAtOnce(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            scene.pass(seconds(3));
            Duration begin = scene.now();
            announce(peer.send(Wire.READY), ours).expect(next(ours));
            assertThat(scene.now()).isEqualTo(begin);
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerPendingFor40Seconds_whenItBecomesReady_thenWeSaidNothingAndGoOnAfterItSettled(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            peer.send(Wire.PENDING).expectNothing(seconds(40)).send(Wire.READY);
            Duration begin = scene.now();
            announce(peer, ours).expect(next(ours));
            assertThat(scene.now()).isEqualTo(begin.plusMillis(20));
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatAsksForMore_whenItIsGrantedThreeTimes_thenTheTrueRemainderIsAnnounced(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            peer.send(Wire.PENDING).expectNothing(seconds(45));
            peer.send(Wire.ASK_FOR_MORE).expect(Wire.ready(75_000)).expectNothing(seconds(60));
            peer.send(Wire.ASK_FOR_MORE).expect(Wire.ready(75_000)).expectNothing(seconds(74));
            peer.send(Wire.ASK_FOR_MORE).expect(Wire.ready(61_000)).expectNothing(seconds(60));
            announce(peer.send(Wire.READY), ours).expect(next(ours));
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenGrantedTime_whenItIsOver_thenAbortedAndASecondLaterClose4452(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            Duration begin = scene.now();
            peer.expectNothing(seconds(45)).send(Wire.ASK_FOR_MORE).expect(Wire.ready(75_000));
            peer.expectNothing(Duration.ofMillis(74_999)).expect(Wire.ABORTED);
            assertThat(scene.now()).isEqualTo(begin.plusSeconds(120));
            peer.expectNothing(Duration.ofMillis(999));
            assertThat(peer.expectClose(4452)).isEqualTo("Node rejected by application");
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TIMEOUT);
            assertThat(side.failure().phase()).isEqualTo("ship.hello-ready-listen");
            assertThat(side.numbers()).endsWith(8, 14, 15);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatAsksForMoreWithoutEnd_whenAnswered_thenNoMoreThanFourMinutesAreGrantedAtATime(Role ours)
            throws Exception {
        for (Trust trust : List.of(Trust.TRUSTED, Trust.UNDECIDED)) {
            ShipScene.play(scene -> {
                Side side = scene.side(Side.Setting.of(ours).with(trust)).start();
                ScriptedPeer peer = Handshakes.upToHello(scene, ours);
                peer.receive();
                for (int i = 0; i < 1000; i++) { // without a bound, 60 s each would outgrow the 32 bits of waiting
                    peer.send(Wire.ASK_FOR_MORE);
                    byte[] granted = peer.receive();
                    if (i >= 3) {
                        assertThat(granted)
                                .isEqualTo(trust.equals(Trust.TRUSTED) ? Wire.ready(240_000) : Wire.pending(240_000));
                    }
                }
                peer.expectNothing(seconds(239)).expectNothing(Duration.ofMillis(999));
                peer.expect(Wire.ABORTED);
                peer.close();
                scene.pass(SECOND);
                assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TIMEOUT);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenStranger_whenItIsRefused_thenAbortedAtOnceAndASecondLaterClose4452(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.side(Side.Setting.of(ours).with(Trust.REFUSED)).start();
            ScriptedPeer peer = Handshakes.upToHello(play, ours);
            peer.send(Wire.READY).expect(Wire.ABORTED);
            Duration begin = play.now();
            peer.expectClose(4452);
            assertThat(play.now()).isEqualTo(begin.plus(SECOND));
            peer.close();
            play.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(LocallyRefused.class);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_NOT_TRUSTED);
            assertThat(side.numbers()).endsWith(6, 14, 15);
        });
        assertThat(scene.said(ours)).containsExactly(Wire.shown(Wire.INIT), Wire.shown(Wire.ABORTED), "close 4452");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenRefusedStrangerThatGoesByItself_whenInTheSecondBeforeTheClose_thenNobodyWaits(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(Trust.REFUSED)).start();
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.ABORTED);
            scene.pass(Duration.ofMillis(100));
            Duration begin = scene.now();
            peer.close();
            scene.pass(SECOND);
            assertThat(side.overAt()).isEqualTo(begin);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatSaysAborted_whenReady_thenNothingIsSaidButClose4452AfterASecond(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(play, ours).expect(Wire.READY);
            peer.send(Wire.PENDING).send(Wire.ABORTED);
            Duration begin = play.now();
            peer.expectClose(4452);
            assertThat(play.now()).isEqualTo(begin.plus(SECOND));
            peer.close();
            play.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(PeerRefused.class);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_REMOTE_DENIED);
            assertThat(side.numbers()).endsWith(8, 16);
        });
        assertThat(scene.said(ours)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDeviceThatRefusesWith4452InsteadOfAborted_whenReady_thenThatIsTheSameRefusal(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            peer.send(Wire.PENDING).send(new Frame.Close(4452, "Node rejected by application"));
            assertThat(peer.expectClose(4452)).isEmpty();
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(PeerRefused.class);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_REMOTE_DENIED);
            assertThat(side.failure().got()).contains("4452");
            assertThat(side.numbers()).endsWith(8, 17);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatJustGoes_whenReady_thenThatIsARefusalWithoutAReason(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            Handshakes.upToHello(scene, ours).expect(Wire.READY).close();
            scene.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(PeerRefused.class);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_CLOSED);
            assertThat(side.numbers()).endsWith(8, 17);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenUserWhoWithdrawsTheTrust_whenReady_thenAborted(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            side.handshake().decide(false);
            peer.expect(Wire.ABORTED).expectClose(4452);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TRUST_DENIED);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenOurFirstWords_whenTheConnectionIsNew_thenThePeerHas20MillisecondsToSettle(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            Handshakes.upToHello(play, ours).expect(Wire.READY);
            side.handshake().cancel();
        });
        assertThat(scene.sent().stream()
                        .filter(sent -> sent.from() == ours)
                        .map(sent -> sent.at().toMillis()))
                .containsExactly(20L, 40L);
    }
}
