// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hello of a side whose user has to be asked: SHIP 13.4.4.1.3 from state 10 on. */
class HelloPendingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static Side undecided(ShipScene scene, Role ours) {
        return scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED)).start();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenReadyPartner_whenTheUserApproves_thenReadyAndTheProtocolHandshake(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            peer.send(Wire.READY).expectNothing(seconds(5));
            side.handshake().decide(true);
            peer.expect(Wire.READY);
            if (ours == Role.CLIENT) {
                peer.expect(Wire.ANNOUNCE);
            } else {
                peer.send(Wire.ANNOUNCE).expect(Wire.SELECT);
            }
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPendingPartner_whenTheUserApproves_thenItsReadyIsStillAwaited(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            peer.send(Wire.PENDING).expectNothing(seconds(5));
            side.handshake().decide(true);
            peer.expect(Wire.READY).expectNothing(seconds(59));
            assertThat(side.handshake().phase()).isEqualTo(ShipPhase.HELLO_READY_LISTEN);
            peer.expect(Wire.ABORTED);
            peer.close();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenReadyPartner_whenTheUserRefuses_thenAbortedAndASecondLaterClose4452(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            peer.send(Wire.READY).expectNothing(seconds(5));
            side.handshake().decide(false);
            peer.expect(Wire.ABORTED).expectNothing(Duration.ofMillis(999)).expectClose(4452);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(LocallyRefused.class);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TRUST_DENIED);
            assertThat(side.numbers()).endsWith(11, 14, 15);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "{'phase':'ready'} {'waiting':60000},    45000",
        "{'phase':'ready'} {'waiting':240000},   225000",
        "{'phase':'ready'} {'waiting':45000},    30000",
        "{'phase':'ready'} {'waiting':30000},    15000",
        "{'phase':'ready'},                      45000",
        "{'phase':'pending'} {'waiting':60000},  45000",
        "{'phase':'pending'} {'waiting':45000},  30000",
        "{'waiting':60000} {'phase':'ready'},    45000",
    })
    void givenPartnerThatWaits_whenNobodyDecides_thenMoreIsAskedFor15SecondsBeforeItsTimeIsOver(
            String members, int askAfterMillis) throws Exception {
        byte[] hello = Wire.control("{'connectionHello':[" + members.replace("} {", "},{") + "]}");
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                Side side = undecided(scene, ours);
                ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
                peer.send(hello).expectNothing(Duration.ofMillis(askAfterMillis - 1));
                peer.expect(Wire.ASK_FOR_MORE);
                side.handshake().cancel();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {29_999, 20_000, 500, 0})
    void givenReadyPartnerWithLessThan30Seconds_whenNobodyDecides_thenNothingIsAskedEver(int waiting) throws Exception {
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                Side side = undecided(scene, ours);
                ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
                peer.send(Wire.ready(waiting)).expectNothing(Duration.ofMinutes(10));
                side.handshake().decide(true);
                peer.expect(Wire.READY);
                side.handshake().cancel();
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatGrants_whenNobodyDecidesForAnHour_thenItIsAskedEvery45Seconds(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer =
                    Handshakes.upToHello(scene, ours).expect(Wire.PENDING).send(Wire.READY);
            for (int i = 0; i < 80; i++) {
                peer.expectNothing(Duration.ofMillis(44_999))
                        .expect(Wire.ASK_FOR_MORE)
                        .send(Wire.READY);
            }
            side.handshake().decide(true);
            peer.expect(Wire.READY);
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenRequest_whenItIsNotAnsweredWithinTheTimeThePartnerGranted_thenAborted(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            peer.send(Wire.ready(40_000))
                    .expectNothing(Duration.ofMillis(24_999))
                    .expect(Wire.ASK_FOR_MORE);
            peer.expectNothing(Duration.ofMillis(39_999)).expect(Wire.ABORTED).expectClose(4452);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TIMEOUT);
        });
    }

    /** openeebus answers a request with pending although it was ready: that takes nothing back. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatAnswersARequestWithPending_whenItWasReadyBefore_thenItStillIs(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer =
                    Handshakes.upToHello(scene, ours).expect(Wire.PENDING).send(Wire.READY);
            peer.expectNothing(seconds(44)).expect(Wire.ASK_FOR_MORE).send(Wire.pending(114_950));
            peer.expectNothing(Duration.ofMillis(99_949))
                    .expect(Wire.ASK_FOR_MORE)
                    .send(Wire.pending(60_000));
            side.handshake().decide(true);
            peer.expect(Wire.READY);
            scene.pass(SECOND);
            assertThat(side.handshake().phase().number()).isGreaterThan(13);
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPartnerThatAsksToo_whenBothAreUndecided_thenItIsGrantedWithPending(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            peer.expectNothing(seconds(30)).send(Wire.ASK_FOR_MORE).expect(Wire.pending(90_000));
            peer.expectNothing(Duration.ofMillis(89_999)).expect(Wire.ABORTED);
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPairingWindow_whenItIsOver_thenAbortedHoweverOftenThePartnerGrants(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = undecided(scene, ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            Duration begin = scene.now();
            byte[] said = Wire.ASK_FOR_MORE;
            while (Arrays.equals(said, Wire.ASK_FOR_MORE)) {
                said = peer.send(Wire.ready(32_000)).receive();
            }
            assertThat(said).isEqualTo(Wire.ABORTED);
            assertThat(scene.now()).isEqualTo(begin.plus(Duration.ofHours(2)));
            peer.expectClose(4452);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_UNDECIDED);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenApprovalJustBeforeThePairingWindowIsOver_whenThePartnerIsLate_thenTheWindowMeansNothing(Role ours)
            throws Exception {
        ShipTimers usual = ShipTimers.usual();
        ShipTimers shortWindow = new ShipTimers(
                usual.settle(),
                usual.cmi(),
                usual.helloInit(),
                seconds(50),
                usual.protocol(),
                usual.pin(),
                usual.access(),
                usual.closeMaxTime());
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED).with(shortWindow))
                    .start();
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            peer.send(Wire.pending(20_000)).expectNothing(seconds(49));
            side.handshake().decide(true);
            peer.expect(Wire.READY).expectNothing(seconds(30)).send(Wire.READY);
            Handshakes.afterReady(peer, ours);
            scene.pass(SECOND);
            assertThat(side.complete()).isTrue();
            side.connection().cancel();
        });
    }
}
