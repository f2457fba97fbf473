// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who is let into the console, and what is left behind in the browser. */
@ExtendWith(Chromium.class)
class SignInTest {
    private static final String WRONG = "401 /api/v1/session";

    @TempDir
    private Path folder;

    @Test
    void givenTheAddressOfTheStart_whenOpened_thenSignedInAndTheTokenIsGoneFromTheAddress(Browser browser)
            throws Exception {
        try (HubScene scene = new HubScene(folder).start()) {
            String opening = scene.openingAddress();
            try (ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)) {
                assertThat(window.page().url()).isEqualTo(scene.address() + "/");
                assertThat(window.page().evaluate("JSON.stringify(localStorage) + document.cookie"))
                        .asString()
                        .doesNotContain(opening.substring(opening.indexOf('=') + 1))
                        .doesNotContain("handfast-");
                window.page().reload();
                assertThat(window.heading()).hasText("Devices");
            }
            try (ConsoleWindow other = new ConsoleWindow(browser, new Browser.NewContextOptions(), scene.address())) {
                other.expecting(WRONG).page().navigate(opening);
                assertThat(other.heading()).hasText("Handfast: Sign in");
                assertThat(other.page().getByRole(com.microsoft.playwright.options.AriaRole.STATUS))
                        .containsText("The address works once");
                assertThat(other.page().url()).isEqualTo(scene.address() + "/");
            }
        }
    }

    @Test
    void givenATypedToken_whenItIsWrong_thenItIsSaidAndTheRightOneOpens(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window =
                        new ConsoleWindow(browser, new Browser.NewContextOptions(), scene.address()).expecting(WRONG)) {
            window.page().navigate(scene.address() + "/");
            assertThat(window.page().getByLabel("Token")).isFocused();
            window.button("Sign in").click();
            assertThat(window.page().locator(".wrong")).hasText("Enter the token first.");
            window.signIn("wrong");
            assertThat(window.page().locator(".wrong")).containsText("This token is not one of this hub");
            window.signIn(" " + scene.token() + "\n");
            assertThat(window.heading()).hasText("Devices");
        }
    }

    @Test
    void givenASession_whenSignedOut_thenTheCookieOpensNothingAnyMore(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene).expecting("401 /api/v1/hub")) {
            window.open("hub");
            window.button("Sign out").click();
            assertThat(window.heading()).hasText("Handfast: Sign in");
            assertThat(window.page().evaluate("fetch('/api/v1/hub').then(answer => answer.status)"))
                    .isEqualTo(401);
        }
    }

    @Test
    void givenASessionThatEnded_whenTheConsoleIsOpen_thenItAsksForTheTokenAndSaysWhy(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene).expecting("401 ")) {
            Page second = window.page().context().newPage();
            second.navigate(scene.address() + "/#/hub");
            second.getByText("Sign out").click();
            assertThat(second.locator("h1")).hasText("Handfast: Sign in");
            scene.rest("POST", "auto-accept", "{}"); // an event: the open window looks at everything again
            assertThat(window.page().getByText("Your session has ended")).isVisible();
        }
    }

    @Test
    void givenTheStrictPolicy_whenAPageTriesToRunWhatIsNotOurs_thenTheBrowserRefuses(Browser browser) throws Exception {
        try (HubScene scene = new HubScene(folder).start();
                ConsoleWindow window = ConsoleWindow.signedIn(browser, scene)
                        .expecting("Executing inline script violates")
                        .expecting("Applying inline style violates")) {
            window.page().evaluate("""
                    () => {
                      const script = document.createElement('script');
                      script.textContent = 'window.ran = true';
                      document.body.append(script);
                      const line = document.createElement('p');
                      line.setAttribute('style', 'color: red');
                      document.body.append(line);
                    }""");
            assertThat(window.page().evaluate("window.ran === undefined")).isEqualTo(true);
            assertThat(window.complaints()).hasSize(2);
        }
    }
}
