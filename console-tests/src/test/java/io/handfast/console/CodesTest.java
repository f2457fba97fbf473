// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.handfast.engine.time.SystemTime;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Codes for pairing in the browser: those of devices are told, this hub's own is shown to who asks for it. */
@ExtendWith(Chromium.class)
class CodesTest {
    private static final String FAR = "d:_i:far";
    private static final String SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";
    private static final String OWN_CODE = "The code of this hub";
    private static final String PICTURE = "QR code of this hub with its secret";

    @TempDir
    private Path folder;

    /** A code of a device that nobody has. */
    static String codeOf(String shipId, String twoDigits) {
        return "SHIP;ID:" + shipId + ";FPH256:" + twoDigits.repeat(32) + ";SPSEC:" + SECRET + ";ENDSHIP;";
    }

    /** As the command line does. */
    static void tell(HubScene scene, String code) throws Exception {
        HttpResponse<String> answer = scene.rest("POST", "pairing/announcements", "{\"qr\": \"" + code + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String qrOf(HubScene scene) throws Exception {
        return scene.rest("GET", "pairing/qr", "").body().replaceAll("(?s).*\"qr\"\\s*:\\s*\"([^\"]*)\".*", "$1");
    }

    private HubScene scene(PairingRole role) throws Exception {
        return new HubScene(folder)
                .pairing(role, new MemoryNetwork(new SystemTime()))
                .start();
    }

    private static ConsoleWindow codes(Browser browser, HubScene scene) {
        ConsoleWindow window = ConsoleWindow.signedIn(browser, scene);
        window.open("codes");
        assertThat(window.heading()).hasText("Pair by QR code");
        return window;
    }

    private static Locator field(ConsoleWindow window) {
        return window.page().getByLabel("Text of the code");
    }

    @Test
    void givenTheServiceIsOff_whenLookedAt_thenTheKeyThatSwitchesItOnIsNamed(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            window.open("pairing");
            window.link("Pair by QR code").click();
            assertThat(window.heading()).isFocused();
            assertThat(window.region("Switched off")).containsText("pairing_service");
            assertThat(window.region("Switched off")).containsText("\"listener\"");
            assertThat(window.page().locator("nav [aria-current]")).hasText("Pairing");
            assertThat(field(window)).hasCount(0);
            assertThat(window.button("Show the code")).hasCount(0);
        }
    }

    @Test
    void givenNoDiscovery_whenLookedAt_thenItIsSaidWhatIsMissing(Browser browser) throws Exception {
        try (HubScene scene =
                        new HubScene(folder).pairingInVain(PairingRole.BOTH).start();
                ConsoleWindow window = codes(browser, scene)) {
            assertThat(window.page().locator("main .warning")).containsText("mdns_enabled");
            assertThat(field(window)).hasCount(0);
            assertThat(window.button("Show the code")).hasCount(0);
        }
    }

    @Test
    void givenBadCodes_whenPasted_thenTheMistakeIsSaidBesideTheFieldAndNothingIsTrusted(Browser browser)
            throws Exception {
        try (HubScene scene = scene(PairingRole.BOTH);
                ConsoleWindow window = codes(browser, scene).expecting("400 /api/v1/pairing/announcements")) {
            window.button("Trust this device").click();
            assertThat(window.page().locator("#code-wrong")).hasText("Paste the text of the code first.");
            assertThat(field(window)).isFocused();
            refused(window, "7A37", "That is no SHIP code");
            refused(window, "SHIP;SKI:" + "11".repeat(20) + ";ID:d;ENDSHIP;", "This code has no secret");
            refused(window, "SHIPP:" + "AB".repeat(32) + "#" + SECRET, "enter the SHIP ID as well");
            refused(window, qrOf(scene), "This is the code of this hub");
            assertThat(scene.hub().pairing().paired().targets()).isEmpty();
        }
    }

    private static void refused(ConsoleWindow window, String code, String why) {
        field(window).fill(code);
        window.button("Trust this device").click();
        assertThat(window.page().locator("#code-wrong")).containsText(why);
        assertThat(field(window)).hasAttribute("aria-invalid", "true");
        assertThat(field(window)).isFocused();
    }

    @Test
    void givenACode_whenPasted_thenTrustedAnnouncedToWithdrawnAndForgotten(Browser browser) throws Exception {
        try (HubScene scene = scene(PairingRole.ANNOUNCER);
                ConsoleWindow window = codes(browser, scene)) {
            assertThat(window.region(OWN_CODE)).containsText("listener or both");
            field(window).fill(" " + codeOf(FAR, "AB") + "\n");
            window.button("Trust this device").click();
            assertThat(window.notices()).containsText(FAR + " is trusted, and the hub announces itself to it.");
            assertThat(field(window)).hasValue("");
            Locator announcing = window.region("Announcing itself to");
            assertThat(announcing).containsText("No device announces itself as " + FAR);
            assertThat(announcing.locator("hf-countdown")).hasText(Pattern.compile("1[45]:\\d\\d"));

            window.button("Stop announcing: " + FAR).click();
            assertThat(announcing).hasCount(0);
            Locator told = window.region("Devices whose code was told");
            assertThat(told).containsText("Not seen yet");
            window.button("Forget: " + FAR).click();
            window.answer("Forget");
            assertThat(told).containsText("None yet.");
            assertThat(scene.hub().pairing().paired().targets()).isEmpty();
            window.open("events");
            assertThat(window.page().locator(".log")).containsText("Pairing service");
            assertThat(window.page().locator("main")).not().containsText(SECRET);
        }
    }

    @Test
    void givenAnOldCode_whenToldWithTheShipId_thenItsDeviceIsTrusted(Browser browser) throws Exception {
        try (HubScene scene = scene(PairingRole.ANNOUNCER);
                ConsoleWindow window = codes(browser, scene)) {
            field(window).fill("SHIPP:" + "AB".repeat(32) + "#" + SECRET);
            window.page().getByLabel("SHIP ID (old codes only)").fill(FAR);
            window.button("Trust this device").click();
            assertThat(window.region("Announcing itself to")).containsText(FAR);
        }
    }

    @Test
    void givenAListener_whenItsCodeIsAskedFor_thenItIsShownThenAndNotBefore(Browser browser) throws Exception {
        try (HubScene scene = scene(PairingRole.LISTENER);
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
            List<String> asked = new CopyOnWriteArrayList<>();
            window.page().onRequest(request -> asked.add(path(request)));
            window.open("codes");
            assertThat(window.region(OWN_CODE)).containsText("Listens");
            assertThat(window.region(OWN_CODE)).containsText("may become the control unit");
            assertThat(window.region("The code of a device")).containsText("announcer or both");
            assertThat(asked).noneMatch(path -> path.contains("/pairing/qr"));

            window.button("Show the code").click();
            assertShows(window, scene);
            assertThat(window.button("Hide the code")).isFocused();
            assertThat(window.button("Hide the code")).hasAttribute("aria-expanded", "true");
            assertThat(window.region(OWN_CODE).locator("hf-countdown")).hasText(Pattern.compile("[12]:\\d\\d"));
            window.page().keyboard().press("Enter");
            assertThat(picture(window)).hasCount(0);

            window.button("Show the code").click();
            assertThat(picture(window)).isVisible();
            window.open("pairing");
            window.open("codes");
            assertThat(window.button("Show the code")).isVisible();
            assertThat(picture(window)).hasCount(0);
            assertThat(asked).contains("/api/v1/pairing/qr.svg").doesNotContain("/api/v1/pairing/qr");
        }
    }

    private static String path(Request request) {
        return java.net.URI.create(request.url()).getPath();
    }

    private static Locator picture(ConsoleWindow window) {
        return window.page().getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(PICTURE));
    }

    /** The browser shows what the hub has now. */
    private static void assertShows(ConsoleWindow window, HubScene scene) throws Exception {
        assertThat(picture(window)).isVisible();
        assertThat(picture(window).evaluate("image => image.decode().then(() => image.naturalWidth > 0)"))
                .isEqualTo(true);
        assertThat(picture(window).evaluate("image => fetch(image.src).then(answer => answer.text())"))
                .isEqualTo(scene.rest("GET", "pairing/qr.svg", "").body());
    }

    @Test
    void givenACodeThatIsShown_whenTheSecretIsRenewed_thenItIsHiddenAndTheNextOneIsAnother(Browser browser)
            throws Exception {
        try (HubScene scene = scene(PairingRole.LISTENER);
                ConsoleWindow window = codes(browser, scene)) {
            String before = qrOf(scene);
            window.button("Show the code").click();
            assertShows(window, scene);
            String address = picture(window).getAttribute("src");
            window.button("Renew the secret").click();
            assertThat(window.dialog()).containsText("Codes of before are worthless");
            window.answer("Cancel");
            assertThat(qrOf(scene)).isEqualTo(before);
            window.button("Renew the secret").click();
            window.answer("Renew");
            assertThat(window.notices()).containsText("The secret is another one.");
            assertThat(picture(window)).hasCount(0);
            assertThat(qrOf(scene)).isNotEqualTo(before);
            window.button("Show the code").click();
            assertShows(window, scene);
            assertThat(picture(window)).not().hasAttribute("src", address);
        }
    }

    @Test
    void givenTwoHubs_whenTheCodeOfOneIsToldToTheOther_thenBothShowEachOtherConnected(Browser browser)
            throws Exception {
        MemoryNetwork network = new MemoryNetwork(new SystemTime());
        try (HubScene device = new HubScene(Files.createDirectory(folder.resolve("device")))
                        .pairing(PairingRole.LISTENER, network)
                        .start();
                HubScene unit = new HubScene(Files.createDirectory(folder.resolve("unit")))
                        .pairing(PairingRole.ANNOUNCER, network)
                        .start();
                ConsoleWindow there = codes(browser, unit);
                ConsoleWindow here = codes(browser, device)) {
            assertThat(here.region("Control unit")).containsText("None has been paired");
            field(there).fill(qrOf(device));
            there.button("Trust this device").click();
            assertThat(there.region("Devices whose code was told")).containsText("Connected");
            assertThat(there.region("Announcing itself to")).hasCount(0);
            assertThat(here.region("Control unit")).containsText("Connected");
            assertThat(here.region(OWN_CODE)).containsText("Does not listen");
            assertThat(here.region(OWN_CODE)).containsText("Its control unit is connected.");

            here.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Forget: ")))
                    .click();
            here.answer("Forget");
            assertThat(here.region("Control unit")).containsText("None has been paired");
            assertThat(here.region(OWN_CODE)).containsText("The first control unit that announces itself");
        }
    }
}
