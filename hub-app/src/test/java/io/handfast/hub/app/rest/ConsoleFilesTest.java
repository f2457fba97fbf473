// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.HubEvent;
import io.handfast.testkit.TornDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console's two files when the power is cut and when the disk is full. Sessions are on no disk at all. */
class ConsoleFilesTest {
    private static final String ADDRESS = "http://127.0.0.1:4780";

    @TempDir
    private Path folder;

    private final Environment environment = Environment.system();

    @AfterEach
    void closeEnvironment() {
        environment.close();
    }

    private static String tokenIn(Path base) throws IOException {
        return Files.readString(base.resolve(AccessToken.FILE)).strip();
    }

    @ParameterizedTest
    @EnumSource
    void givenACutAtEveryStepOfAStart_whenStartedAgain_thenTheTokenThatWasShownStillOpens(TornDisk.Left left)
            throws Exception {
        boolean cut = true;
        for (int step = 0; cut; step++) {
            Path base = Files.createDirectories(folder.resolve(String.valueOf(step)));
            TornDisk disk = new TornDisk(base).stopAt(step);
            Optional<String> shown = Optional.empty();
            boolean written = false;
            try {
                AccessToken.open(disk.folder(), environment.entropy());
                shown = Optional.of(tokenIn(base));
                ConsoleFile.write(disk.folder(), ADDRESS, environment.time().wallClock());
                written = true;
            } catch (StartException | IOException _) {
                // the power is off
            }
            cut = disk.hasStopped();
            disk.cutPower(left);
            if (Files.exists(base.resolve(AccessToken.FILE))) {
                Optional<ConsoleFile.Access> access = ConsoleFile.read(base);
                assertThat(access.isPresent() || !written)
                        .as("cut at step %d", step)
                        .isTrue();
                access.ifPresent(found -> assertThat(found.address()).isEqualTo(ADDRESS));
            }
            AccessToken again = AccessToken.open(base, environment.entropy());
            assertThat(again.matches(shown.orElse(tokenIn(base))))
                    .as("cut at step %d", step)
                    .isTrue();
        }
    }

    /** Whoever restarts a hub whose disk is full wants its devices back. */
    @Test
    void givenAFullDisk_whenAHubStartsAgain_thenItServesItsDevicesAndTheConsoleAndSaysSo() throws Exception {
        try (HubOverLoopback first = new HubOverLoopback(folder).startHub(Map.of())) {
            first.stopHub();
        }
        TornDisk disk = new TornDisk(folder);
        disk.full(true);
        HubOverLoopback hub = new HubOverLoopback(disk.folder());
        try (RestScene scene = new RestScene(folder, hub.startHub(Map.of()))) {
            assertThat(hub.await(HubEvent.Kind.WARNING).text()).contains("No space left on device");
            assertThat(scene.get("/api/v1/hub").status()).isEqualTo(200);
            HttpText.Response refused = scene.post("/api/v1/devices/" + scene.stranger() + "/trust");
            assertThat(refused.status()).isEqualTo(500);
            disk.full(false);
            assertThat(scene.post("/api/v1/devices/" + hub.deviceSki() + "/trust")
                            .status())
                    .isEqualTo(200);
            hub.await(HubEvent.Kind.CONNECTED);
        }
    }
}
