// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.TrustStore;
import io.handfast.testkit.TornDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power is cut at every step of whatever writes a file: the
 * first start with its key and certificate, a backup, a restore, a renewal. A hub is afterwards who it was or who it
 * was to become, with the trust that belongs to that; or its start is refused and the same command finishes. It is
 * never a third one. (Trust and state are {@link PowerCutTest}'s, token and address the console's.)
 */
class EveryFileTest {
    private static final HubConfiguration USUAL = HubConfiguration.usual();
    private static final SealedFile CHEAP = new SealedFile(64, 1, 1);
    private static final Ski WALLBOX = Ski.parse("11".repeat(20));
    private static final Ski HEATPUMP = Ski.parse("22".repeat(20));

    /** In memory where there is such a folder: an fsync of a real disk costs most of the time and says nothing here. */
    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension)
                throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "handfast")
                    : Files.createTempDirectory("handfast");
        }
    }

    @TempDir(factory = InMemory.class)
    private Path folder;

    private final Environment environment = Environment.system();
    private final AtomicInteger folders = new AtomicInteger();

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    /** What a start finds. */
    private record Found(Ski self, String shipId, Set<Ski> trusted) {}

    /** What is done to the files of a hub that is hurt. */
    @FunctionalInterface
    private interface Deed {
        void of(Path base) throws Exception;
    }

    // ---- hubs

    private static char[] secret() {
        return "secret".toCharArray();
    }

    private Path hub(String name, Ski trusted) throws Exception {
        Path base = folder.resolve(name);
        HubFiles files = open(base);
        files.trust().trust(device(trusted), DecidedBy.TERMINAL);
        files.close(Duration.ZERO);
        return base;
    }

    private static TrustStore.TrustedDevice device(Ski ski) {
        return new TrustStore.TrustedDevice(ski, Optional.empty(), "device");
    }

    private HubFiles open(Path base) throws StartException {
        return HubFiles.open(USUAL, base, Storage.silent(), environment);
    }

    /** As a hub that starts would find it, on a copy. */
    private Found found(Path base) throws Exception {
        HubFiles files = open(copy(base));
        Set<Ski> trusted = new TreeSet<>();
        files.trust().all().forEach(device -> trusted.add(device.ski()));
        HubProgram.Identity identity = files.identity();
        files.close(Duration.ZERO);
        return new Found(identity.node().ski(), identity.shipId(), trusted);
    }

    private Path fresh() throws IOException {
        return Files.createDirectories(folder.resolve("run-" + folders.incrementAndGet()));
    }

    private Path copy(Path base) throws IOException {
        Path copy = fresh();
        try (Stream<Path> all = Files.walk(base)) {
            for (Path each : all.toList()) {
                Path to = copy.resolve(base.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return copy;
    }

    private Backup backup(Path base) {
        return new Backup(USUAL, base, CHEAP, environment);
    }

    private IdentityRenewal renewal(Path base) {
        return new IdentityRenewal(USUAL, base, environment);
    }

    /** Whether it was done; else the power is off. */
    private static boolean isDone(Deed deed, Path base) throws Exception {
        try {
            deed.of(base);
            return true;
        } catch (IOException | StartException | BackupException _) {
            return false;
        }
    }

    /** What a test looks at after each cut. */
    @FunctionalInterface
    private interface Look {
        void at(Path base, boolean done) throws Exception;
    }

    /** Does it again and again, each time one step further; how often the power was cut. */
    private int cutAtEveryStep(Path before, TornDisk.Left left, Deed deed, Look look) throws Exception {
        int cuts = 0;
        boolean cut = true;
        while (cut) {
            Path base = copy(before);
            TornDisk disk = new TornDisk(base).stopAt(cuts);
            boolean done = isDone(deed, disk.folder());
            cut = disk.hasStopped();
            disk.cutPower(left);
            try {
                look.at(base, done);
            } catch (StartException | BackupException | AssertionError e) {
                throw new AssertionError("cut at step " + cuts + ", left " + left + ": " + e, e);
            }
            cuts++;
        }
        return cuts;
    }

    // ---- the power

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStepOfTheFirstStart_whenStartedAgain_thenNobodyIsNeededToRepairIt(TornDisk.Left left)
            throws Exception {
        AtomicReference<Optional<Found>> first = new AtomicReference<>(Optional.empty());
        int cuts = cutAtEveryStep(
                fresh(),
                left,
                base -> {
                    first.set(Optional.empty());
                    HubFiles files = open(base);
                    HubProgram.Identity identity = files.identity();
                    first.set(Optional.of(new Found(identity.node().ski(), identity.shipId(), Set.of())));
                    files.trust().trust(device(WALLBOX), DecidedBy.TERMINAL);
                    files.close(Duration.ZERO);
                },
                (base, done) -> {
                    HubFiles again = open(base);
                    HubProgram.Identity identity = again.identity();
                    first.get().ifPresent(before -> {
                        assertThat(identity.node().ski()).isEqualTo(before.self());
                        assertThat(identity.shipId()).isEqualTo(before.shipId());
                    });
                    assertThat(again.trust().find(WALLBOX).isPresent() || !done).isTrue();
                    again.trust().trust(device(HEATPUMP), DecidedBy.REST);
                    again.close(Duration.ZERO);
                    assertThat(found(base).trusted()).contains(HEATPUMP);
                });
        assertThat(cuts).as("steps that were cut").isGreaterThan(25);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStepOfABackup_whenLookedAt_thenTheFileIsWholeOrNotThereAndTheHubAsBefore(TornDisk.Left left)
            throws Exception {
        Path hub = hub("hub", WALLBOX);
        Found before = found(hub);
        int cuts = cutAtEveryStep(
                hub, left, base -> backup(base).write(base.resolve("hub.backup"), secret()), (base, done) -> {
                    assertThat(found(base)).isEqualTo(before);
                    Path file = base.resolve("hub.backup");
                    assertThat(Files.exists(file) || !done).as("there").isTrue();
                    if (!Files.exists(file)) {
                        backup(base).write(file, secret());
                    }
                    Path elsewhere = fresh();
                    backup(elsewhere).restore(file, secret(), false);
                    assertThat(found(elsewhere)).isEqualTo(before);
                });
        assertThat(cuts).as("steps that were cut").isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStepOfARestore_whenStartedAgain_thenTheOldHubOrTheNewOneOrNoneUntilRestoredAgain(
            TornDisk.Left left) throws Exception {
        Path wanted = hub("wanted", WALLBOX);
        Path file = folder.resolve("wanted.backup");
        backup(wanted).write(file, secret());
        Path old = hub("old", HEATPUMP);
        Found newOne = found(wanted);
        Found oldOne = found(old);
        byte[] oldKey = Files.readAllBytes(old.resolve("certs/ship.key"));
        int cuts = cutAtEveryStep(old, left, base -> backup(base).restore(file, secret(), true), (base, done) -> {
            requireEither(base, done, oldOne, newOne);
            assertThat(contents(base)).as("the old key is kept").anyMatch(one -> Arrays.equals(one, oldKey));
            backup(base).restore(file, secret(), true);
            assertThat(found(base)).isEqualTo(newOne);
        });
        assertThat(cuts).as("steps that were cut").isGreaterThan(20);
        cutAtEveryStep(fresh(), left, base -> backup(base).restore(file, secret(), false), (base, done) -> {
            if (Files.exists(base.resolve("certs/ship.key"))) {
                requireEither(base, done, newOne, newOne); // never one of its own
            } else {
                assertThat(done).isFalse();
                assertThat(base.resolve("data/trusted_devices.json")).doesNotExist();
            }
            backup(base).restore(file, secret(), true);
            assertThat(found(base)).isEqualTo(newOne);
        });
    }

    /** The one before or the one that it was to become, or a start that is refused because of its identity. */
    private void requireEither(Path base, boolean done, Found before, Found after) throws Exception {
        if (done) {
            assertThat(found(base)).isEqualTo(after);
            return;
        }
        try {
            assertThat(found(base)).isIn(before, after);
        } catch (StartException e) {
            assertThat(e).hasMessageContaining("ship.");
        }
    }

    private static List<byte[]> contents(Path base) throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            List<byte[]> contents = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readAllBytes(file));
            }
            return contents;
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStepOfANewCertificate_whenStartedAgain_thenTheSameKeyAndTrust(TornDisk.Left left)
            throws Exception {
        Path hub = hub("hub", WALLBOX);
        Found before = found(hub);
        int cuts = cutAtEveryStep(
                hub,
                left,
                base -> renewal(base).sameKey(),
                (base, _) -> assertThat(found(base)).isEqualTo(before));
        assertThat(cuts).as("steps that were cut").isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStepOfAChangeOfKey_whenCalledAgain_thenItIsFinishedAndTrustStays(TornDisk.Left left)
            throws Exception {
        Path hub = hub("hub", WALLBOX);
        Found before = found(hub);
        int prepared = cutAtEveryStep(hub, left, base -> renewal(base).prepare(), (base, _) -> {
            assertThat(found(base)).isEqualTo(before);
            Ski next = renewal(base).prepare().identity().ski();
            assertThat(next).isNotEqualTo(before.self());
        });
        assertThat(prepared).as("steps that were cut").isGreaterThan(8);

        Ski next = renewal(hub).prepare().identity().ski();
        Found after = new Found(next, before.shipId(), before.trusted());
        int switched = cutAtEveryStep(hub, left, base -> renewal(base).switchOver(), (base, done) -> {
            requireEither(base, done, before, after);
            if (Files.exists(base.resolve("certs/ship.crt.next"))) {
                renewal(base).switchOver();
            }
            assertThat(found(base)).isEqualTo(after);
        });
        assertThat(switched).as("steps that were cut").isGreaterThan(12);
    }

    // ---- the disk

    @Test
    void givenAFullOrReadOnlyDisk_whenAnythingIsWritten_thenRefusedInAWordAndAsBeforeAndLaterDone() throws Exception {
        Path hub = hub("hub", WALLBOX);
        Found before = found(hub);
        Path file = folder.resolve("hub.backup");
        backup(hub).write(file, secret());
        List<Deed> deeds = List.of(
                base -> backup(base).write(base.resolve("another.backup"), secret()),
                base -> backup(base).restore(file, secret(), true),
                base -> renewal(base).sameKey(),
                base -> renewal(base).prepare());
        for (Deed deed : deeds) {
            for (boolean full : List.of(true, false)) {
                Path base = copy(hub);
                TornDisk disk = new TornDisk(base);
                disk.full(full);
                disk.readOnly(!full);
                assertThatThrownBy(() -> deed.of(disk.folder()))
                        .isInstanceOfAny(StartException.class, BackupException.class)
                        .hasMessageContaining(full ? "No space left on device" : "Read-only file system");
                assertThat(found(base)).isEqualTo(before);
                disk.full(false);
                disk.readOnly(false);
                deed.of(disk.folder());
                assertThat(found(base)).isEqualTo(before);
            }
        }
    }

    @Test
    void givenAFullOrReadOnlyDisk_whenAHubStartsForTheFirstTime_thenRefusedAndNothingIsLeftThatWouldBeInTheWay()
            throws Exception {
        for (boolean full : List.of(true, false)) {
            Path base = fresh();
            TornDisk disk = new TornDisk(base);
            disk.full(full);
            disk.readOnly(!full);
            assertThatThrownBy(() -> open(disk.folder()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(full ? "No space left on device" : "Read-only file system");
            disk.full(false);
            disk.readOnly(false);
            open(disk.folder()).close(Duration.ZERO);
            assertThat(found(base).trusted()).isEmpty();
        }
    }
}
