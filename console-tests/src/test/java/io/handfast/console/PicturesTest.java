// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.handfast.crypto.Ski;
import io.handfast.engine.time.SystemTime;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each page on a phone and on a desk, by day and by night: nothing sticks out, axe finds nothing to complain about, and a
 * picture is left in {@code target/screenshots} for people to look at.
 */
@ExtendWith(Chromium.class)
class PicturesTest {
    private static final Path PICTURES = Path.of(System.getProperty("basedir", ""), "target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(360, 1280);
    private static final int HEIGHT = 800;

    @TempDir
    private Path folder;

    private static String axe() throws IOException {
        String path = "META-INF/resources/webjars/axe-core/" + System.getProperty("axe.version") + "/axe.min.js";
        try (InputStream script = PicturesTest.class.getClassLoader().getResourceAsStream(path)) {
            assertThat(script).as(path).isNotNull();
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Browser.NewContextOptions look(int width, ColorScheme colours) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setColorScheme(colours)
                .setIsMobile(width < 600)
                .setHasTouch(width < 600)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE);
    }

    private static Map<String, String> pages(Ski explained, Ski connected) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("devices", "devices");
        pages.put("pairing", "pairing");
        pages.put("codes-off", "codes");
        pages.put("explain", "device/" + explained);
        pages.put("explain-connected", "device/" + connected);
        pages.put("events", "events");
        pages.put("hub", "hub");
        return pages;
    }

    @Test
    void givenEachPage_whenShownInEachLook_thenNothingSticksOutAndAxeFindsNothing(Browser browser) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (LivelyHub hub = LivelyHub.start(folder)) {
            String token = hub.scene().token();
            for (int width : WIDTHS) {
                for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    String name = width + "-" + colours.name().toLowerCase(java.util.Locale.ROOT);
                    try (ConsoleWindow window = new ConsoleWindow(
                            browser, look(width, colours), hub.scene().address())) {
                        window.page().navigate(hub.scene().address() + "/");
                        wrong.addAll(judge(window.page(), "sign-in-" + name));
                        window.signIn(token);
                        hub.showIn(window);
                        wrong.addAll(judgePages(window, hub, name));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<String> judgePages(ConsoleWindow window, LivelyHub hub, String name) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> page :
                pages(hub.unreachable(), hub.connected()).entrySet()) {
            window.open(page.getValue());
            assertThat(window.page().getByText("Asking the hub")).hasCount(0);
            if (page.getKey().equals("events")) {
                hubMakesEvents(hub);
                assertThat(window.page().locator(".log li").first()).isVisible();
            }
            wrong.addAll(judge(window.page(), page.getKey() + "-" + name));
        }
        window.open("pairing");
        window.button("Approve Heat pump WP 12").click();
        wrong.addAll(judge(window.page(), "approve-" + name));
        window.answer("Cancel");
        return wrong;
    }

    @Test
    void givenCodesForPairing_whenShownInEachLook_thenNothingSticksOutAndAxeFindsNothing(Browser browser)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        MemoryNetwork network = new MemoryNetwork(new SystemTime());
        try (HubScene hub =
                new HubScene(folder).pairing(PairingRole.BOTH, network).start()) {
            CodesTest.tell(hub, CodesTest.codeOf("d:_i:Maker_Charge-11_4711", "AB"));
            CodesTest.tell(hub, CodesTest.codeOf("i:46925_n:HeatPump-WP12-0815", "CD"));
            for (int width : WIDTHS) {
                for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    String name = "codes-" + width + "-" + colours.name().toLowerCase(java.util.Locale.ROOT);
                    try (ConsoleWindow window = new ConsoleWindow(browser, look(width, colours), hub.address())) {
                        window.page().navigate(hub.address() + "/");
                        window.signIn(hub.token());
                        window.open("codes");
                        assertThat(window.region("Announcing itself to")).containsText("HeatPump");
                        window.button("Show the code").click();
                        assertThat(window.page().getByAltText("QR code of this hub with its secret"))
                                .isVisible();
                        wrong.addAll(judge(window.page(), name));
                        window.button("Renew the secret").click();
                        wrong.addAll(judge(window.page(), "renew-" + name));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void hubMakesEvents(LivelyHub hub) throws IOException {
        try {
            hub.scene().rest("POST", "devices/" + hub.unreachable() + "/connect", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What is wrong with what is shown now. */
    private static List<String> judge(Page page, String name) throws IOException {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
        List<String> wrong = new ArrayList<>();
        Object excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        if (((Number) excess).intValue() > 0) {
            wrong.add(name + ": sticks out by " + excess + " px");
        }
        page.evaluate(axe());
        Object complaints = page.evaluate("""
                async () => {
                  const found = await axe.run(document, {resultTypes: ['violations']});
                  return found.violations.map(each => each.id + ': ' + each.nodes.map(node =>
                    node.html.slice(0, 160) + ' ' + node.any.map(check => check.message).join(' ')).join(' | '));
                }""");
        for (Object complaint : (List<?>) complaints) {
            wrong.add(name + ": " + complaint);
        }
        return wrong;
    }
}
