// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.load;

import static io.handfast.interop.Handfast.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast;
import io.handfast.interop.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code handfast hub} as a process and a thousand devices that dial it. Asserts that all are connected, that all come
 * back, and that nothing is left of those that went; what it took is measured from outside and written to
 * {@code target/load.md}.
 */
@Tag("long")
@Timeout(900)
class ManyDevicesTest {
    private static final int DEVICES = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final StringBuilder table =
            new StringBuilder("| moment | took s | RSS MB | threads | CPU s so far |\n|---|---:|---:|---:|---:|\n");

    @Test
    void givenAThousandDevices_whenAllAreLostAtOnce_thenAllComeBack() throws Exception {
        try (Fleet fleet = new Fleet(DEVICES);
                Handfast hub = start(fleet)) {
            Map<String, JsonTree.Node> listening = hub.await("listening");
            int port = Integer.parseInt(text(listening, "text").replaceAll("port (\\d+),.*", "$1"));
            Thread.startVirtualThread(() -> drain(hub));
            note(hub, "listening, nobody there", 0);

            dial(fleet, hub, port, "all dial at once");
            fleet.pass(IDLE);
            note(hub, "idle", (double) IDLE.toSeconds());
            long before = hub.status().threads();

            fleet.cut();
            dial(fleet, hub, port, "all sockets end, all dial at once");
            dial(fleet, hub, port, "all dial anew, the hub does not know that they lost the old one");
            fleet.pass(IDLE);
            note(hub, "idle", (double) IDLE.toSeconds());
            long after = hub.status().threads();

            assertThat(after).as("platform threads").isLessThan(before + 10);
            assertThat(hub.terminate()).isZero();
        } finally {
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target/load.md"), table);
            System.out.println(table);
        }
    }

    private void dial(Fleet fleet, Handfast hub, int port, String moment) throws Exception {
        long begin = System.currentTimeMillis();
        fleet.dial(port, Handfast.identity(folder));
        assertThat(fleet.awaitConnected(PATIENCE)).isEqualTo(DEVICES);
        note(hub, moment, (System.currentTimeMillis() - begin) / 1000.0);
    }

    private Handfast start(Fleet fleet) throws Exception {
        Path configuration = folder.resolve("hub.json");
        Files.writeString(configuration, JsonTree.line(Map.of("port", 0, "max_connections", DEVICES)));
        Handfast.trust(folder, fleet.skis());
        return Handfast.start(
                folder, "hub", "--json", "--config", configuration.toString(), "--data", folder.toString());
    }

    /** Its output has to be read, or it blocks. */
    private static void drain(Handfast hub) {
        try {
            hub.await(_ -> false);
        } catch (AssertionError | IOException | JsonTree.NotJson _) {
            // it has ended
        }
    }

    private void note(Handfast hub, String moment, double seconds) throws IOException {
        ProcessStatus status = hub.status();
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.1f | %d | %d | %.1f |%n",
                moment,
                seconds,
                status.rssKib() / 1024,
                status.threads(),
                status.cpuMillis() / 1000.0));
    }
}
