// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.SimulatedDevice;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Events as they come, a list that does not grow, and a hub that goes and comes back. */
@ExtendWith(Chromium.class)
class EventsTest {
    @TempDir
    private Path folder;

    @Test
    void givenTheOpenPage_whenADeviceComes_thenItIsThereWithoutAQuestionAndReadAloud(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("events");
            assertThat(window.page().locator("header")).containsText("Live");
            Ski ski = scene.stranger(SimulatedDevice.Type.WALLBOX);
            assertThat(window.page().locator(".log")).containsText("Asks for trust");
            assertThat(window.page().locator("hf-announcer")).hasText("Device " + ski.brief() + " asks to be trusted.");
            assertThat(window.page().locator(".log")).not().containsText("ship.hello");
            window.page().getByLabel("Show").selectOption("all");
            assertThat(window.page().locator(".log")).containsText("ship.hello");
        }
    }

    @Test
    void givenMoreEventsThanAreKept_whenTheyCome_thenTheListIsBounded(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("events");
            assertThat(window.page().locator("header")).containsText("Live");
            window.page().getByLabel("Show").selectOption("all");
            Locator entries = window.page().locator(".log li");
            for (int i = 0; i < 160; i++) {
                scene.rest("POST", "auto-accept", "{\"lastingMs\": 5000}");
                scene.rest("DELETE", "auto-accept", "");
            }
            scene.decide(scene.nobody(), "trust", "{\"name\": \"The last one\"}");
            assertThat(entries.first()).containsText("The last one");
            assertThat(entries.count()).isEqualTo(300);
            window.button("Clear the list").click();
            assertThat(window.page().locator("main")).containsText("Nothing has happened yet.");
        }
    }

    /** The whole story: two devices, two operators, a hub that is restarted. */
    @Test
    void givenTwoApprovedDevices_whenTheHubIsRestarted_thenBothComeBackWithoutAQuestion(Browser browser)
            throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)
                        .expecting("401 ")
                        .expecting("503 ")
                        .expecting("Failed to load resource: net::ERR_")) {
            window.open("pairing");
            Ski wallbox = scene.stranger(SimulatedDevice.Type.WALLBOX);
            Ski heatPump = scene.stranger(SimulatedDevice.Type.HEAT_PUMP);
            window.button("Approve Device " + wallbox.brief()).click();
            window.answer("Trust");
            assertThat(window.card(heatPump)).isVisible();
            scene.decide(heatPump, "trust", "{\"expected\": \"pending\"}");
            window.open("devices");
            assertThat(window.page().locator(".card.good")).hasCount(2);
            Ski hub = scene.ski();
            String shipId = scene.hub().identity().shipId();
            var wallboxId = scene.status(wallbox).orElseThrow().shipId();
            var heatPumpId = scene.status(heatPump).orElseThrow().shipId();

            scene.stop();
            assertThat(window.page().locator(".banner")).containsText("tries again by itself");
            scene.start();

            assertThat(window.page().getByText("Your session has ended")).isVisible();
            window.signIn(scene.token());
            assertThat(window.page().locator(".card.good"))
                    .hasCount(
                            2,
                            new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                                    .setTimeout(60_000));
            assertThat(scene.ski()).isEqualTo(hub);
            assertThat(scene.hub().identity().shipId()).isEqualTo(shipId);
            assertThat(scene.status(wallbox).orElseThrow().shipId())
                    .isEqualTo(wallboxId)
                    .isPresent();
            assertThat(scene.status(heatPump).orElseThrow().shipId())
                    .isEqualTo(heatPumpId)
                    .isPresent();
            window.open("pairing");
            assertThat(window.region("Waiting for your decision")).containsText("Nobody waits.");
        }
    }
}
