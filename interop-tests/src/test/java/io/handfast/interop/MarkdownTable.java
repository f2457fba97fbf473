// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A table in Markdown that can be read as it is. For one thread. */
public final class MarkdownTable {
    private final String format;
    private final StringBuilder text = new StringBuilder();

    /**
     * With its head.
     *
     * @param format of a row
     * @param head a title for each column
     */
    public MarkdownTable(String format, List<String> head) {
        this.format = format;
        String titles = String.format(Locale.ROOT, format, head.toArray());
        text.append(titles).append(titles.replaceAll("[^|\\n\\r]", "-"));
    }

    /** Adds a row. */
    public void row(Object... cells) {
        text.append(String.format(Locale.ROOT, format, cells));
    }

    /** As a cell. */
    public static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.2f s", took.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Writes a text to a file, with the folders it needs, and to the screen. */
    public static void print(Path file, String table) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table);
        System.out.println(table);
    }
}
