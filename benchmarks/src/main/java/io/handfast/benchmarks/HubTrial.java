// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The life of a hub with a fleet: start, idle, all connect, idle, kill, start, all are back. Only the hub's process is
 * measured; the fleet is the same for all.
 *
 * @param goPrograms where the Go programs are
 * @param work for the hub's files
 * @param fleet who dials
 * @param environment clock
 */
record HubTrial(Path goPrograms, Path work, Fleet fleet, Environment environment) {
    private static final int MANY = 100;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration IDLE_OF_FEW = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One life; the measured values by name. */
    Map<String, Long> run(Contestant contestant, List<String> flags) throws IOException, InterruptedException {
        int devices = fleet.skis().size();
        Path errors = work.resolve("hub-errors.txt");
        HubFolder folder = HubFolder.create(Files.createTempDirectory(work, "hub"), fleet.skis());
        int port = LastingPort.choose();
        Map<String, Long> values = new LinkedHashMap<>();
        List<String> command = contestant.hub(goPrograms, flags, folder, port);
        // Makes the identity, so that the next start is like every later one.
        HubProcess.start(command, contestant.isHandfast(), port, errors, environment.time())
                .kill();
        try (HubProcess hub = HubProcess.start(command, contestant.isHandfast(), port, errors, environment.time())) {
            values.put("start-millis", hub.millisToListening());
            values.put("start-rss-kib", hub.rssKiB());
            pass();
            values.put("start-cpu-millis", hub.cpuMillis());
            values.put("idle-rss-kib", hub.rssKiB());
            long heapBefore = hub.heapBytes();
            long rssBefore = hub.rssKiB();
            values.put("idle-heap-kib", heapBefore / 1024);
            connectAll(hub, values, port);
            pass();
            values.put("heap-bytes-each", (hub.heapBytes() - heapBefore) / devices);
            values.put("rss-bytes-each", (hub.rssKiB() - rssBefore) * 1024 / devices);
            values.put("full-rss-kib", hub.rssKiB());
            hub.kill();
        }
        long began = environment.time().nanos();
        try (HubProcess _ = HubProcess.start(command, contestant.isHandfast(), port, errors, environment.time())) {
            require(fleet.awaitConnected(PATIENCE), devices);
            values.put("back-millis", (environment.time().nanos() - began) / 1_000_000);
        } finally {
            fleet.off();
        }
        return values;
    }

    private void connectAll(HubProcess hub, Map<String, Long> values, int port)
            throws IOException, InterruptedException {
        long began = environment.time().nanos();
        long cpuBefore = hub.cpuMillis();
        fleet.on(port);
        require(fleet.awaitConnected(PATIENCE), fleet.skis().size());
        values.put("all-millis", (environment.time().nanos() - began) / 1_000_000);
        values.put(
                "cpu-micros-each",
                1000 * (hub.cpuMillis() - cpuBefore) / fleet.skis().size());
    }

    private static void require(int connected, int devices) {
        if (connected < devices) {
            throw new IllegalStateException("only " + connected + " of " + devices + " devices are connected");
        }
    }

    private void pass() throws InterruptedException {
        Duration idle = fleet.skis().size() < MANY ? IDLE_OF_FEW : IDLE;
        new Inbox<>(environment.time(), 0).await(environment.time().in(idle));
    }
}
