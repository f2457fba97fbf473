// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.interop.Go;
import io.handfast.interop.ShipGo;
import io.handfast.ship.ShipTimers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code handfast ship conformance} as a process, all cases in real time, against our hub, our device and two live
 * ship-go, side by side. The verdicts are those of the reports kept in {@code docs/conformance}; with {@code
 * -Dhandfast.conformance.write=true} the reports are written anew.
 */
@Tag("interop")
@Tag("long")
@Tag("waits")
@Timeout(1200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveConformanceLongTest {
    private static final boolean WRITES = Boolean.getBoolean("handfast.conformance.write");
    private static final String NO_QUERY = "TC_SHIP_AMDATA_004";

    enum Device {
        HUB("hub"),
        DEVICE("device"),
        SHIP_GO_2024("ship-go-2024"),
        SHIP_GO_2026("ship-go-2026");

        private final String report;

        Device(String report) {
            this.report = report;
        }

        Stand stand() throws Exception {
            return switch (this) {
                case HUB -> new HubStand(true, ShipTimers.usual());
                case DEVICE -> new DeviceStand();
                case SHIP_GO_2024 -> new GoStand(ShipGo.V2024);
                case SHIP_GO_2026 -> new GoStand(ShipGo.V2026);
            };
        }
    }

    private final Map<Device, Future<Trial>> trials = new LinkedHashMap<>();
    private Optional<Future<Trial>> withoutQuery = Optional.empty();
    private final ExecutorService sideBySide = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    void startAll(@TempDir Path folder) throws Exception {
        Go.required().build(ShipGo.V2024);
        Go.required().build(ShipGo.V2026);
        for (Device device : Device.values()) {
            trials.put(device, start(folder.resolve(device.name()), device::stand));
        }
        withoutQuery = Optional.of(start(
                folder.resolve("no-query"), () -> new HubStand(false, ShipTimers.usual()), "--only", "AMDATA_004"));
    }

    private Future<Trial> start(Path own, Callable<Stand> stand, String... more) throws Exception {
        Files.createDirectory(own);
        return sideBySide.submit(() -> {
            try (Stand opened = stand.call()) {
                return Trial.run(opened, own, more);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void givenDevice_whenTested_thenAsTheKeptReportSays(Device device) throws Exception {
        Trial trial = Objects.requireNonNull(trials.get(device)).get();
        List<Trial.Row> rows = new ArrayList<>(trial.rows());
        if (device
                == Device.HUB) { // only means nodes that declare that they do not query: one of ours that was told so
            rows.removeIf(row -> row.name().equals(NO_QUERY));
            rows.addAll(withoutQuery.orElseThrow().get().rows());
        }
        Report report = Report.named(device.report);
        if (WRITES) {
            report.write(rows, trial.version());
        }
        Map<String, String> verdicts = new LinkedHashMap<>();
        rows.forEach(row -> verdicts.put(row.name(), row.verdict()));
        assertThat(verdicts).as("%s%n%s", rows, trial.hook()).hasSize(33).isEqualTo(report.verdicts());
    }

    @AfterAll
    void end() {
        sideBySide.shutdownNow();
    }
}
