// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.Address;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A device explains itself, and is told what to do. */
@ExtendWith(Chromium.class)
class ExplainTest {
    @TempDir
    private Path folder;

    @Test
    void givenNobodyAtItsAddress_whenLookedAt_thenCodeHintAndNextAttemptAreShown(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder)) {
            Ski ski = scene.nobody();
            Address nowhere = HubScene.nowhere();
            scene.dialling(Map.of(ski, nowhere)).start();
            scene.decide(ski, "trust", "{\"name\": \"Heat pump\"}");
            try (ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
                window.link("Explain Heat pump").click();
                assertThat(window.heading()).hasText("Heat pump");
                Locator matter = window.region("What is the matter");
                assertThat(matter.locator("hf-countdown")).hasText(Pattern.compile("0:\\d\\d"));
                assertThat(window.region("Last failures")).containsText("net.connection-refused");
                assertThat(window.region("Last failures")).containsText("the network’s doing");
                assertThat(window.region("How far it got").locator("li.failed")).containsText("Network");
                assertThat(window.region("About the device")).containsText(nowhere.toString());
            }
        }
    }

    @Test
    void givenAConnectedDevice_whenDisconnectedConnectedAndForgotten_thenEachIsShown(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder)) {
            SimulatedDevice device = scene.listening(SimulatedDevice.Type.WALLBOX);
            Ski ski = device.ski();
            scene.dialling(Map.of(ski, Address.of("127.0.0.1", device.port()))).start();
            scene.decide(ski, "trust", "{\"name\": \"Wallbox\"}");
            try (ConsoleWindow window =
                    ConsoleWindow.signedIn(browser, scene).expecting("404 /api/v1/devices/" + ski)) {
                window.open("device/" + ski);
                assertThat(window.region("How far it got").locator("[aria-current=step]"))
                        .containsText("Connected");
                assertThat(window.region("Last complete handshake")).containsText("ship.hello-ok");
                window.button("Disconnect: Wallbox").click();
                window.answer("Disconnect");
                assertThat(window.page().locator("main .head .sign")).containsText("Disconnected on purpose");
                window.button("Connect: Wallbox").click();
                assertThat(window.page().locator("main .head .sign")).containsText("Connected");
                assertThat(window.region("Latest events")).containsText("Disconnected");
                window.button("Forget: Wallbox").click();
                window.answer("Forget");
                assertThat(window.page().locator("main")).containsText("The hub does not know this device any more");
                assertThat(scene.hub().trust().find(ski)).isEmpty();
            }
        }
    }

    @Test
    void givenTheHubsLimits_whenSet_thenTheHubHasThem(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("hub");
            assertThat(window.region("Identity"))
                    .containsText(scene.hub().identity().shipId());
            Locator limits = window.region("Limits");
            limits.getByLabel("Devices at once").fill("0");
            window.button("Set").click();
            assertThat(limits).containsText("at least 1 device at once");
            limits.getByLabel("Devices at once").fill("7");
            window.button("Set").click();
            assertThat(limits).containsText("of 7 places taken");
            assertThat(scene.hub().hub().limits().peers()).isEqualTo(7);
        }
    }

    @Test
    void givenAHubThatExaminesItself_whenLookedAt_thenItsHealthIsShown(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.answering("openapi.json", "{\"paths\": {\"/api/v1/health\": {}}}");
            window.answering("health", """
                    {"status": "warning", "warnings": [{"name": "success", "text": "three of ten attempts went well"}],
                     "connections": {"active": 0, "total": 10, "failed": 7, "successPercent": 30},
                     "certificateDaysLeft": 3649, "filesWritable": true}""");
            window.open("hub");
            assertThat(window.region("Warnings")).containsText("three of ten attempts went well");
            assertThat(window.region("Health")).containsText("Needs attention");
            assertThat(window.region("Health")).containsText("30 % of 10 attempts went well");
            assertThat(window.region("Health")).containsText("3649 days left");
        }
    }
}
