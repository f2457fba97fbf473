// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Without a browser nobody thinks that the console was tested. */
class ChromiumTest {
    @TempDir
    private Path folder;

    @Test
    void givenNoBrowser_whenRequired_thenSkippedWithTheReasonButFailedInContinuousIntegration() {
        assertThatThrownBy(() -> Chromium.required(folder.toString(), false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("skipped: chromium is not on the path");
        assertThatThrownBy(() -> Chromium.required(folder.toString(), true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install chromium");
    }

    @Test
    void givenABrowserOnThePath_whenRequired_thenFound() throws Exception {
        Path executable = Files.createFile(folder.resolve("chromium"));
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
        assertThat(Chromium.required("/nowhere:" + folder, true)).isEqualTo(executable);
    }
}
