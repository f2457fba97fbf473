// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that nobody clears away does not fill the disk. */
class ProgramLogTest {
    private static final int LINE_BYTES = 1000;
    private static final long MOST_BYTES = 5 * ((1 << 20) + 2L * LINE_BYTES);

    @TempDir
    private Path folder;

    @Test
    void givenMoreThanFits_whenLogged_thenTheOldestGoes() throws Exception {
        Logger root = Logger.getLogger("");
        List<Handler> before = List.of(root.getHandlers());
        try (ProgramLog _ = ProgramLog.open(folder, "info")) {
            Logger some = Logger.getLogger("io.handfast.some");
            for (int line = 0; line < 12_000; line++) {
                some.info(line + " " + "x".repeat(LINE_BYTES));
            }
        } finally {
            for (Handler ours : root.getHandlers()) {
                root.removeHandler(ours);
            }
            before.forEach(root::addHandler);
        }
        List<Path> files = files();
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("hub.0.log", "hub.1.log", "hub.2.log", "hub.3.log", "hub.4.log");
        long sum = 0;
        for (Path file : files) {
            sum += Files.size(file);
        }
        assertThat(sum).isBetween(MOST_BYTES / 2, MOST_BYTES);
        assertThat(Files.readString(files.getFirst())).contains(" info 11999 x");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("logs"))) {
            return all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }
}
