// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.ServerSocket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgramsTest {
    private static final int MANY = 100;
    private static final ProcessBuilder PROGRAM = new ProcessBuilder("true");

    /** Without the wait soon one is refused: "Address already in use". */
    @Test
    void givenProgramsThatStart_whenAPortIsClosedAndOpenedAgain_thenItIsNeverInUse() throws Exception {
        AtomicInteger started = new AtomicInteger();
        try (ExecutorService others = Executors.newSingleThreadExecutor()) {
            Future<?> starts = others.submit(() -> {
                while (started.get() < MANY) {
                    Programs.start(PROGRAM).waitFor();
                    started.incrementAndGet();
                }
                return null;
            });
            int port = LastingPort.choose();
            while (!starts.isDone()) {
                assertThatCode(() -> new ServerSocket(port).close())
                        .as("port %d after %s programs", port, started)
                        .doesNotThrowAnyException();
                Programs.awaitStarts();
            }
            starts.get();
        }
    }
}
