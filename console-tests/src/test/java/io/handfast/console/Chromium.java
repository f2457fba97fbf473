// SPDX-License-Identifier: Apache-2.0
package io.handfast.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The browser of this machine, started once for all tests; skipped with the reason where there is none. */
final class Chromium implements ParameterResolver {
    private static final String MISSING =
            "skipped: chromium is not on the path (apt-get install chromium), to test the console in a browser";
    /** On a busy machine a handshake takes its time. */
    private static final double PATIENCE_MILLIS = 20_000;

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent("browser", _ -> start(), Running.class)
                .browser();
    }

    private static Running start() {
        Path executable =
                required(Objects.requireNonNullElse(System.getenv("PATH"), ""), "true".equals(System.getenv("CI")));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox"))); // it refuses to run as root otherwise
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Running(playwright, browser);
    }

    /** The executable, or the end of the test in the way that fits the place. */
    static Path required(String path, boolean continuousIntegration) {
        Optional<Path> found = Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && continuousIntegration) {
            throw new AssertionError(MISSING);
        }
        Assumptions.assumeTrue(found.isPresent(), MISSING);
        return found.orElseThrow();
    }
}
