// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.handfast.crypto.Ski;
import io.handfast.engine.Role;
import io.handfast.ship.PinLedger.Outcome;
import io.handfast.ship.message.Pin;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.Pipe;
import io.handfast.testkit.ScriptedPeer;
import io.handfast.testkit.SeededEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What wrong PINs cost, across connections and restarts. */
class PinPenaltiesTest {
    private static final Ski PEER = new Ski("b".repeat(40));
    private static final Ski OTHER = new Ski("c".repeat(40));
    private static final Duration MINUTES = Duration.ofMinutes(5);

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void givenWrongPins_whenCounted_thenPenaltiesAreInTheirRangesAndUseThem() throws Exception {
        List<List<Duration>> penalties = new ArrayList<>();
        for (int seed = 0; seed < 300; seed++) {
            SeededEntropy entropy = new SeededEntropy(seed);
            ShipScene.play(scene -> {
                PinPenalties ledger = new PinPenalties(scene.time(), entropy);
                for (int wrong = 1; wrong <= 8; wrong++) {
                    PinLedger.Judgement judgement = ledger.judge(PEER, false);
                    assertThat(judgement.outcome()).isEqualTo(Outcome.WRONG);
                    assertThat(ledger.penaltyLeft(PEER)).isEqualTo(judgement.penalty());
                    if (penalties.size() < wrong) {
                        penalties.add(new ArrayList<>());
                    }
                    penalties.get(wrong - 1).add(judgement.penalty());
                    scene.pass(judgement.penalty());
                }
            });
        }
        penalties.subList(0, 2).forEach(all -> assertThat(all).allMatch(Duration::isZero));
        penalties.subList(2, 5).forEach(all -> assertRange(all, 10_000, 15_000));
        penalties.subList(5, 8).forEach(all -> assertRange(all, 60_000, 90_000));
    }

    private static void assertRange(List<Duration> all, long least, long most) {
        long tenth = (most - least) / 10;
        assertThat(all).allMatch(each -> each.toMillis() >= least && each.toMillis() <= most);
        assertThat(all).anyMatch(each -> each.toMillis() < least + tenth);
        assertThat(all).anyMatch(each -> each.toMillis() > most - tenth);
    }

    @Test
    void givenPenalty_whenAnotherPinComes_thenItIsNotJudgedAndCostsNothing() throws Exception {
        ShipScene.play(scene -> {
            List<List<PinPenalties.Standing>> stored = new ArrayList<>();
            PinPenalties[] ledger = new PinPenalties[1];
            ledger[0] = new PinPenalties(
                    scene.time(), new SeededEntropy(7), List.of(), () -> stored.add(ledger[0].snapshot()));
            Duration penalty = Duration.ZERO;
            for (int i = 0; i < 3; i++) {
                penalty = ledger[0].judge(PEER, false).penalty();
            }
            assertThat(stored).hasSize(3);
            assertThat(ledger[0].judge(PEER, true)).isEqualTo(new PinLedger.Judgement(Outcome.NOT_JUDGED, penalty));
            assertThat(ledger[0].judge(OTHER, true)).isEqualTo(new PinLedger.Judgement(Outcome.RIGHT, Duration.ZERO));
            assertThat(stored).hasSize(3).last().isEqualTo(ledger[0].snapshot());
            scene.pass(penalty);
            assertThat(ledger[0].judge(PEER, true).outcome()).isEqualTo(Outcome.RIGHT);
            assertThat(stored).hasSize(4).last().isEqualTo(List.of());
            assertThat(ledger[0].judge(PEER, false).penalty()).isZero();
            ledger[0].forget(PEER);
            ledger[0].forget(PEER);
            assertThat(stored).hasSize(6).last().isEqualTo(List.of());
        });
    }

    @Test
    void givenSnapshot_whenRestored_thenCountAndRestOfThePenaltyGoOn() throws Exception {
        List<List<PinPenalties.Standing>> stored = new ArrayList<>();
        ShipScene.play(scene -> {
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(3));
            for (int i = 0; i < 3; i++) {
                ledger.judge(PEER, false);
            }
            ledger.judge(OTHER, false);
            scene.pass(seconds(4));
            stored.add(ledger.snapshot());
        });
        List<PinPenalties.Standing> before = stored.getFirst();
        assertThat(before).extracting(PinPenalties.Standing::wrong).containsExactly(3, 1);
        Duration left = before.getFirst().penaltyLeft();
        assertThat(left).isBetween(seconds(6), seconds(11));
        ShipScene.play(scene -> {
            scene.pass(MINUTES); // a clock that stands elsewhere
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(4), before, () -> {});
            assertThat(ledger.snapshot()).isEqualTo(before);
            scene.pass(left.minusMillis(1));
            assertThat(ledger.judge(PEER, true).outcome()).isEqualTo(Outcome.NOT_JUDGED);
            scene.pass(Duration.ofMillis(1));
            assertThat(ledger.judge(PEER, false).penalty()).isPositive();
            assertThat(ledger.snapshot().getFirst().wrong()).isEqualTo(4);
        });
    }

    @Test
    void givenImpossibleStanding_whenMade_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PinPenalties.Standing(PEER, 0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new PinPenalties.Standing(PEER, 1, seconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PinPenalties.Standing(PEER, 1, seconds(91)));
        assertThat(new PinPenalties.Standing(PEER, 1, seconds(90)).penaltyLeft())
                .isEqualTo(PinPenalties.LONGEST);
    }

    private static Side.Setting demanding(PinLedger ledger) {
        return Side.Setting.of(Role.SERVER)
                .with(PinTerms.NONE.demanding(new PinDemand(true, new Pin("11111111"), ledger)));
    }

    /** A connection of its own, up to the PIN phase. */
    private static ScriptedPeer connect(ShipScene scene, PinLedger ledger, List<Side> sides) throws Exception {
        Pipe pipe = new Pipe(scene.time());
        sides.add(new Side(demanding(ledger), pipe.server(), scene.environment(), scene.scope()).start());
        ScriptedPeer peer = new ScriptedPeer(pipe.client(), scene.time(), MINUTES);
        return peer.send(Wire.INIT)
                .expect(Wire.INIT)
                .expect(Wire.READY)
                .send(Wire.READY)
                .send(Wire.ANNOUNCE)
                .expect(Wire.SELECT)
                .send(Wire.SELECT);
    }

    private static void guess(ScriptedPeer peer, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            peer.send(Wire.pinInput("33333333")).expect(Wire.PIN_ERROR);
        }
    }

    @Test
    void givenWrongPins_whenThePeerHangsUpAndComesBack_thenTheyStillCount() throws Exception {
        ShipScene.play(scene -> {
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(5));
            List<Side> sides = new ArrayList<>();
            ScriptedPeer first = connect(scene, ledger, sides);
            guess(first.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE), 2);
            first.close();
            ScriptedPeer second = connect(scene, ledger, sides);
            guess(second.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE), 1);
            second.expect(Wire.pinState("required", "busy"));
            Duration busy = scene.now();
            second.close();
            scene.pass(seconds(1));
            ScriptedPeer third = connect(scene, ledger, sides);
            third.expect(Wire.pinState("required", "busy")).send(Wire.PIN_NONE);
            third.send(Wire.pinInput("11111111")).expect(Wire.pinState("required", "ok"));
            assertThat(scene.now().minus(busy)).isBetween(seconds(10), seconds(15));
            third.send(Wire.pinInput("11111111")).expect(Wire.PIN_OK).expect(Wire.ACCESS_REQUEST);
            assertThat(ledger.snapshot()).isEmpty();
            assertThat(sides.getLast().handshake().phase()).isEqualTo(ShipPhase.ACCESS_METHODS_REQUEST);
            third.close();
            assertThat(sides.getFirst().failure().code()).isEqualTo(ShipFailure.PIN_NOT_GIVEN);
        });
    }

    @Test
    void givenTwoConnectionsOfOnePeer_whenItGuessesOnBoth_thenItHasNoMoreTries() throws Exception {
        ShipScene.play(scene -> {
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(6));
            List<Side> sides = new ArrayList<>();
            ScriptedPeer one = connect(scene, ledger, sides);
            ScriptedPeer other = connect(scene, ledger, sides);
            one.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE);
            other.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE);
            guess(one, 2);
            guess(other, 1);
            other.expect(Wire.pinState("required", "busy"));
            one.send(Wire.pinInput("11111111")).expect(Wire.pinState("required", "busy"));
            one.expect(Wire.pinState("required", "ok")).send(Wire.pinInput("11111111"));
            one.expect(Wire.PIN_OK);
            assertThat(scene.now()).isGreaterThan(seconds(10));
            one.close();
            other.close();
        });
    }

    /** A ledger on which another connection of the peer has earned 20 s more when the penalty of 10 s is over. */
    private static final class Elsewhere implements PinLedger {
        private int asked;

        @Override
        public Duration penaltyLeft(Ski peer) {
            return asked++ == 1 ? seconds(20) : Duration.ZERO;
        }

        @Override
        public Judgement judge(Ski peer, boolean right) {
            return new Judgement(right ? Outcome.RIGHT : Outcome.WRONG, right ? Duration.ZERO : seconds(10));
        }
    }

    @Test
    void givenPenalty_whenAnotherConnectionEarnsMore_thenThisOneStaysBusyAsLong() throws Exception {
        ShipScene.play(scene -> {
            ScriptedPeer peer = connect(scene, new Elsewhere(), new ArrayList<>());
            guess(peer.expect(Wire.pinState("required", "ok")).send(Wire.PIN_NONE), 1);
            peer.expect(Wire.pinState("required", "busy"));
            Duration begin = scene.now();
            peer.expect(Wire.pinState("required", "ok"));
            assertThat(scene.now().minus(begin)).isEqualTo(seconds(30));
            peer.send(Wire.pinInput("11111111")).expect(Wire.PIN_OK);
            peer.close();
        });
    }
}
