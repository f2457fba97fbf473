// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.hub.Address;
import io.handfast.ship.message.Pin;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Devices are let in and turned away in the browser. */
@ExtendWith(Chromium.class)
class PairingTest {
    @TempDir
    private Path folder;

    private static String name(Ski ski) {
        return "Device " + ski.brief();
    }

    private static String groups(Ski ski) {
        return ski.toString().replaceAll("(.{4})(?!$)", "$1 ");
    }

    @Test
    void givenADeviceThatWaits_whenApproved_thenItIsConnectedUnderItsNewName(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            Ski ski = scene.stranger(SimulatedDevice.Type.WALLBOX);
            assertThat(window.card(ski)).containsText(groups(ski));
            assertThat(window.card(ski).locator("hf-countdown")).hasText(Pattern.compile("\\d+:\\d\\d(:\\d\\d)?"));
            assertThat(window.page()).hasTitle("(1) Pairing – Handfast");
            window.button("Approve " + name(ski)).click();
            assertThat(window.dialog()).containsText(groups(ski));
            window.dialog().getByLabel("Call it (optional)").fill("Wallbox in the cellar");
            window.answer("Trust");
            assertThat(window.notices()).containsText("Wallbox in the cellar is trusted.");
            assertThat(window.region("Waiting for your decision")).containsText("Nobody waits.");
            window.open("devices");
            assertThat(window.card(ski)).containsText("Connected");
            assertThat(window.card(ski).locator("h3")).hasText("Wallbox in the cellar");
            assertThat(scene.status(ski).orElseThrow().name()).isEqualTo("Wallbox in the cellar");
        }
    }

    @Test
    void givenADeviceThatWaits_whenRefused_thenItIsTurnedAway(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            Ski ski = scene.stranger(SimulatedDevice.Type.HEAT_PUMP);
            window.button("Refuse " + name(ski)).click();
            window.answer("Cancel");
            assertThat(window.card(ski)).isVisible();
            window.button("Refuse " + name(ski)).click();
            window.answer("Refuse");
            assertThat(window.notices()).containsText(name(ski) + " is refused for ten minutes.");
            assertThat(window.card(ski)).hasCount(0);
            assertThat(scene.hub().trust().find(ski)).isEmpty();
        }
    }

    @Test
    void givenADeviceThatWantsItsPin_whenTyped_thenItConnects(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            Ski ski = scene.stranger(SimulatedDevice.Type.CONTROL_BOX, new Behaviour.DemandingPin(new Pin("12ab34cd")));
            window.button("Approve " + name(ski)).click();
            window.dialog().getByLabel("Call it (optional)").fill("Control box");
            window.answer("Trust");
            window.button("Enter PIN: Control box").click();
            window.dialog()
                    .getByLabel("PIN", new Locator.GetByLabelOptions().setExact(true))
                    .fill("12 34");
            window.answer("Send PIN");
            assertThat(window.dialog().locator(".wrong")).containsText("That is no PIN");
            window.dialog()
                    .getByLabel("PIN", new Locator.GetByLabelOptions().setExact(true))
                    .fill("12AB-34cd");
            window.answer("Send PIN");
            assertThat(window.dialog()).hasCount(0);
            window.open("devices");
            assertThat(window.card(ski).locator(".sign")).hasText("✓Connected");
        }
    }

    @Test
    void givenTwoOperators_whenTheOtherWasFaster_thenItIsSaidWhatTheyDecided(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene).expecting("409 ")) {
            window.open("pairing");
            Ski ski = scene.stranger(SimulatedDevice.Type.WALLBOX);
            window.button("Refuse " + name(ski)).click();
            scene.decide(ski, "trust", "{\"name\": \"Wallbox\"}");
            window.answer("Refuse");
            assertThat(window.notices())
                    .containsText(Pattern.compile(
                            "Somebody was faster: the device is trusted since [\\d:]+, decided in another console or on the"
                                    + " command line. Nothing was changed by you."));
            assertThat(window.card(ski)).hasCount(0);
            window.open("devices");
            assertThat(window.card(ski)).containsText("Connected");
        }
    }

    @Test
    void givenTheWindowForEverybody_whenOpenedHere_thenWhoComesIsTrustedUntilItIsClosed(Browser browser)
            throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            window.button("Accept for two minutes").click();
            window.answer("Accept for two minutes");
            assertThat(window.page().locator("#auto hf-countdown")).hasText(Pattern.compile("[12]:\\d\\d"));
            Ski welcome = scene.stranger(SimulatedDevice.Type.WALLBOX);
            assertThat(window.region("Accept everybody for a while")).containsText("1 device was accepted so far.");
            window.button("Stop").click();
            assertThat(window.button("Accept for two minutes")).isVisible();
            Ski late = scene.stranger(SimulatedDevice.Type.HEAT_PUMP);
            assertThat(window.button("Approve " + name(late))).isVisible();
            assertThat(scene.hub().trust().find(welcome)).isPresent();
            assertThat(scene.hub().trust().find(late)).isEmpty();
        }
    }

    @Test
    void givenASkiOnALabel_whenTyped_thenMistakesAreSaidAndTheDeviceMayCome(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            Ski ski = scene.nobody();
            Locator form = window.region("Pair by SKI");
            form.getByLabel("SKI of the device").fill("12 34 56");
            form.getByText("Pair", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(form).containsText("That has 6 digits; an SKI has 40");
            form.getByLabel("SKI of the device").fill(groups(ski).toUpperCase(java.util.Locale.ROOT));
            form.getByText("Pair", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(window.dialog()).containsText(groups(ski));
            window.answer("Trust");
            assertThat(window.notices()).containsText("is trusted.");
            assertThat(scene.hub().trust().find(ski)).isPresent();
        }
    }

    @Test
    void givenADeviceOnTheNetwork_whenPaired_thenItIsDialled(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder)) {
            SimulatedDevice device = scene.listening(SimulatedDevice.Type.WALLBOX);
            Address address = Address.of("127.0.0.1", device.port());
            scene.dialling(Map.of(device.ski(), address)).start();
            try (ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
                window.answering(
                        "discovered",
                        LivelyHub.onTheNetwork(LivelyHub.seen(
                                device.ski(), "Charge 11", "Maker", "Charge 11", "ChargingStation", 3, false)));
                window.open("pairing");
                window.button("Pair Charge 11").click();
                assertThat(window.dialog()).containsText(groups(device.ski()));
                window.answer("Trust");
                assertThat(window.notices()).containsText("Charge 11 is trusted.");
                window.open("devices");
                assertThat(window.card(device.ski())).containsText("Connected");
            }
        }
    }

    @Test
    void givenANameThatIsMarkup_whenShown_thenItIsText(Browser browser) throws Exception {
        String markup = "<img src=x onerror=alert(1)>";
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            Ski ski = scene.nobody();
            scene.decide(ski, "trust", "{\"name\": \"" + markup + "\"}");
            assertThat(window.card(ski).locator("h3")).hasText(markup);
            window.open("device/" + ski);
            assertThat(window.heading()).hasText(markup);
            window.open("events");
            assertThat(window.page().locator("main")).containsText(markup);
            assertThat(window.page().locator("main img")).hasCount(0);
        }
    }
}
