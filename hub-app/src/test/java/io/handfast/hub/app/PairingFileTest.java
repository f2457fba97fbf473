// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.UsedDigest;
import io.handfast.testkit.TornDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pairing service stores: at every power cut, on a full disk, broken, of a newer program. */
class PairingFileTest {
    private final Environment environment = Environment.system();
    private final AtomicInteger folders = new AtomicInteger();

    @TempDir
    private Path folder;

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private Path fresh() throws IOException {
        return Files.createDirectory(folder.resolve("run-" + folders.incrementAndGet()));
    }

    private AuditLog audit(Path base) {
        return new AuditLog(base.resolve(AuditLog.FILE), Storage.silent(), environment.time());
    }

    private PairingFile open(Path base) throws StartException {
        return PairingFile.open(base, Storage.silent(), audit(base), environment.time());
    }

    private PairingSecretFile secret(Path base) {
        return new PairingSecretFile(base, Storage.silent(), audit(base), environment);
    }

    private static PairedDevice device(int number, boolean seen) {
        return new PairedDevice(
                "d:_i:" + number,
                new Fingerprint(String.format(Locale.ROOT, "%064X", number)),
                seen ? Optional.of(Ski.parse(String.format(Locale.ROOT, "%040x", number))) : Optional.empty());
    }

    /** A life: each state has one more digest than the one before. */
    private static List<PairingState> states() {
        List<UsedDigest> used = new ArrayList<>();
        List<PairingState> states = new ArrayList<>();
        for (int number = 1; number <= 4; number++) {
            used.add(new UsedDigest("hmacSha256", String.format(Locale.ROOT, "%064X", number)));
            states.add(new PairingState(
                    Optional.of(device(number, number % 2 == 0)), List.of(device(10 + number, false)), used));
        }
        return states;
    }

    private static String text(Path base, String file) throws IOException {
        return Files.exists(base.resolve(file)) ? Files.readString(base.resolve(file)) : "";
    }

    private static void write(Path base, String file, String text) throws IOException {
        Storage.silent().replace(base.resolve(file), text);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenStartedAgain_thenTheLastAcknowledgedStateOrTheNextAndEachTrustHasItsLine(
            TornDisk.Left left) throws Exception {
        List<PairingState> states = states();
        boolean cut = true;
        int cuts = 0;
        for (long step = 0; cut; step++) {
            Path base = fresh();
            TornDisk disk = new TornDisk(base).stopAt(step);
            int acknowledged = 0;
            PairingFile file = open(disk.folder());
            try {
                for (PairingState state : states) {
                    file.save(state);
                    acknowledged++;
                }
            } catch (IOException _) {
                // the power is off
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            PairingState after = open(base).load();
            PairingState last = acknowledged == 0 ? PairingState.NONE : states.get(acknowledged - 1);
            assertThat(after)
                    .as("cut at step %d", step)
                    .isIn(last, acknowledged < states.size() ? states.get(acknowledged) : last);
            for (PairedDevice device : after.targets()) {
                assertThat(text(base, AuditLog.FILE).lines())
                        .as("cut at step %d", step)
                        .anyMatch(line -> line.contains("\"paired\"")
                                && line.contains(device.certificate().hex()));
            }
            cuts++;
        }
        assertThat(cuts).as("steps that were cut").isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenTheSecretIsMadeAndRenewed_thenOldOrNewAndNeverNeither(TornDisk.Left left)
            throws Exception {
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = fresh();
            TornDisk disk = new TornDisk(base).stopAt(step);
            List<PairingSecret> acknowledged = new ArrayList<>();
            try {
                acknowledged.add(secret(disk.folder()).open());
                acknowledged.add(secret(disk.folder()).renew(DecidedBy.REST));
            } catch (IOException | StartException _) {
                // the power is off
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            PairingSecret after = secret(base).open();
            if (acknowledged.size() == 2) {
                assertThat(after).as("cut at step %d", step).isEqualTo(acknowledged.getLast());
            }
            if (acknowledged.size() == 1 && !after.equals(acknowledged.getFirst())) {
                assertThat(text(base, AuditLog.FILE)).as("cut at step %d", step).contains("secret-renewed");
            }
        }
    }

    @Test
    void givenAFullDisk_whenSaved_thenRefusedAndTheStateIsThatOfBefore() throws Exception {
        TornDisk disk = new TornDisk(folder);
        PairingFile file = open(disk.folder());
        file.save(states().getFirst());
        disk.full(true);
        assertThatThrownBy(() -> file.save(states().getLast())).hasMessageContaining("No space left");
        assertThatThrownBy(() -> secret(disk.folder()).renew(DecidedBy.REST)).hasMessageContaining("No space left");
        assertThat(file.load()).isEqualTo(states().getFirst());
        disk.full(false);
        assertThat(open(disk.folder()).load()).isEqualTo(states().getFirst());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"version\": 1}",
                "{\"version\": 1, \"scanned\": [], \"used\": 7}",
                "{\"version\": 1, \"scanned\": [], \"used\": [{\"alg\": \"hmacSha256\", \"digest\": \"AB\"}]}",
                "{\"version\": 1, \"scanned\": [{\"ship_id\": \"d\"}], \"used\": []}",
                "{\"version\": 1, \"control_unit\": 5, \"scanned\": [], \"used\": []}"
            })
    void givenABrokenFile_whenStarted_thenItAndTheSecretAreAsideAndTheNextStartHasAnotherSecret(String text)
            throws Exception {
        PairingSecret before = secret(folder).open();
        write(folder, PairingFile.FILE, text);
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("pairings.json cannot be understood")
                .hasMessageContaining("pairings.json.broken-")
                .hasMessageContaining("pairing_secret.json");
        assertThat(new TornDisk(folder).contents().keySet())
                .extracting(path -> path.getFileName().toString())
                .anyMatch(name -> name.startsWith("pairings.json.broken-"))
                .anyMatch(name -> name.startsWith("pairing_secret.json.broken-"));
        assertThat(open(folder).load()).isEqualTo(PairingState.NONE);
        assertThat(secret(folder).open()).as("what was overheard is worthless").isNotEqualTo(before);
    }

    @Test
    void givenNewerFiles_whenStarted_thenRefusedAndLeftAsTheyAre() throws Exception {
        write(folder, PairingFile.FILE, "{\"version\": 2}");
        write(folder, PairingSecretFile.FILE, "{\"version\": 2}");
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("version").hasMessageContaining("newer program");
        assertThatThrownBy(() -> secret(folder).open()).hasMessageContaining("newer program");
        assertThat(text(folder, PairingFile.FILE)).isEqualTo("{\"version\": 2}");
        assertThat(text(folder, PairingSecretFile.FILE)).isEqualTo("{\"version\": 2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7A37DCF81BDB50F8E92CFA4160CCB3DE",
                "{\"version\": 1, \"secret\": \"7A37DCF81BDB50F8E92CFA4160CCB3\"}",
                "{\"version\": 1}",
                "{\"secret\": \"7A37DCF81BDB50F8E92CFA4160CCB3DE\"}"
            })
    void givenABrokenSecret_whenOpened_thenMovedAsideAndNotRepeated(String text) throws Exception {
        write(folder, PairingSecretFile.FILE, text);
        assertThatThrownBy(() -> secret(folder).open())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("pairing_secret.json.broken-")
                .message()
                .doesNotContain("7A37");
        assertThat(secret(folder).open().hex()).hasSize(32);
    }
}
