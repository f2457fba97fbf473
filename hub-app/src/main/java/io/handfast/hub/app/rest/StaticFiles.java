// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console's files, which stand among the resources beside this class in the folder {@code console}. */
final class StaticFiles {
    private static final Pattern NAME = Pattern.compile("/((?:[a-z0-9-]+/)*[a-z0-9-]+)\\.([a-z0-9]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "woff2", "font/woff2");

    private StaticFiles() {}

    /**
     * The file at a path.
     *
     * @param path as the request has it
     * @return empty when there is none
     */
    static Optional<Answer> at(String path) throws IOException {
        Matcher name = NAME.matcher(path.equals("/") ? "/index.html" : path);
        String type = name.matches() ? TYPES.get(name.group(2)) : null;
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream file = StaticFiles.class.getResourceAsStream("console" + name.group())) {
            return file == null ? Optional.empty() : Optional.of(new Answer(200, type, file.readAllBytes(), Map.of()));
        }
    }
}
