// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a hub is, renewed: the SHIP ID stays, nothing is lost, and a new key waits until the operator says so. */
class IdentityRenewalTest {
    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private HubProgram.Identity load() {
        try {
            return HubProgram.identity(HubConfiguration.usual(), folder, environment);
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }

    private IdentityRenewal renewal() {
        return new IdentityRenewal(HubConfiguration.usual(), folder, environment);
    }

    @Test
    void givenAnIdentity_whenRenewedWithTheSameKey_thenOnlyTheCertificateIsAnother() throws Exception {
        HubProgram.Identity before = load();
        String key = Files.readString(folder.resolve("certs/ship.key"));
        String certificate = Files.readString(folder.resolve("certs/ship.crt"));
        IdentityRenewal.Renewed renewed = renewal().sameKey();
        HubProgram.Identity after = load();
        assertThat(after.node().ski()).isEqualTo(before.node().ski());
        assertThat(after.shipId()).isEqualTo(before.shipId());
        assertThat(after.warnings()).isEmpty();
        assertThat(after.node().fingerprint())
                .isNotEqualTo(before.node().fingerprint())
                .isEqualTo(renewed.identity().fingerprint());
        assertThat(Duration.between(Instant.now(), after.node().certificate().notAfter()))
                .isGreaterThan(Duration.ofDays(3649));
        assertThat(folder.resolve("certs/ship.key")).hasContent(key);
        assertThat(renewed.aside()).hasContent(certificate);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("certs/ship.crt"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void givenANewKey_whenPrepared_thenTheOldOneStaysUntilTheSwitch() throws Exception {
        HubProgram.Identity before = load();
        IdentityRenewal.Renewed prepared = renewal().prepare();
        assertThat(load().node().ski()).isEqualTo(before.node().ski());
        assertThat(renewal().prepare().identity().ski())
                .isEqualTo(prepared.identity().ski());
        String oldKey = Files.readString(folder.resolve("certs/ship.key"));

        IdentityRenewal.Renewed switched = renewal().switchOver();
        HubProgram.Identity after = load();
        assertThat(after.node().ski())
                .isEqualTo(prepared.identity().ski())
                .isNotEqualTo(before.node().ski());
        assertThat(after.shipId()).isEqualTo(before.shipId());
        Path oldKeyAside = Path.of(switched.aside().toString().replace("ship.crt", "ship.key"));
        assertThat(oldKeyAside).hasContent(oldKey);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(oldKeyAside)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("certs/ship.key.next")).doesNotExist();
        assertThat(Files.readString(folder.resolve("data/audit.log")))
                .contains("\"what\":\"identity-changed\"", after.node().ski().toString());
        assertThatThrownBy(() -> renewal().switchOver()).hasMessageContaining("prepare one with --new-key");
    }

    @Test
    void givenASwitchThatWasBrokenOff_whenCalledAgain_thenItIsFinished() throws Exception {
        load();
        IdentityRenewal.Renewed prepared = renewal().prepare();
        Files.move(
                folder.resolve("certs/ship.key.next"),
                folder.resolve("certs/ship.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING); // and then the power was cut
        assertThatThrownBy(() -> HubProgram.identity(HubConfiguration.usual(), folder, environment))
                .isInstanceOf(StartException.class);
        renewal().switchOver();
        assertThat(load().node().ski()).isEqualTo(prepared.identity().ski());
    }

    @Test
    void givenARunningHub_whenRenewed_thenRefused() throws Exception {
        try (DataDirectory _ = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> renewal().sameKey())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("used by another hub");
        }
    }
}
