// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.UsedDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another machine becomes the same hub, or is told in a word why not, and nothing is overwritten. */
class BackupTest {
    private static final Ski WALLBOX = Ski.parse("11".repeat(20));

    private static final PairingState PAIRED = new PairingState(
            Optional.of(new PairedDevice("d:_i:1", new Fingerprint("AB".repeat(32)), Optional.of(WALLBOX))),
            List.of(),
            List.of(new UsedDigest("hmacSha256", "CD".repeat(32))));

    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private static char[] secret() {
        return "correct horse, Pferd und Größe".toCharArray();
    }

    private Path hubWithATrustedDevice() throws Exception {
        Path base = folder.resolve("old");
        HubProgram.identity(HubConfiguration.usual(), base, environment);
        TrustFile trust = TrustFile.open(base.resolve("data/trusted_devices.json"), environment);
        trust.trust(new TrustStore.TrustedDevice(WALLBOX, Optional.empty(), "Elli"));
        trust.close();
        PairingSecretFile.of(base, environment).open();
        AuditLog audit = new AuditLog(base.resolve(AuditLog.FILE), Storage.silent(), environment.time());
        PairingFile.open(base, Storage.silent(), audit, environment.time()).save(PAIRED);
        return base;
    }

    private Backup backup(Path base) {
        return new Backup(HubConfiguration.usual(), base, CHEAP, environment);
    }

    private static Map<String, String> contents(Path base) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(base.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        contents.remove("data/audit.log");
        return contents;
    }

    @Test
    void givenABackup_whenRestoredElsewhere_thenItIsTheSameHub() throws Exception {
        Path old = hubWithATrustedDevice();
        HubProgram.Identity before = HubProgram.identity(HubConfiguration.usual(), old, environment);
        Path file = folder.resolve("hub.backup");
        backup(old).write(file, secret());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("EC PRIVATE", WALLBOX.hex());

        Path fresh = folder.resolve("new");
        Backup.Content content = backup(fresh).restore(file, secret(), false);
        assertThat(content.ski()).isEqualTo(before.node().ski());
        assertThat(content.warnings()).isEmpty();
        HubProgram.Identity after = HubProgram.identity(HubConfiguration.usual(), fresh, environment);
        assertThat(after.created()).isFalse();
        assertThat(after.node().fingerprint()).isEqualTo(before.node().fingerprint());
        assertThat(after.shipId()).isEqualTo(before.shipId());
        assertThat(TrustFile.open(fresh.resolve("data/trusted_devices.json"), environment)
                        .find(WALLBOX))
                .isPresent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve("certs/ship.key"))))
                .isEqualTo("rw-------");
        assertThat(contents(fresh).keySet())
                .containsExactly(
                        ".lock",
                        "certs/ship.crt",
                        "certs/ship.key",
                        "data/hub_state.json",
                        "data/pairing_secret.json",
                        "data/pairings.json",
                        "data/trusted_devices.json");
        for (String name : List.of("data/pairing_secret.json", "data/pairings.json")) {
            assertThat(fresh.resolve(name)).hasSameTextualContentAs(old.resolve(name));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(fresh.resolve("data/audit.log"))).contains("\"what\":\"restored\"");
    }

    @Test
    void givenAHubThere_whenRestored_thenOnlyWithReplaceAndTheOldOneIsKeptAside() throws Exception {
        Path file = folder.resolve("hub.backup");
        Backup.Content made = backup(hubWithATrustedDevice()).write(file, secret());
        Path there = folder.resolve("there");
        HubProgram.Identity other = HubProgram.identity(HubConfiguration.usual(), there, environment);
        Map<String, String> before = contents(there);

        assertThatThrownBy(() -> backup(there).restore(file, secret(), false))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(BackupFailure.EXISTS));
        before.put(".lock", "");
        assertThat(contents(there)).isEqualTo(before);

        Backup.Content content = backup(there).restore(file, secret(), true);
        assertThat(HubProgram.identity(HubConfiguration.usual(), there, environment)
                        .node()
                        .ski())
                .isEqualTo(made.ski())
                .isNotEqualTo(other.node().ski());
        assertThat(content.aside())
                .hasSize(3)
                .allSatisfy(aside -> assertThat(aside).exists());
        assertThat(contents(there).values()).contains(before.get("certs/ship.key"), before.get("certs/ship.crt"));
    }

    @Test
    void givenAConfigurationWithAnotherShipId_whenRestored_thenTheOperatorIsTold() throws Exception {
        Path file = folder.resolve("hub.backup");
        Backup.Content made = backup(hubWithATrustedDevice()).write(file, secret());
        Path config = Files.writeString(folder.resolve("c.json"), "{\"device_serial\": \"new\"}");
        Backup there = new Backup(ConfigurationFile.read(config), folder.resolve("there"), environment);
        assertThat(there.restore(file, secret(), false).warnings())
                .singleElement()
                .asString()
                .contains("new-ship-id", made.shipId(), "set \"ship_id\"");
    }

    @Test
    void givenARunningHub_whenBackedUpOrRestored_thenRefused() throws Exception {
        Path base = hubWithATrustedDevice();
        Path file = folder.resolve("hub.backup");
        backup(base).write(file, secret());
        try (DataDirectory _ = DataDirectory.open(base)) {
            assertThatThrownBy(() -> backup(base).write(folder.resolve("b"), secret()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("used by another hub");
            assertThatThrownBy(() -> backup(base).restore(file, secret(), true)).isInstanceOf(StartException.class);
        }
    }

    @Test
    void givenNoHubOrAFileThere_whenBackedUp_thenRefused() throws Exception {
        assertFails(BackupFailure.NOTHING, () -> backup(folder.resolve("none")).write(folder.resolve("b"), secret()));
        Path taken = Files.writeString(folder.resolve("taken"), "mine");
        Path base = hubWithATrustedDevice();
        assertFails(BackupFailure.EXISTS, () -> backup(base).write(taken, secret()));
        assertThat(taken).hasContent("mine");
    }

    private static void assertFails(BackupFailure code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    // ---- bad input, with a key derivation that takes no time

    private static final SealedFile CHEAP = new SealedFile(64, 1, 1);

    private void assertRefused(BackupFailure code, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("bad"), content);
        Path there = folder.resolve("nobody");
        assertFails(code, () -> backup(there).restore(file, secret(), true));
        assertThat(there.resolve("certs/ship.key")).as(code.code()).doesNotExist();
        assertThat(there.resolve("certs/ship.key.restoring")).doesNotExist();
    }

    private byte[] sealed(String content) {
        return CHEAP.seal(content.getBytes(StandardCharsets.UTF_8), secret(), environment.entropy());
    }

    @Test
    void givenEveryPrefix_whenOpened_thenCutOffAndNeverAnythingElse() throws Exception {
        byte[] whole = sealed("{}");
        assertThat(SealedFile.open(whole, secret())).asString().isEqualTo("{}");
        for (int length = 1; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertFails(BackupFailure.CUT_OFF, () -> SealedFile.open(prefix, secret()));
        }
        assertRefused(BackupFailure.CUT_OFF, Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void givenAnyByteChanged_whenOpened_thenRefused() {
        byte[] whole = sealed("{\"version\": 1}");
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> SealedFile.open(changed, secret())).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void givenBadFiles_whenRestored_thenEachIsNamedInAWord() throws Exception {
        byte[] whole = sealed("{}");
        byte[] newer = whole.clone();
        newer[16] = 2;
        assertRefused(BackupFailure.NEWER, newer);
        assertRefused(BackupFailure.NOT_A_BACKUP, new byte[0]);
        assertRefused(BackupFailure.NOT_A_BACKUP, "PK\u0003\u0004 a zip".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(BackupFailure.NOT_A_BACKUP, Arrays.copyOf(whole, whole.length + 1));
        byte[] greedy = whole.clone();
        greedy[18] = 0x7f; // as much memory as there is
        assertRefused(BackupFailure.NOT_A_BACKUP, greedy);
        assertFails(BackupFailure.PASSPHRASE, () -> SealedFile.open(whole, "correct horse".toCharArray()));
        assertRefused(BackupFailure.CONTENT, sealed("no JSON"));
        assertRefused(BackupFailure.CONTENT, sealed("{\"version\": 1, \"ski\": \"12\"}"));
        assertRefused(BackupFailure.NEWER, sealed("{\"version\": 2}"));
        assertRefused(
                BackupFailure.CONTENT,
                sealed(String.format(
                        Locale.ROOT, "{\"version\": 1, \"ski\": \"%s\", \"ship_id\": \"x\", \"files\": {}}", WALLBOX)));
        assertFails(BackupFailure.FILE, () -> backup(folder).restore(folder.resolve("nowhere"), secret(), true));
    }
}
