// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class GoTest {
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwx------");

    @Test
    void givenGoOnThePath_whenLookedFor_thenThatOneBeforeTheUsualFolder(@TempDir Path folder) throws IOException {
        Path own = Files.createFile(folder.resolve("go"), PosixFilePermissions.asFileAttribute(EXECUTABLE));
        assertThat(Go.find("/nowhere:" + folder)).contains(own);
    }

    @Test
    void givenNoGoOnThePath_whenLookedFor_thenOnlyTheUsualFolderIsLeft() {
        Path usual = Path.of("/usr/local/go/bin/go");
        assertThat(Go.find("/nowhere")).isEqualTo(Optional.of(usual).filter(Files::isExecutable));
    }

    @Test
    void givenNoGo_whenRequired_thenSkippedWithTheReason() {
        assertThatThrownBy(() -> Go.require(Optional.empty(), false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("Go is missing");
    }

    @Test
    void givenNoGoInContinuousIntegration_whenRequired_thenFails() {
        assertThatThrownBy(() -> Go.require(Optional.empty(), true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Go is missing");
    }
}
