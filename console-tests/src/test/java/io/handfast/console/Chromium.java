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
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The browser of this machine, started once for all tests. Where there is none they are skipped, which is said once; in
 * continuous integration they fail.
 */
final class Chromium implements ExecutionCondition, ParameterResolver {
    private static final String MISSING =
            "skipped: chromium is not on the path (apt-get install chromium), to test the console in a browser";
    /** On a busy machine a handshake takes its time. */
    private static final double PATIENCE_MILLIS = 20_000;

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Chromium.class);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ConditionEvaluationResult result = judge(find(path()), "true".equals(System.getenv("CI")));
        if (result.isDisabled()) {
            context.getRoot().getStore(NAMESPACE).computeIfAbsent(MISSING, Chromium::say, String.class);
        }
        return result;
    }

    private static String say(String text) {
        System.out.println(text);
        return text;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("browser", _ -> start(), Running.class)
                .browser();
    }

    private static Running start() {
        Path executable = find(path()).orElseThrow(() -> new AssertionError(MISSING));
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

    private static String path() {
        return Objects.requireNonNullElse(System.getenv("PATH"), "");
    }

    /** Looks for an executable in folders that are separated as in the environment variable PATH. */
    static Optional<Path> find(String path) {
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether the tests run: in continuous integration always, so that they fail there without a browser. */
    static ConditionEvaluationResult judge(Optional<Path> found, boolean continuousIntegration) {
        return found.isPresent() || continuousIntegration
                ? ConditionEvaluationResult.enabled("in " + found)
                : ConditionEvaluationResult.disabled(MISSING);
    }
}
