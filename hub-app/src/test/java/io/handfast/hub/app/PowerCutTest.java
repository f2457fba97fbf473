// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.hub.TrustStore;
import io.handfast.testkit.TornDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power is cut at every single step of every file, and the machine finds all, nothing or the names of what was not
 * synced: what was acknowledged is there, what was not is there or not, and no file is neither old nor new.
 */
class PowerCutTest {
    private static final String TRUST = "data/trusted_devices.json";
    private static final String STATE = "data/hub_state.json";
    private static final String AUDIT = "data/audit.log";
    private static final int DEVICES = 4;

    private final Environment environment = Environment.system();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger folders = new AtomicInteger();

    @TempDir
    private Path folder;

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private static Ski ski(int number) {
        return Ski.parse(String.format(Locale.ROOT, "%040x", number));
    }

    private Path fresh() throws IOException {
        return Files.createDirectory(folder.resolve("run-" + folders.incrementAndGet()));
    }

    private Storage storage() {
        return new Storage(told::add);
    }

    private TrustFile open(Path base, long auditLimit) throws StartException {
        AuditLog audit = new AuditLog(base.resolve(AUDIT), storage(), environment.time(), auditLimit);
        PinPenalties ledger = new PinPenalties(environment.time(), environment.entropy());
        return TrustFile.open(base.resolve(TRUST), ledger, storage(), Optional.of(audit), environment);
    }

    /** What a hub was told about each device when the power was cut: acknowledged, and under way. */
    private static final class Account {
        private final Set<Ski> trusted = new TreeSet<>();
        private Optional<Ski> underWay = Optional.empty();
    }

    /** Trusts some devices and forgets every second again, until the power is off. */
    private static Account live(TrustFile trust) {
        Account account = new Account();
        for (int number = 1; number <= DEVICES; number++) {
            Ski ski = ski(number);
            account.underWay = Optional.of(ski);
            try {
                trust.trust(new TrustStore.TrustedDevice(ski, Optional.empty(), "device"), DecidedBy.TERMINAL);
                account.trusted.add(ski);
                if (number % 2 == 0) {
                    trust.forget(ski, DecidedBy.REST);
                    account.trusted.remove(ski);
                }
            } catch (IOException e) {
                return account;
            }
        }
        account.underWay = Optional.empty();
        return account;
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenStartedAgain_thenWhatWasAcknowledgedIsTrusted(TornDisk.Left left) throws Exception {
        int cuts = 0;
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = fresh();
            TornDisk disk = new TornDisk(base).stopAt(step);
            Account account = live(open(disk.folder(), 300)); // a limit that makes the log rotate
            cut = disk.hasStopped();
            disk.cutPower(left);
            TornDisk found = new TornDisk(base);
            TrustFile again = open(found.folder(), 300);
            Set<Ski> trusted = new TreeSet<>();
            again.all().forEach(device -> trusted.add(device.ski()));
            account.underWay.ifPresent(trusted::remove);
            account.underWay.ifPresent(account.trusted::remove);
            assertThat(trusted).as("cut at step %d", step).isEqualTo(account.trusted);
            assertThat(again.remarks()).as("cut at step %d", step).isEmpty();
            assertEachTrustHasItsLine(again, found);
            again.close();
            cuts++;
        }
        assertThat(cuts).as("steps that were cut").isGreaterThan(40);
    }

    /** Who is trusted stands in the log as such, whatever was cut. */
    private static void assertEachTrustHasItsLine(TrustFile trust, TornDisk disk) throws IOException {
        StringBuilder all = new StringBuilder();
        disk.contents().forEach((path, content) -> {
            if (path.toString().contains("audit.log")) {
                all.append(new String(content, StandardCharsets.UTF_8));
            }
        });
        for (TrustStore.TrustedDevice device : trust.all()) {
            assertThat(all.toString().lines())
                    .anyMatch(line -> line.contains("\"what\":\"trusted\"")
                            && line.contains(device.ski().toString()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenStartedAgain_thenTheStateIsOldOrNew(TornDisk.Left left) throws Exception {
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = fresh();
            TornDisk disk = new TornDisk(base);
            Path file = disk.folder().resolve(STATE);
            String shipId = StateFile.shipId(file, storage(), environment.entropy());
            disk.stopAt(disk.steps() + step);
            int acknowledged = 0;
            try {
                StateFile state = StateFile.open(file, "other", storage(), environment);
                state.begin();
                acknowledged++;
                state.penalties().judge(ski(1), false);
                acknowledged++;
                state.end(java.time.Duration.ZERO);
                acknowledged++;
            } catch (IOException | java.io.UncheckedIOException _) {
                // the power is off
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            Path found = new TornDisk(base).folder().resolve(STATE);
            assertThat(StateFile.shipId(found, storage(), environment.entropy()))
                    .isEqualTo(shipId);
            StateFile again = StateFile.open(found, "other", storage(), environment);
            if (acknowledged >= 2) {
                assertThat(again.penalties().snapshot())
                        .as("cut at step %d", step)
                        .hasSize(1);
            }
            if (acknowledged == 1) {
                assertThat(again.crashed()).isTrue();
            }
            if (acknowledged == 3) {
                assertThat(again.crashed()).isFalse();
            }
        }
    }

    @Test
    void givenAFullDisk_whenTrustChanges_thenItIsRefusedAndToldOnceAndItsEndToo() throws Exception {
        TornDisk disk = new TornDisk(folder);
        Storage storage = storage();
        AuditLog audit = new AuditLog(disk.folder().resolve(AUDIT), storage, environment.time());
        PinPenalties ledger = new PinPenalties(environment.time(), environment.entropy());
        TrustFile trust =
                TrustFile.open(disk.folder().resolve(TRUST), ledger, storage, Optional.of(audit), environment);
        trust.trust(new TrustStore.TrustedDevice(ski(1), Optional.empty(), "one"), DecidedBy.TERMINAL);
        Map<Path, byte[]> before = disk.contents();

        disk.full(true);
        for (int number = 2; number < 5; number++) {
            TrustStore.TrustedDevice device = new TrustStore.TrustedDevice(ski(number), Optional.empty(), "x");
            assertThatThrownBy(() -> trust.trust(device, DecidedBy.TERMINAL)).hasMessageContaining("No space left");
            assertThat(trust.find(device.ski())).isEmpty();
        }
        assertThatThrownBy(() -> trust.forget(ski(1), DecidedBy.TERMINAL)).hasMessageContaining("No space left");
        assertThat(trust.find(ski(1)))
                .as("still trusted, and connections live on")
                .isPresent();
        assertThat(disk.contents().get(folder.resolve(TRUST))).isEqualTo(before.get(folder.resolve(TRUST)));
        assertThat(told).singleElement().asString().contains("audit.log cannot be written: No space left", "runs on");

        disk.full(false);
        trust.trust(new TrustStore.TrustedDevice(ski(2), Optional.empty(), "two"), DecidedBy.TERMINAL);
        assertThat(trust.find(ski(2))).isPresent();
        assertThat(told).hasSize(2);
        assertThat(told.getLast()).contains("can be written again");
        trust.close();
        String lines = Files.readString(folder.resolve(AUDIT));
        assertThat(lines.lines().filter(line -> line.startsWith("{") && line.endsWith("}")))
                .as("a line that the full disk cut off does not spoil the next one")
                .hasSize(2);
    }

    @Test
    void givenAReadOnlyFolder_whenADeviceConnects_thenItIsKeptInMemoryAndWrittenLater() throws Exception {
        TornDisk disk = new TornDisk(folder);
        TrustFile trust = open(disk.folder(), 1 << 20);
        trust.trust(new TrustStore.TrustedDevice(ski(1), Optional.empty(), "one"), DecidedBy.TERMINAL);
        disk.readOnly(true);
        TrustStore.TrustedDevice device = new TrustStore.TrustedDevice(ski(2), Optional.empty(), "two");
        assertThatThrownBy(() -> trust.trust(device, DecidedBy.TERMINAL)).hasMessageContaining("Read-only");
        trust.connected(ski(1), "d:_i:1", java.time.Instant.EPOCH);
        disk.readOnly(false);
        trust.retry();
        trust.close();
        assertThat(open(disk.folder(), 1 << 20).find(ski(1)).flatMap(TrustStore.TrustedDevice::shipId))
                .contains("d:_i:1");
    }

    @Test
    void givenManyDecisions_whenTheLogIsFull_thenItRotatesAndStaysUnderItsCap() throws Exception {
        TornDisk disk = new TornDisk(folder);
        AuditLog audit = new AuditLog(disk.folder().resolve(AUDIT), storage(), environment.time(), 1000);
        for (int number = 0; number < 200; number++) {
            audit.note(AuditLog.What.REFUSED, DecidedBy.REST, Optional.of(ski(number)), "");
        }
        assertThat(disk.contents().keySet())
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "audit.log", "audit.log.1", "audit.log.2", "audit.log.3", "audit.log.4", "audit.log.5");
        assertThat(disk.contents().values())
                .allSatisfy(content -> assertThat(content).hasSizeLessThan(1200));
        String newest = Files.readString(folder.resolve(AUDIT));
        assertThat(newest.strip().lines().toList().getLast())
                .contains(
                        ski(199).toString(), "\"by\":\"rest\"", "\"what\":\"refused\"", "\"version\":1", "\"at\":\"2");
    }
}
