// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.pairing.Announcing;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.hub.app.pairing.UselessCode;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingEvent;
import io.handfast.ship.hub.pairing.PairingFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairing service in the program: two hubs with their files, one shows a code, the other is told it. */
class PairingServiceTest {
    @TempDir
    private Path deviceFolder;

    @TempDir
    private Path unitFolder;

    private PairedHubs.Hub device(PairedHubs hubs) throws StartException {
        return hubs.hub(deviceFolder, PairingRole.LISTENER).start();
    }

    private PairedHubs.Hub unit(PairedHubs hubs) throws StartException {
        return hubs.hub(unitFolder, PairingRole.ANNOUNCER).start();
    }

    private static PairedDevice announce(PairedHubs.Hub unit, String code) throws Exception {
        return unit.program().pairing().announce(code, Optional.empty(), DecidedBy.REST);
    }

    @Test
    void givenTheCodeOfAListener_whenAnAnnouncerIsToldIt_thenBothTrustAndSayWhoDecidedAndStayPaired() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub device = device(hubs);
            PairedHubs.Hub unit = unit(hubs);
            PairingSecret secret = device.secret();
            announce(unit, device.code());
            assertThat(device.await(PairingEvent.Kind.PAIRED)
                            .device()
                            .orElseThrow()
                            .shipId())
                    .isEqualTo(unit.shipId());
            device.await(PairingEvent.Kind.MET);
            device.await(HubEvent.Kind.CONNECTED);
            unit.await(PairingEvent.Kind.WITHDRAWN);

            TrustStore.TrustedDevice trusted =
                    device.program().trust().find(unit.ski()).orElseThrow();
            assertThat(trusted.shipId()).contains(unit.shipId());
            assertThat(trusted.description().fingerprint())
                    .isEqualTo(unit.certificate().hex());
            assertThat(device.program().pairing().paired().controlUnit())
                    .contains(new PairedDevice(unit.shipId(), unit.certificate(), Optional.of(unit.ski())));
            assertThat(device.program().pairing().standing().orElseThrow().listening())
                    .isFalse();
            assertThat(device.audit()).containsExactly("paired by pairing-service", "trusted by pairing-service");
            assertThat(unit.audit()).containsExactly("paired by rest", "trusted by pairing-service");
            assertThat(device.file("data/trusted_devices.json")).contains("\"paired_by\" : \"pairing-service\"");
            assertThat(unit.program().pairing().announcing()).isEmpty();
            device.assertTellsNoSecret(secret);
            unit.assertTellsNoSecret(secret);

            device.stop();
            assertThat(device.file(PairingFile.FILE)).containsOnlyOnce("\"digest\"");
            device.start();
            assertThat(device.secret()).isEqualTo(secret);
            unit.await(HubEvent.Kind.DISCONNECTED);
            device.await(HubEvent.Kind.CONNECTED);
            assertThat(device.program().pairing().standing().orElseThrow().listening())
                    .isFalse();
        }
    }

    @Test
    void givenThePairedUnit_whenAUserForgetsIt_thenTheHubListensAgainAndTheFileSaysSo() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub device = device(hubs);
            PairedHubs.Hub unit = unit(hubs);
            announce(unit, device.code());
            device.await(HubEvent.Kind.CONNECTED);
            device.await(PairingEvent.Kind.MET);
            device.await(PairingEvent.Kind.LISTENING); // at the start
            device.program().forget(unit.ski(), DecidedBy.TERMINAL);
            device.await(PairingEvent.Kind.LISTENING);
            assertThat(device.program().pairing().paired().controlUnit()).isEmpty();
            assertThat(device.program().pairing().paired().used()).hasSize(1);
            assertThat(device.audit())
                    .containsExactly(
                            "paired by pairing-service", "trusted by pairing-service", "forgotten by terminal");
        }
    }

    @Test
    void givenARenewedSecret_whenTheOldCodeIsUsed_thenRefusedAndAuditedAndTheNewOneWorks() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub device = device(hubs);
            PairedHubs.Hub unit = unit(hubs);
            PairingSecret before = device.secret();
            String old = device.code();
            device.program().pairing().renewSecret(DecidedBy.REST);
            assertThat(device.secret()).isNotEqualTo(before);
            assertThat(device.file(PairingSecretFile.FILE))
                    .contains(device.secret().hex());
            assertThat(Files.getPosixFilePermissions(deviceFolder.resolve(PairingSecretFile.FILE)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));

            announce(unit, old);
            PairingEvent refused = device.await(PairingEvent.Kind.REFUSED);
            assertThat(refused.failure()).contains(PairingFailure.DIGEST);
            assertThat(device.audit()).contains("secret-renewed by rest", "refused by pairing-service");
            assertThat(device.program().trust().find(unit.ski())).isEmpty();

            announce(unit, device.code());
            device.await(PairingEvent.Kind.PAIRED);
            device.await(HubEvent.Kind.CONNECTED);
        }
    }

    @Test
    void givenADeviceThatIsNotThere_whenAnnounced_thenListedWithWhatItWaitsForWithdrawnAndForgotten() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub unit = unit(hubs);
            String code = "SHIPP:" + "AB".repeat(32) + "#" + "01".repeat(16);
            PairedDevice expected =
                    unit.program().pairing().announce(code, Optional.of("d:_i:far away"), DecidedBy.REST);
            assertThat(expected.ski()).isEmpty();
            Announcing announcing = unit.program().pairing().announcing().getFirst();
            assertThat(announcing.waitsFor()).startsWith("no device announces itself as d:_i:far away");
            assertThat(announcing.until()).isAfter(announcing.since());
            assertThat(unit.program().pairing().withdraw(expected.certificate()))
                    .isTrue();
            unit.await(PairingEvent.Kind.WITHDRAWN);
            assertThat(unit.program().pairing().announcing()).isEmpty();
            assertThat(unit.program().pairing().withdraw(expected.certificate()))
                    .isFalse();
            assertThat(unit.program().pairing().forget(expected.certificate(), DecidedBy.TERMINAL))
                    .isTrue();
            assertThat(unit.program().pairing().paired().targets()).isEmpty();
            assertThat(unit.program().pairing().forget(expected.certificate(), DecidedBy.TERMINAL))
                    .isFalse();
            assertThat(unit.audit()).containsExactly("paired by rest", "unpaired by terminal");
        }
    }

    /** The SKI leads to the device, the certificate authenticates it. */
    @Test
    void givenACodeWithTheFingerprintOfAnother_whenAnnounced_thenNoConnectionAndItSaysWhy() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub device = device(hubs);
            PairedHubs.Hub unit = unit(hubs);
            io.handfast.crypto.Fingerprint other = new io.handfast.crypto.Fingerprint("CD".repeat(32));
            announce(unit, device.qr().withPairing(other, device.secret()).text());
            HubEvent failed = unit.await(HubEvent.Kind.FAILED);
            assertThat(failed.failure().orElseThrow().code().code()).isEqualTo("tls.wrong-certificate");
            assertThat(unit.program().pairing().announcing())
                    .singleElement()
                    .extracting(Announcing::waitsFor)
                    .asString()
                    .startsWith("the device that answers has another certificate than its code says");
        }
    }

    @Test
    void givenCodesOfNoUse_whenTold_thenRefusedAndNothingIsStored() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub hub = hubs.hub(unitFolder, PairingRole.BOTH).start();
            assertThatThrownBy(() -> announce(hub, hub.code()))
                    .isInstanceOfSatisfying(
                            UselessCode.class,
                            useless -> assertThat(useless.failure().code()).isEqualTo("scan.own-code"));
            String stranger = ShipQr.of(Ski.parse("11".repeat(20)), "d:_i:x", Product.UNKNOWN)
                    .text();
            assertThatThrownBy(() -> announce(hub, stranger))
                    .isInstanceOfSatisfying(
                            UselessCode.class,
                            useless -> assertThat(useless.failure().code()).isEqualTo("scan.no-secret"));
            assertThat(hub.program().pairing().paired().targets()).isEmpty();
            assertThat(unitFolder.resolve(PairingFile.FILE)).doesNotExist();
        }
    }

    @Test
    void givenPairingSwitchedOff_whenAsked_thenNothingRunsAndNoSecretIsMade() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub hub = hubs.hub(unitFolder, PairingRole.OFF).start();
            assertThat(hub.program().pairing().isRunning()).isFalse();
            assertThat(hub.program().pairing().secret()).isEmpty();
            assertThat(unitFolder.resolve(PairingSecretFile.FILE)).doesNotExist();
            assertThatThrownBy(() -> announce(hub, "SHIP;")).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Switched off, who was paired stays so, and is held to its certificate. */
    @Test
    void givenAPairedUnit_whenSwitchedOff_thenItsCertificateIsStillTheOne() throws Exception {
        try (PairedHubs hubs = new PairedHubs()) {
            PairedHubs.Hub device = device(hubs);
            PairedHubs.Hub unit = unit(hubs);
            announce(unit, device.code());
            device.await(PairingEvent.Kind.MET);
            device.await(HubEvent.Kind.CONNECTED);
            device.stop();
            PairedHubs.Hub off = hubs.hub(deviceFolder, PairingRole.OFF).start();
            off.await(HubEvent.Kind.CONNECTED);
            assertThat(off.program().pairing().paired().controlUnit()).isPresent();
        }
    }
}
