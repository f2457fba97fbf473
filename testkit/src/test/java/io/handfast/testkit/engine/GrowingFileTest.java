// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.file.GrowingFile;
import io.handfast.engine.file.Readers;
import io.handfast.testkit.TornDisk;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that grows: cut at every step, torn by a full disk, locked. */
class GrowingFileTest {
    private static final String ALL = "0123456789";

    @TempDir
    private Path folder;

    private static void append(GrowingFile file, String text) throws IOException {
        file.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(GrowingFile file) throws IOException {
        return new String(file.read(0, (int) file.size()), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStep_whenOpenedAgain_thenWhatWasSyncedIsThereAndOnlyTheEndIsTorn(TornDisk.Left left)
            throws Exception {
        boolean cut = true;
        for (long step = 0; cut; step++) {
            Path base = Files.createDirectory(folder.resolve(String.valueOf(step)));
            TornDisk disk = new TornDisk(base).stopAt(step);
            int synced = 0;
            try (GrowingFile file = GrowingFile.open(disk.folder().resolve("file"), Readers.OWNER)) {
                for (int at = 0; at < ALL.length(); at += 2) {
                    append(file, ALL.substring(at, at + 2));
                    file.sync();
                    synced = at + 2;
                }
            } catch (IOException _) {
                // the power is off
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            try (GrowingFile file = GrowingFile.open(base.resolve("file"), Readers.OWNER)) {
                assertThat(text(file)).as("cut at step %d", step).startsWith(ALL.substring(0, synced));
                assertThat(ALL).startsWith(text(file));
                file.cutTo(synced);
                append(file, ALL.substring(synced));
            }
            assertThat(base.resolve("file")).hasContent(ALL);
        }
    }

    @Test
    void givenAnAppendThatFailed_whenAppendedAgain_thenNothingOfItIsLeft() throws Exception {
        TornDisk disk = new TornDisk(folder);
        try (GrowingFile file = GrowingFile.open(disk.folder().resolve("file"), Readers.OWNER)) {
            append(file, "ab");
            disk.full(true);
            assertThatThrownBy(() -> append(file, "a long one")).hasMessage("No space left on device");
            assertThat(folder.resolve("file")).as("half of it").hasSize(7);
            assertThat(text(file)).isEqualTo("ab");
            disk.full(false);
            append(file, "c");
            assertThat(text(file)).isEqualTo("abc");
        }
        assertThat(folder.resolve("file")).hasContent("abc");
    }

    @Test
    void givenAFile_whenCutOrReadBeyondItsEnd_thenRefused() throws Exception {
        try (GrowingFile file = GrowingFile.open(folder.resolve("file"), Readers.OWNER)) {
            append(file, "abc");
            file.cutTo(2);
            assertThat(folder.resolve("file")).hasContent("ab");
            assertThatThrownBy(() -> file.cutTo(3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.read(1, 2)).isInstanceOf(EOFException.class);
            assertThat(file.read(1, 1)).containsExactly('b');
        }
    }

    @Test
    void givenALockedFile_whenLockedByAnother_thenNotBeforeItIsClosedAndAtItsEnd() throws Exception {
        Path name = folder.resolve("file");
        try (GrowingFile other = GrowingFile.open(name, Readers.OWNER)) {
            try (GrowingFile file = GrowingFile.open(name, Readers.OWNER)) {
                assertThat(file.tryLock()).isTrue();
                assertThat(other.tryLock()).isFalse();
                append(file, "before");
            }
            assertThat(other.tryLock()).isTrue();
            append(other, " and after");
        }
        assertThat(name).hasContent("before and after");
    }
}
