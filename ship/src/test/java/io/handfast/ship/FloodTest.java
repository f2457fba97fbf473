// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.message.Pin;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Too much of the same, and words to a connection that is gone. */
class FloodTest {
    private static final int MANY = 5_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String PIN_ERROR = Wire.shown(Wire.PIN_ERROR);

    private static void flood(ScriptedPeer peer, byte[]... messages) throws Exception {
        for (int i = 0; i < MANY; i++) {
            peer.send(messages[i % messages.length].clone());
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenHelloFlood_whenThePeerNeverGetsReady_thenTheWaitIsAsLongAsEver(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            Duration begin = scene.now();
            flood(peer, Wire.PENDING, Wire.pending(0));
            peer.expect(Wire.READY).expectNothing(Duration.ofSeconds(19)).expectNothing(Duration.ofSeconds(40));
            scene.mindManners(ours);
            scene.pass(Duration.ofSeconds(5));
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TIMEOUT);
            assertThat(side.overAt().minus(begin)).isLessThan(Duration.ofSeconds(62));
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenFloodOfRequestsForMoreTime_whenGranted_thenNoMoreThanFourMinutes(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.READY);
            Duration begin = scene.now();
            flood(peer, Wire.ASK_FOR_MORE);
            scene.mindManners(ours);
            scene.pass(Duration.ofSeconds(245));
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_TIMEOUT);
            assertThat(side.overAt().minus(begin)).isBetween(Duration.ofSeconds(240), Duration.ofSeconds(242));
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenUndecidedSide_whenFloodedWithShortWaits_thenItDoesNotAskBack(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED)).start();
            ScriptedPeer peer = Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            flood(peer, Wire.pending(0), Wire.pending(29_999), Wire.ready(1));
            peer.expectNothing(Duration.ofMinutes(1));
            side.handshake().decide(true);
            peer.expect(Wire.READY);
            Handshakes.afterReady(peer, ours);
            scene.pass(SECOND);
            assertThat(side.complete()).isTrue();
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPinFlood_whenMostComeInThePenalty_thenThreeAreJudged(Role ours) throws Exception {
        ShipScene.play(scene -> {
            PinLedger ledger =
                    new PinPenalties(scene.time(), scene.environment().entropy());
            PinTerms terms = PinTerms.NONE.demanding(new PinDemand(true, new Pin("11111111"), ledger));
            Side side = scene.side(Side.Setting.of(ours).with(terms)).start();
            Handshakes.upToPin(scene, ours);
            ScriptedPeer peer = scene.peerOf(ours);
            peer.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE);
            flood(peer, Wire.pinInput("33333333"), Wire.pinInput("11111112"));
            for (int i = 0; i < 3; i++) {
                peer.expect(Wire.PIN_ERROR);
            }
            peer.expect(Wire.pinState("required", "busy"));
            peer.expectNothing(Duration.ofSeconds(9)).expect(Wire.pinState("required", "ok"));
            assertThat(Collections.frequency(scene.said(ours), PIN_ERROR)).isEqualTo(3);
            assertThat(side.over()).isFalse();
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenFloodOfPinStates_whenNobodyKnowsThePin_thenTheUserIsAskedOnce(Role ours) throws Exception {
        ShipScene.play(scene -> {
            List<PinTerms.Wish> wishes = new ArrayList<>();
            PinTerms terms = PinTerms.NONE.asking((_, wish) -> wishes.add(wish));
            Side side = scene.side(Side.Setting.of(ours).with(terms)).start();
            ScriptedPeer peer = Handshakes.upToPin(scene, ours).expect(Wire.PIN_NONE);
            flood(peer, Wire.pinState("required", "ok"), Wire.pinState("required", "busy"));
            scene.pass(SECOND);
            assertThat(wishes).containsExactly(new PinTerms.Wish(true, false));
            assertThat(side.over()).isFalse();
            side.handshake().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenConnectionThatIsGone_whenTheUserDecidesOrTypes_thenNothingHappens(Role ours) throws Exception {
        for (String phase : List.of("cmi-c", "pending", "ask-32", "access", "data")) {
            if (phase.equals("cmi-c") && ours == Role.SERVER) {
                continue;
            }
            ShipScene.play(scene -> {
                Side side = PhaseScenes.upTo(scene, phase, ours);
                scene.pass(SECOND);
                scene.opposite(ours).close();
                scene.pass(Duration.ofSeconds(5));
                assertThat(side.over()).isTrue();
                int said = scene.sent().size();
                ShipPhase last = side.handshake().phase();
                side.handshake().decide(true);
                side.handshake().decide(false);
                side.handshake().enterPin(new Pin("11111111"));
                if (side.complete()) {
                    side.connection().enterPin(new Pin("11111111"));
                    side.connection().close("unspecific");
                    assertThat(side.connection().send(ShipScene.json("{'n':1}"), SECOND))
                            .isEqualTo(ShipConnection.Sent.CLOSED);
                    side.connection().cancel();
                }
                side.handshake().cancel();
                scene.pass(Duration.ofMinutes(5));
                assertThat(scene.sent()).hasSize(said);
                assertThat(side.handshake().phase()).isEqualTo(last);
            });
        }
    }
}
