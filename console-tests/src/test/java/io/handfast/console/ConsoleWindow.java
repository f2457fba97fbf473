// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.handfast.crypto.Ski;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/**
 * A browser window of its own, without anybody's cookies. When it is closed everything it complained about must have been
 * expected: errors in the console, which violations of the content security policy are too, and requests elsewhere.
 */
final class ConsoleWindow implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("status of (\\d{3})");

    private final BrowserContext context;
    private final Page page;
    private final URI address;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> expected = new CopyOnWriteArrayList<>();

    /**
     * Opens a window; shows nothing yet.
     *
     * @param browser which one
     * @param options size, colours
     * @param address the only host it may ask
     */
    ConsoleWindow(Browser browser, Browser.NewContextOptions options, String address) {
        this.context = browser.newContext(options);
        this.address = URI.create(address);
        this.page = context.newPage();
        page.onConsoleMessage(this::said);
        page.onPageError(error -> complaints.add("page error: " + error));
        page.onRequest(this::requested);
    }

    /** A window of usual size, signed in by the address that the hub shows at its start. */
    static ConsoleWindow signedIn(Browser browser, HubScene scene) {
        return signedIn(browser, new Browser.NewContextOptions(), scene);
    }

    static ConsoleWindow signedIn(Browser browser, Browser.NewContextOptions options, HubScene scene) {
        ConsoleWindow window = new ConsoleWindow(browser, options, scene.address());
        window.page.navigate(scene.openingAddress());
        assertThat(window.heading()).hasText("Devices");
        return window;
    }

    private void said(ConsoleMessage message) {
        if (message.type().equals("error")) {
            Matcher status = STATUS.matcher(message.text());
            String path = URI.create(message.location().substring(0, end(message.location())))
                    .getPath();
            complaints.add(status.find() ? status.group(1) + " " + path : message.text());
        }
    }

    /** A location is an address, a line and a column. */
    private static int end(String location) {
        Matcher place = Pattern.compile(":\\d+:\\d+$").matcher(location);
        return place.find() ? place.start() : location.length();
    }

    private void requested(Request request) {
        URI asked = URI.create(request.url());
        if (!address.getAuthority().equals(asked.getAuthority())) {
            complaints.add("asked another host: " + request.url());
        }
    }

    /** Such a complaint is part of the test: a status and a path, or the beginning of a message. */
    ConsoleWindow expecting(String complaint) {
        expected.add(complaint);
        return this;
    }

    /** Lets the browser hear something else from the hub than it says. */
    void answering(String path, String json) {
        page.route(
                "**/api/v1/" + path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(json)));
    }

    List<String> complaints() {
        return complaints;
    }

    Page page() {
        return page;
    }

    // ---- what is in it

    void open(String route) {
        page.evaluate("route => location.hash = route", "#/" + route);
    }

    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The open question. */
    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    void answer(String button) {
        dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    Locator card(Ski ski) {
        return page.locator("[data-ski='" + ski + "']");
    }

    Locator notices() {
        return page.locator("hf-notices");
    }

    void signIn(String token) {
        page.getByLabel("Token").fill(token);
        button("Sign in").click();
    }

    @Override
    public void close() {
        context.close();
        Assertions.assertThat(complaints)
                .allMatch(complaint -> expected.stream().anyMatch(complaint::startsWith), "expected " + expected);
    }
}
