// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

/** Without a browser nobody thinks that the console was tested. */
class ChromiumTest {
    @TempDir
    private Path folder;

    @Test
    void givenNoBrowser_whenJudged_thenSkippedWithTheReasonButNotInContinuousIntegration() {
        ConditionEvaluationResult here = Chromium.judge(Chromium.find(folder.toString()), false);
        assertThat(here.isDisabled()).isTrue();
        assertThat(here.getReason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("skipped: chromium is not on the path", "apt-get install chromium"));
        assertThat(Chromium.judge(Optional.empty(), true).isDisabled()).isFalse();
    }

    @Test
    void givenABrowserOnThePath_whenLookedFor_thenFound() throws Exception {
        Path executable = Files.createFile(folder.resolve("chromium"));
        Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
        assertThat(Chromium.find("/nowhere:" + folder)).contains(executable);
        assertThat(Chromium.judge(Optional.of(executable), false).isDisabled()).isFalse();
    }
}
