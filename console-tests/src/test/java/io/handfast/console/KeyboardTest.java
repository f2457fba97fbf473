// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.SimulatedDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything can be reached and done with the keyboard alone, and the focus is seen and does not get lost. */
@ExtendWith(Chromium.class)
class KeyboardTest {
    @TempDir
    private Path folder;

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("""
                () => {
                  const here = document.activeElement;
                  return (here.getAttribute('aria-label') ?? here.labels?.[0]?.textContent ?? here.textContent).trim();
                }"""));
    }

    /** Goes on with the tabulator until it is there. */
    private static void tabTo(Page page, String name) {
        List<String> passed = new ArrayList<>();
        while (!focused(page).equals(name)) {
            page.keyboard().press("Tab");
            passed.add(focused(page));
            assertThat(passed).as("before " + name).hasSizeLessThan(40);
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                    .as(focused(page))
                    .isEqualTo("solid");
        }
    }

    @Test
    void givenTheKeyboardAlone_whenADeviceWaits_thenItIsApproved(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            Page page = window.page();
            Ski ski = scene.stranger(SimulatedDevice.Type.WALLBOX);
            assertThat(page).hasTitle("(1) Devices – Handfast");
            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("Skip to the content");
            tabTo(page, "Pairing1 1 device waits");
            page.keyboard().press("Enter");
            assertThat(window.heading()).isFocused();
            tabTo(page, "Approve Device " + ski.brief());
            page.keyboard().press("Enter");
            assertThat(window.dialog()).isVisible();
            page.keyboard().press("Escape");
            assertThat(window.dialog()).hasCount(0);
            assertThat(window.button("Approve Device " + ski.brief())).isFocused();
            page.keyboard().press("Enter");
            tabTo(page, "Call it (optional)");
            page.keyboard().type("Wallbox");
            page.keyboard().press("Enter");
            assertThat(window.notices()).containsText("Wallbox is trusted.");
        }
    }

    @Test
    void givenSomethingHalfTyped_whenEventsCome_thenFocusAndTextStay(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            window.page().getByLabel("SKI of the device").fill("1234");
            Ski ski = scene.stranger(SimulatedDevice.Type.WALLBOX);
            assertThat(window.card(ski)).isVisible();
            assertThat(window.page().getByLabel("SKI of the device")).isFocused();
            assertThat(window.page().getByLabel("SKI of the device")).hasValue("1234");
        }
    }
}
