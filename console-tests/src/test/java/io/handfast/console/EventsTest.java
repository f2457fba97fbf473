// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.SimulatedDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Events as they come, a list that does not grow, and a hub that goes and comes back. */
@ExtendWith(Chromium.class)
class EventsTest {
    private static final String EVENTS = "**/api/v1/events";
    private static final String LOOKED_AT = """
            looked => {
              Object.defineProperty(document, 'hidden', {value: !looked, configurable: true});
              document.dispatchEvent(new Event('visibilitychange'));
            }""";

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

    @Test
    void givenAHubOutOfReach_whenItIsBack_thenTheConsoleComesBackByItselfAndOnDemand(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window =
                        ConsoleWindow.signedIn(browser, scene).expecting("Failed to load resource: net::ERR_FAILED")) {
            window.page().route(EVENTS, Route::abort);
            window.page().reload();
            assertThat(window.page().locator(".banner")).containsText("The hub does not answer.");
            assertThat(window.page().locator("header")).containsText("No answer");
            window.page().unroute(EVENTS);
            window.button("Try now").click();
            assertThat(window.page().locator("header")).containsText("Live");
            assertThat(window.page().locator(".banner")).isEmpty();
        }
    }

    /** A browser has six connections for a hub, and the hub room for 32 listeners. */
    @Test
    void givenATabThatNobodyLooksAt_whenLookedAtAgain_thenItHearsWhatItMissed(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            Page page = window.page();
            page.clock().install();
            page.reload();
            window.open("events");
            scene.decide(scene.nobody(), "trust", "{\"name\": \"First\"}");
            assertThat(page.locator(".log")).containsText("First");
            List<String> ended = new CopyOnWriteArrayList<>();
            page.onRequestFailed(request -> ended.add(request.url()));
            page.evaluate(LOOKED_AT, false);
            page.clock().fastForward(61_000);
            scene.decide(scene.nobody(), "trust", "{\"name\": \"Second\"}");
            Request again = page.waitForRequest(EVENTS, () -> page.evaluate(LOOKED_AT, true));
            assertThat(ended).contains(scene.address() + "/api/v1/events");
            assertThat(again.headers().get("last-event-id")).matches("[0-9a-f]{8}-\\d+");
            assertThat(page.locator(".log")).containsText("Second");
            assertThat(page.locator("main")).not().containsText("Some events were missed");
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
