// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.PinDemand;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.Restriction;
import io.handfast.ship.message.Pin;
import io.handfast.testkit.SeededEntropy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that want a PIN, and a hub that wants one: who is asked, how often, and what is remembered. */
class PinScenariosTest {
    private static final Pin RIGHT = new Pin("12345678");
    private static final Pin WRONG = new Pin("deadbeef");
    private static final Restriction OURS = new Restriction(false, true);
    private static final Restriction NOBODY = new Restriction(false, false);

    /** A hub and a device that demands a PIN of it. */
    private record Pair(VirtualHub hub, VirtualHub device, PinPenalties ledger) {
        static Pair of(HubScene scene, boolean required) {
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(1));
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            PinTerms demand = PinTerms.NONE.demanding(new PinDemand(required, RIGHT, ledger));
            return new Pair(hub, device.trusting(hub, false).pins(hub, demand), ledger);
        }

        List<String> wishes() {
            return hub.events(HubEvent.Kind.PIN_WANTED).stream()
                    .map(HubEvent::text)
                    .toList();
        }

        int wrongOnes() {
            return ledger.snapshot().stream()
                    .mapToInt(PinPenalties.Standing::wrong)
                    .sum();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenDeviceThatWantsAPin_whenItsPinIsEnteredLate_thenAskedOnceAndConnected(boolean hubDials) throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.hub().trusting(pair.device(), hubDials);
            if (!hubDials) {
                pair.device().trusting(pair.hub(), true);
            }
            pair.hub().start();
            pair.device().start();
            scene.pass(300);
            assertThat(pair.hub().isConnected(pair.device())).isFalse();
            assertThat(pair.wishes()).as(pair.hub().log()).containsExactly("wants a PIN");
            DeviceStatus status = pair.hub().status(pair.device());
            assertThat(status.pinWish()).contains(new PinTerms.Wish(true, false));
            assertThat(status.explain(Instant.EPOCH))
                    .contains(
                            "next: it goes on as soon as somebody enters the device's PIN",
                            "to do: enter the PIN that the device shows or that is printed on it");
            assertThat(pair.hub().hub().enterPin(pair.device().ski(), RIGHT)).isTrue();
            scene.pass(1);
            assertThat(pair.hub().isConnected(pair.device()))
                    .as(pair.hub().log())
                    .isTrue();
            assertThat(pair.hub().status(pair.device()).pinWish()).isEmpty();
            assertThat(pair.device().isConnected(pair.hub())).isTrue();
        });
    }

    @Test
    void givenPinEnteredBefore_whenConnected_thenNobodyIsAskedAndReconnectsUseItToo() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.hub().trusting(pair.device(), true).start();
            pair.hub().hub().enterPin(pair.device().ski(), RIGHT);
            scene.pass(5);
            pair.device().start();
            scene.pass(60);
            assertThat(pair.hub().isConnected(pair.device()))
                    .as(pair.hub().log())
                    .isTrue();
            scene.network().cut(pair.hub().ski(), pair.device().ski());
            scene.pass(60);
            assertThat(pair.hub().calls()).containsExactly("+2", "-2", "+2");
            assertThat(pair.wishes()).isEmpty();
        });
    }

    @Test
    void givenConfiguredPin_whenTheDeviceWantsIt_thenNobodyIsAsked() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.device().start();
            pair.hub()
                    .trusting(pair.device(), true)
                    .pins(pair.device(), PinTerms.NONE.giving(RIGHT))
                    .start();
            scene.pass(5);
            assertThat(pair.hub().isConnected(pair.device())).isTrue();
            assertThat(pair.wishes()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenWrongPin_whenTheConnectionBreaksAgainAndAgain_thenItIsGivenOnce(boolean configured) throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.device().start();
            pair.hub().trusting(pair.device(), true);
            if (configured) {
                pair.hub().pins(pair.device(), PinTerms.NONE.giving(WRONG));
            }
            pair.hub().start();
            if (!configured) {
                pair.hub().hub().enterPin(pair.device().ski(), WRONG);
            }
            scene.pass(5);
            for (int i = 0; i < 5; i++) {
                scene.network().cut(pair.hub().ski(), pair.device().ski());
                scene.pass(120);
            }
            assertThat(pair.wrongOnes()).as("wrong PINs that the device got").isEqualTo(1);
            assertThat(pair.wishes().getFirst()).isEqualTo("the PIN was wrong, it wants another one");
            assertThat(pair.wishes()).hasSizeGreaterThan(2);
            pair.hub().hub().enterPin(pair.device().ski(), RIGHT);
            scene.pass(5);
            assertThat(pair.hub().isConnected(pair.device()))
                    .as(pair.hub().log())
                    .isTrue();
            assertThat(pair.wrongOnes()).isZero();
        });
    }

    @Test
    void givenWrongPin_whenExplained_thenTheUserIsToldToCheckIt() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.device().start();
            pair.hub().trusting(pair.device(), true).start();
            pair.hub().hub().enterPin(pair.device().ski(), WRONG);
            scene.pass(5);
            DeviceStatus status = pair.hub().status(pair.device());
            assertThat(status.pinWish()).contains(new PinTerms.Wish(true, true));
            assertThat(status.explain(Instant.EPOCH))
                    .contains("to do: the last PIN was wrong: check it on the device and enter it again");
        });
    }

    @Test
    void givenNobodyEntersThePin_whenTheWindowIsOver_thenFailedSlowlyAndTheHintStays() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.device().start();
            pair.hub().trusting(pair.device(), true).start();
            scene.time().pass(Duration.ofHours(2).plusSeconds(30));
            assertThat(pair.hub().codes()).as(pair.hub().log()).contains("ship.pin.wanted");
            HubEvent failed = pair.hub().events(HubEvent.Kind.FAILED).getFirst();
            assertThat(failed.nextAttempt().orElseThrow()).isGreaterThan(Duration.ofSeconds(50));
            pair.hub().hub().enterPin(pair.device().ski(), RIGHT);
            scene.pass(2);
            assertThat(pair.hub().isConnected(pair.device()))
                    .as("dialled at once")
                    .isTrue();
        });
    }

    @Test
    void givenOptionalPin_whenConnectedWithout_thenTheApplicationIsToldAndThePinLiftsIt() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, false);
            pair.device().start();
            pair.hub().trusting(pair.device(), true).start();
            scene.pass(5);
            assertThat(pair.hub().peer(pair.device()).restriction()).isEqualTo(OURS);
            assertThat(pair.device().peer(pair.hub()).restriction()).isEqualTo(new Restriction(true, false));
            assertThat(pair.wishes()).containsExactly("wants a PIN; without it some things may not work");
            assertThat(pair.hub().status(pair.device()).explain(Instant.EPOCH))
                    .contains(
                            "next: nothing, data may flow",
                            "to do: enter the PIN that the device shows or that is printed on it;"
                                    + " until then the device may withhold things");
            pair.hub().hub().enterPin(pair.device().ski(), RIGHT);
            scene.pass(1);
            assertThat(pair.hub().restrictions()).containsExactly(NOBODY);
            assertThat(pair.device().restrictions()).containsExactly(NOBODY);
            assertThat(pair.hub().peer(pair.device()).restriction()).isEqualTo(NOBODY);
            assertThat(pair.hub().status(pair.device()).pinWish()).isEmpty();
            assertThat(pair.hub().calls()).containsExactly("+2");
        });
    }

    @Test
    void givenStranger_whenAPinIsEnteredForIt_thenItIsNotKept() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.hub().start();
            assertThat(pair.hub().hub().enterPin(pair.device().ski(), RIGHT)).isFalse();
            assertThat(pair.hub().hub().devices()).isEmpty();
        });
    }

    @Test
    void givenForgottenDevice_whenTrustedAgain_thenItsPinIsAskedForAgain() throws Exception {
        HubScene.play(scene -> {
            Pair pair = Pair.of(scene, true);
            pair.device().start();
            pair.hub().trusting(pair.device(), true).start();
            pair.hub().hub().enterPin(pair.device().ski(), RIGHT);
            scene.pass(5);
            pair.hub().hub().forget(pair.device().ski());
            scene.pass(5);
            pair.hub().hub().trust(VirtualHub.device(pair.device().ski()));
            scene.pass(30);
            assertThat(pair.wishes()).as(pair.hub().log()).containsExactly("wants a PIN");
        });
    }

    @Test
    void givenPenaltiesOfBefore_whenTheVerifierStartsAgain_thenTheyRunOn() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            PinPenalties.Standing before = new PinPenalties.Standing(hub.ski(), 6, Duration.ofSeconds(80));
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(1), List.of(before), () -> {});
            device.trusting(hub, false)
                    .pins(hub, PinTerms.NONE.demanding(new PinDemand(true, RIGHT, ledger)))
                    .start();
            hub.trusting(device, true).start();
            hub.hub().enterPin(device.ski(), RIGHT);
            scene.pass(75);
            assertThat(hub.isConnected(device)).isFalse();
            scene.pass(10);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(ledger.snapshot()).isEmpty();
        });
    }
}
