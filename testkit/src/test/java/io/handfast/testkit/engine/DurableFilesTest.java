// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.file.DurableFiles;
import io.handfast.engine.file.Readers;
import io.handfast.testkit.TornDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power is cut at every step of every change. */
class DurableFilesTest {
    private static final byte[] OLD = "the old content".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "what comes instead of it".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /** What is done to {@code file} in a folder. */
    @FunctionalInterface
    private interface Deed {
        void in(Path folder) throws IOException;
    }

    /** What has to be so after a cut. */
    @FunctionalInterface
    private interface Look {
        void at(Path folder, boolean done) throws IOException;
    }

    /** How many steps the deed has; the old content is in the file before each try, if there is any. */
    private long cutAtEveryStep(TornDisk.Left left, byte[] old, Deed deed, Look look) throws IOException {
        boolean cut = true;
        long step = 0;
        for (; cut; step++) {
            Path base = Files.createDirectory(folder.resolve(String.valueOf(step)));
            if (old.length > 0) {
                Files.write(base.resolve("file"), old);
            }
            TornDisk disk = new TornDisk(base).stopAt(step);
            boolean done = true;
            try {
                deed.in(disk.folder());
            } catch (IOException _) {
                done = false;
            }
            cut = disk.hasStopped();
            assertThat(done).isNotEqualTo(cut);
            disk.cutPower(left);
            look.at(base, done);
        }
        return step - 1;
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenReplaced_thenOldOrNewAndTheNextTimeNothingIsLeftBeside(TornDisk.Left left)
            throws Exception {
        long steps = cutAtEveryStep(
                left, OLD, base -> DurableFiles.replace(base.resolve("file"), NEW, Readers.OWNER), (base, done) -> {
                    Path file = base.resolve("file");
                    assertThat(Files.readAllBytes(file)).isIn(done ? new byte[][] {NEW} : new byte[][] {OLD, NEW});
                    DurableFiles.replace(file, NEW, Readers.OWNER);
                    assertThat(base.toFile().list()).containsExactly("file");
                });
        assertThat(steps).as("made, written, synced, renamed, folder").isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenTwoFilesAreMade_thenBothCanBeFinishedOnceOneIsThere(TornDisk.Left left)
            throws Exception {
        cutAtEveryStep(
                left,
                new byte[0],
                base -> {
                    DurableFiles.stage(base.resolve("file"), OLD, Readers.OWNER);
                    DurableFiles.stage(base.resolve("other"), NEW, Readers.OWNER);
                    DurableFiles.finish(base.resolve("file"));
                    DurableFiles.finish(base.resolve("other"));
                },
                (base, done) -> {
                    Path other = base.resolve("other");
                    if (Files.exists(base.resolve("file"))) {
                        assertThat(base.resolve("file")).hasBinaryContent(OLD);
                        if (!Files.exists(other)) {
                            DurableFiles.finish(other);
                        }
                        assertThat(other).hasBinaryContent(NEW);
                    } else {
                        assertThat(done).isFalse();
                        assertThat(other).doesNotExist();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenAppended_thenWhatStoodThereStaysAndAPartMayFollow(TornDisk.Left left)
            throws Exception {
        for (byte[] old : new byte[][] {OLD, new byte[0]}) {
            folder = Files.createDirectory(folder.resolve("appended"));
            cutAtEveryStep(
                    left, old, base -> DurableFiles.append(base.resolve("file"), NEW, Readers.OWNER), (base, done) -> {
                        Path file = base.resolve("file");
                        byte[] found = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
                        byte[] whole = Arrays.copyOf(old, old.length + NEW.length);
                        System.arraycopy(NEW, 0, whole, old.length, NEW.length);
                        assertThat(found.length).isBetween(done ? whole.length : old.length, whole.length);
                        assertThat(found).isEqualTo(Arrays.copyOf(whole, found.length));
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenRenamedOrRemoved_thenItIsWholeUnderOneNameOrGone(TornDisk.Left left)
            throws Exception {
        cutAtEveryStep(
                left, OLD, base -> DurableFiles.rename(base.resolve("file"), base.resolve("other")), (base, done) -> {
                    assertThat(base.toFile().list()).hasSize(1);
                    assertThat(base.resolve(Files.exists(base.resolve("other")) ? "other" : "file"))
                            .hasBinaryContent(OLD);
                    assertThat(Files.exists(base.resolve("other")) || !done).isTrue();
                });
        folder = Files.createDirectory(folder.resolve("removed"));
        cutAtEveryStep(
                left,
                OLD,
                base -> DurableFiles.delete(base.resolve("file")),
                (base, done) ->
                        assertThat(Files.exists(base.resolve("file")) && done).isFalse());
    }

    @Test
    void givenAFullDisk_whenReplaced_thenTheOldOneIsThereAndNothingElse() throws Exception {
        Path file = folder.resolve("file");
        Files.write(file, OLD);
        TornDisk disk = new TornDisk(folder);
        disk.full(true);

        assertThatThrownBy(() -> DurableFiles.replace(disk.folder().resolve("file"), NEW, Readers.USUAL))
                .hasMessage("No space left on device");
        assertThatThrownBy(() -> DurableFiles.stage(disk.folder().resolve("file"), NEW, Readers.USUAL))
                .hasMessage("No space left on device");
        assertThat(file).hasBinaryContent(OLD);
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void givenAFile_whenCreated_thenRefusedAndLeft() throws Exception {
        Path file = folder.resolve("file");
        DurableFiles.create(file, OLD, Readers.OWNER);

        assertThatThrownBy(() -> DurableFiles.create(file, NEW, Readers.OWNER))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(OLD);
    }

    @Test
    void givenNoFolder_whenWritten_thenRefusedInAWordAndNoneIsMade() {
        Path file = folder.resolve("none/file");
        assertThatThrownBy(() -> DurableFiles.replace(file, NEW, Readers.OWNER))
                .isInstanceOfSatisfying(
                        NoSuchFileException.class,
                        e -> assertThat(DurableFiles.reason(e)).isEqualTo("there is no such file"));
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> DurableFiles.replace(Path.of("/"), NEW, Readers.OWNER))
                .hasMessage("it is not a file");
    }

    @Test
    void givenReaders_whenWritten_thenNobodyElseMayRead() throws Exception {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = folder.resolve("file");
        DurableFiles.replace(file, OLD, Readers.EVERYBODY);
        assertThat(Files.getPosixFilePermissions(file)).doesNotContain(PosixFilePermission.GROUP_WRITE);
        DurableFiles.replace(file, OLD, Readers.OWNER);
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        DurableFiles.replace(file, OLD, Readers.USUAL);
        Path usual = Files.write(folder.resolve("usual"), OLD);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void givenAFileThatCannotBeUsed_whenSetAside_thenUnderTheNextFreeName() throws Exception {
        Files.write(folder.resolve("file"), OLD);
        Files.write(folder.resolve("file.damaged-1"), NEW);

        assertThat(DurableFiles.setAside(folder.resolve("file"), "damaged"))
                .isEqualTo(folder.resolve("file.damaged-2"));
        assertThat(folder.resolve("file.damaged-2")).hasBinaryContent(OLD);
        assertThat(folder.resolve("file.damaged-1")).hasBinaryContent(NEW);
        assertThat(folder.resolve("file")).doesNotExist();
    }
}
