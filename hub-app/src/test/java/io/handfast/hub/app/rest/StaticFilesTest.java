// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's files as a browser gets them; what they do is tested in a browser, in {@code console-tests}. */
class StaticFilesTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src=|href=|from |import )[\"'](\\.?/[^\"'#]+)[\"']");

    @TempDir
    private Path folder;

    /** Everything that can be reached from the first page, by path. */
    private static Map<String, HttpText.Response> files(RestScene scene) throws Exception {
        Map<String, HttpText.Response> files = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add("/");
        while (!open.isEmpty()) {
            String path = open.remove();
            if (path.startsWith("/api/") || files.containsKey(path)) {
                continue;
            }
            HttpText.Response file = scene.call("GET", path, "", new String[0]);
            files.put(path, file);
            Matcher reference = REFERENCE.matcher(file.body());
            while (reference.find()) {
                open.add(reference.group(1).replaceFirst("^\\.", ""));
            }
        }
        return files;
    }

    @Test
    void givenNoToken_whenTheConsoleIsOpened_thenAllItsFilesComeWithTheStrictPolicy() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            Map<String, HttpText.Response> files = files(scene);
            assertThat(files).containsKeys("/", "/app.js", "/style.css", "/icon.svg", "/store.js", "/texts-en.js");
            files.forEach((path, file) -> {
                assertThat(file.status()).as(path).isEqualTo(200);
                assertThat(file.header("Content-Security-Policy"))
                        .as(path)
                        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                        .doesNotContain("unsafe");
                assertThat(file.header("Content-Type")).as(path).startsWith(type(path));
            });
        }
    }

    private static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript";
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> "text/html";
        };
    }

    /** What the policy would refuse, what could make markup of a device's name, and what is not ours. */
    @Test
    void givenTheFiles_whenRead_thenNoneHasMarkupFromTextOrInlineCodeOrAForeignAddress() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            files(scene)
                    .forEach((path, file) -> assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
                            .as(path)
                            .doesNotContain(
                                    "innerHTML",
                                    "outerHTML",
                                    "insertAdjacentHTML",
                                    "document.write",
                                    "eval(",
                                    "new Function",
                                    " style=",
                                    "<style",
                                    "http://",
                                    "https://",
                                    "@import",
                                    "url("));
        }
    }
}
