// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Fingerprint;
import io.handfast.ship.hub.PairingScene.Participant;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.TxtRecord;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingSettings;
import io.handfast.ship.hub.pairing.PairingStanding;
import io.handfast.ship.hub.pairing.PairingTarget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The SHIP Pairing Service between hubs of ours on virtual time: who becomes trusted, when, and when no more. */
class PairingScenariosTest {
    private static final PairingSecret ANOTHER = new PairingSecret("0".repeat(32));

    private static void pair(PairingScene scene, Participant unit, Participant device) throws Exception {
        unit.service().announce(device.code());
        scene.pass(30);
        assertThat(device.isConnected(unit)).as(device.log()).isTrue();
    }

    @Test
    void givenScannedCode_whenAnnounced_thenConnectedWithoutAnybodyBeingAsked() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            scene.pass(30);
            assertThat(device.service().standing().listening()).isTrue();
            unit.service().announce(device.code());
            scene.pass(10);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
            assertThat(unit.isConnected(device)).isTrue();
            assertThat(device.words()).containsExactly("listening", "paired", "closed", "met");
            assertThat(unit.words()).containsExactly("announcing", "withdrawn");
            assertThat(device.store().saved().controlUnit()).contains(unit.known());
            assertThat(device.store().saved().used()).hasSize(1);
            assertThat(unit.store().saved().targets()).containsExactly(device.known());
            assertThat(device.hub().trusts(unit.hub())).isTrue();
            assertThat(device.hub().hub().device(unit.hub().ski()).orElseThrow().shipId())
                    .contains("i:2");
            PairingStanding standing = device.service().standing();
            assertThat(standing.listening()).isFalse();
            assertThat(standing.listensAt()).isEmpty();
        });
    }

    @Test
    void givenAnotherSecret_whenAnnounced_thenRefusedAndStrangersStill() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.participant('1', Optional.of(PairingScene.SECRET));
            device.hub().refusingStrangers();
            device.start();
            Participant unit = scene.unit('2');
            unit.service().announce(device.code(ANOTHER));
            scene.passMinutes(10);
            assertThat(device.isConnected(unit)).isFalse();
            assertThat(device.codes()).containsExactly("pairing.digest");
            assertThat(device.hub().trusts(unit.hub())).isFalse();
            assertThat(device.store().saved().used()).isEmpty();
            assertThat(unit.service().standing().announcing()).containsExactly("i:1");
            scene.passMinutes(6);
            assertThat(unit.words()).containsExactly("announcing", "withdrawn");
            assertThat(unit.service().standing().announcing()).isEmpty();
        });
    }

    @Test
    void givenSecretRenewed_whenTheOldCodeIsUsed_thenRefusedAndWhatWasSignedWithTheNewOneIsFollowed() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.participant('1', Optional.of(PairingScene.SECRET));
            device.hub().refusingStrangers();
            device.start();
            Participant unit = scene.unit('2');
            unit.service().announce(device.code(ANOTHER));
            scene.pass(30);
            assertThat(device.codes()).containsExactly("pairing.digest");
            device.service().renew(ANOTHER); // the record that was refused is right with it
            scene.pass(60);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
            device.hub().hub().forget(unit.hub().ski());
            unit.service().announce(device.code(PairingScene.SECRET));
            scene.pass(30);
            assertThat(device.codes()).endsWith("pairing.digest");
            assertThat(device.isConnected(unit)).isFalse();
        });
    }

    @Test
    void givenRecordOverheard_whenTheUserForgetsTheUnit_thenListensAtOnceAndTheOldRecordIsAReplay() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            device.hub().refusingStrangers();
            Participant unit = scene.unit('2');
            List<TxtRecord> heard = scene.overhear();
            pair(scene, unit, device);
            device.hub().hub().forget(unit.hub().ski());
            scene.pass(1);
            assertThat(device.service().standing().listening()).isTrue();
            assertThat(device.store().saved().controlUnit()).isEmpty();
            assertThat(device.words()).endsWith("forgotten", "listening");
            assertThat(device.hub().trusts(unit.hub())).isFalse();
            scene.announce("Again", heard.getFirst());
            scene.pass(30);
            assertThat(device.codes()).containsExactly("pairing.replay");
            assertThat(device.isConnected(unit)).isFalse();
            pair(scene, unit, device);
            assertThat(heard).hasSize(3);
            assertThat(device.store().saved().used()).hasSize(2);
        });
    }

    @Test
    void givenConnectedUnit_whenAnotherAnnounces_thenItWaitsUnusedUntilTheFirstWasAwayForAQuarterOfAnHour()
            throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant first = scene.unit('2');
            Participant second = scene.unit('3');
            pair(scene, first, device);
            device.hub().hub().forget(second.hub().ski());
            List<TxtRecord> heard = scene.overhear();
            second.service().announce(device.code());
            scene.pass(5);
            assertThat(device.service().standing().deferred()).isEqualTo(1);
            scene.announce("Kept", heard.getFirst());
            scene.passMinutes(60);
            assertThat(device.words()).containsOnlyOnce("paired").contains("deferred");
            assertThat(device.store().saved().used()).hasSize(1);
            first.stop();
            scene.passMinutes(14);
            assertThat(device.service().standing().listening()).isFalse();
            assertThat(device.service().standing().listensAt()).isPresent();
            assertThat(device.hub().trusts(first.hub())).isTrue();
            scene.passMinutes(2);
            assertThat(device.words()).endsWith("listening", "replaced", "paired", "closed", "met");
            assertThat(device.isConnected(second)).as(device.log()).isTrue();
            assertThat(device.hub().trusts(first.hub())).isFalse();
            assertThat(device.store().saved().controlUnit()).contains(second.known());
            assertThat(device.words()).doesNotContain("forgotten");
        });
    }

    @Test
    void givenUnitAway_whenItComesBack_thenTheWindowBeginsAnewOrCloses() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            pair(scene, unit, device);
            unit.stop();
            scene.passMinutes(14);
            unit.start();
            scene.passMinutes(3);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
            assertThat(device.words()).containsOnlyOnce("listening");
            unit.stop();
            scene.passMinutes(16);
            assertThat(device.service().standing().listening()).isTrue();
            assertThat(device.hub().trusts(unit.hub())).isTrue();
            unit.start();
            scene.passMinutes(1);
            assertThat(device.isConnected(unit)).isTrue();
            assertThat(device.words()).endsWith("listening", "closed");
            assertThat(device.store().saved().controlUnit()).contains(unit.known());
        });
    }

    @Test
    void givenPairedUnitThatNeverComes_whenAQuarterOfAnHourPasses_thenListensAgainAlsoAfterARestart() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            scene.cable(false);
            unit.service().announce(device.code());
            scene.pass(10);
            unit.stop();
            assertThat(device.service().standing().controlUnit())
                    .contains(PairedDevice.expected("i:2", unit.certificate()));
            scene.passMinutes(14);
            assertThat(device.service().standing().listening()).isFalse();
            device.stop();
            device.start();
            scene.passMinutes(14);
            assertThat(device.service().standing().listening()).isFalse();
            scene.passMinutes(2);
            assertThat(device.service().standing().listening()).isTrue();
            assertThat(device.codes()).isEmpty();
            scene.cable(true);
            unit.start();
            unit.hub().hub().connect(device.hub().ski());
            scene.passMinutes(1);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
            assertThat(device.words()).endsWith("met", "closed");
        });
    }

    @Test
    void givenUnitThatKnockedAsAStranger_whenItsRecordComes_thenItsKeyIsKnownAlready() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.participant('1', Optional.of(PairingScene.SECRET));
            device.hub().refusingStrangers();
            device.start();
            Participant unit = scene.unit('2');
            unit.hub().trust(device.hub());
            scene.pass(20);
            assertThat(device.isConnected(unit)).isFalse();
            unit.service().announce(device.code());
            scene.pass(1);
            assertThat(device.store().saved().controlUnit()).contains(unit.known());
            scene.pass(5);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
        });
    }

    @Test
    void givenFullDisk_whenValidRecordComes_thenNothingHappensUntilItCanBeStored() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.participant('1', Optional.of(PairingScene.SECRET));
            device.hub().refusingStrangers();
            device.start();
            Participant unit = scene.unit('2');
            device.store().full(true);
            unit.service().announce(device.code());
            scene.pass(70);
            assertThat(device.codes()).hasSize(3).containsOnly("pairing.not-stored");
            assertThat(device.service().standing().controlUnit()).isEmpty();
            assertThat(device.isConnected(unit)).isFalse();
            device.store().full(false);
            scene.pass(90);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
            assertThat(device.store().saved().used()).hasSize(1);
        });
    }

    @Test
    void givenOpenWindow_whenTheSameUnitAnnouncesAgain_thenItStaysAndTheWindowCloses() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            pair(scene, unit, device);
            List<TxtRecord> heard = scene.overhear();
            device.hub().hub().disconnect(unit.hub().ski());
            scene.passMinutes(16);
            assertThat(device.service().standing().listening()).isTrue();
            unit.service().announce(device.code());
            scene.pass(5);
            assertThat(heard).hasSize(1);
            assertThat(device.words()).endsWith("listening", "paired", "closed").doesNotContain("replaced");
            assertThat(device.store().saved().controlUnit()).contains(unit.known());
            assertThat(device.store().saved().used()).hasSize(2);
        });
    }

    @Test
    void givenUnitThatNeverCame_whenDismissedByItsShipId_thenListensAtOnce() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            scene.cable(false);
            unit.service().announce(device.code());
            scene.pass(10);
            assertThat(device.service().standing().controlUnit()).isPresent();
            device.service().forget("i:2");
            scene.pass(1);
            assertThat(device.service().standing().controlUnit()).isEmpty();
            assertThat(device.service().standing().listening()).isTrue();
            assertThat(device.words()).endsWith("forgotten", "listening");
        });
    }

    @Test
    void givenFloodOfForgeries_whenTheRightRecordComes_thenFollowedAndFewAreTold() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            List<TxtRecord> heard = scene.overhear();
            unit.service().announce(device.code(ANOTHER));
            scene.pass(1);
            TxtRecord forged = heard.getFirst();
            for (int number = 0; number < 200; number++) {
                scene.announce("Forger " + number, forged);
            }
            scene.pass(5);
            assertThat(device.codes()).hasSize(201).containsOnly("pairing.digest");
            pair(scene, unit, device);
        });
    }

    @Test
    void givenAnnouncement_whenWithdrawnOrMadeAnew_thenOneAtMostIsOnTheNetwork() throws Exception {
        PairingScene.play(scene -> {
            Participant unit = scene.unit('2');
            Participant device = scene.participant('1', Optional.of(PairingScene.SECRET));
            List<TxtRecord> heard = scene.overhear();
            PairingTarget code = device.code();
            unit.service().announce(code);
            unit.service().announce(code);
            scene.pass(1);
            assertThat(heard).hasSize(2).doesNotHaveDuplicates();
            assertThat(unit.words()).containsExactly("announcing", "withdrawn", "announcing");
            unit.service().withdraw(code.shipId());
            scene.pass(1);
            assertThat(unit.service().standing().announcing()).isEmpty();
            assertThat(unit.hub().trusts(device.hub())).isTrue();
            unit.service().announce(code);
            scene.pass((int) Duration.ofMinutes(15).minusSeconds(1).toSeconds());
            assertThat(unit.service().standing().announcing()).containsExactly("i:1");
            scene.pass(2);
            assertThat(unit.service().standing().announcing()).isEmpty();
            assertThat(unit.events().getLast().text()).isEqualTo("after PT15M");
        });
    }

    @Test
    void givenOldCodeThatTellsNoKey_whenTheDeviceIsSeen_thenItIsAskedForItsCertificateAndDialled() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant unit = scene.unit('2');
            PairingTarget code =
                    new PairingTarget(Optional.empty(), device.shipId(), device.certificate(), PairingScene.SECRET);
            unit.service().announce(code);
            scene.pass(15);
            assertThat(unit.isConnected(device)).as(unit.log()).isTrue();
            assertThat(unit.store().saved().targets()).containsExactly(device.known());
            assertThat(unit.words()).containsExactly("announcing", "met", "withdrawn");
        });
    }

    @Test
    void givenForgerWithTheShipIdOfAPairedUnit_whenSeenAndWhenItKnocks_thenNeverTrusted() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.participant('1', Optional.of(PairingScene.SECRET));
            device.hub().refusingStrangers();
            device.start();
            Participant unit = scene.unit('2');
            scene.cable(false);
            unit.service().announce(device.code());
            scene.pass(10);
            unit.stop();
            scene.cable(true);
            Participant forger = scene.participant('9', Optional.empty()).calling("i:2");
            forger.start();
            forger.hub().trust(device.hub());
            scene.passMinutes(10);
            assertThat(device.service().standing().controlUnit())
                    .contains(PairedDevice.expected("i:2", unit.certificate()));
            assertThat(device.hub().trusts(forger.hub())).isFalse();
            assertThat(device.isConnected(forger)).isFalse();
            assertThat(forger.hub().codes()).contains("ship.hello.remote-denied");
        });
    }

    /** What ship-go (2026) does when it is dialled before it has seen the record: it asks its user, record or not. */
    @Test
    void givenDeviceThatAsksItsUserAllTheSame_whenAnnounced_thenDialledAnewAfterEverLongerPauses() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.unit('1');
            Participant unit = scene.unit('2');
            unit.service().announce(device.code());
            scene.pass(100);
            assertThat(device.hub().events(HubEvent.Kind.PENDING))
                    .as(device.log())
                    .hasSize(5); // at once, then after 5, 10, 20, 40 s
            unit.service().withdraw(device.shipId());
            scene.passMinutes(30);
            assertThat(device.hub().events(HubEvent.Kind.PENDING)).hasSize(5);
            device.hub().trust(unit.hub());
            scene.pass(5);
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
        });
    }

    @Test
    void givenDeviceThatIsTrustedWhileGivenUp_whenWithdrawn_thenNotLeftAlone() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.unit('1');
            Participant unit = scene.unit('2');
            unit.service().announce(device.code());
            scene.passMillis(5_100);
            assertThat(unit.hub().status(device.hub()).stayAway()).isTrue();
            device.hub().trust(unit.hub());
            unit.service().withdraw(device.shipId());
            scene.pass(30);
            assertThat(unit.hub().status(device.hub()).stayAway()).isFalse();
            assertThat(device.isConnected(unit)).as(device.log()).isTrue();
        });
    }

    @Test
    void givenOurOwnCode_whenScanned_thenRejected() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            assertThatThrownBy(() -> device.service().announce(device.code()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(PairingScene.SECRET.hex());
            scene.pass(5);
            assertThat(device.words()).containsExactly("listening");
        });
    }

    /** The one before is gone, the new one is not stored yet: told in that order, and made good later. */
    @Test
    void givenFullDisk_whenAnotherReplacesTheUnit_thenReplacedAndPairedWhenItCanBeStored() throws Exception {
        PairingScene.play(scene -> {
            Participant device = scene.device('1');
            Participant first = scene.unit('2');
            Participant second = scene.unit('3');
            pair(scene, first, device);
            first.stop();
            scene.passMinutes(16);
            device.store().full(true);
            second.service().announce(device.code());
            scene.pass(10);
            assertThat(device.service().standing().controlUnit()).isEmpty();
            device.store().full(false);
            scene.pass(60);
            assertThat(device.isConnected(second)).as(device.log()).isTrue();
            assertThat(device.words()).containsOnlyOnce("replaced").endsWith("paired", "closed", "met");
            assertThat(device.words()).doesNotContain("forgotten");
            assertThat(device.store().saved().controlUnit()).contains(second.known());
        });
    }

    @Test
    void givenImpossibleSettings_whenMade_thenRejected() {
        Fingerprint certificate = new Fingerprint("A".repeat(64));
        PairingSettings right = PairingSettings.of("i:1", certificate, "Box");
        assertThatThrownBy(() -> PairingSettings.of("i:1", certificate, "a\nb"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PairingSettings.of("x".repeat(64), certificate, "Box"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> right.times(Duration.ZERO, PairingSettings.USUAL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
