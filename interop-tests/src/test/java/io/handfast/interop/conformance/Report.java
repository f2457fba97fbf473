// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A kept report, {@code docs/conformance/NAME.md}: its table comes from a run, what stands before and after it was
 * written by people and is left alone.
 *
 * @param file the document
 */
record Report(Path file) {
    private static final String BEGIN = "<!-- from a run: begin -->\n";
    private static final String END = "<!-- from a run: end -->\n";
    private static final Pattern ROW = Pattern.compile("^\\| (TC_SHIP_\\w+) \\| ([a-z-]+) \\|", Pattern.MULTILINE);

    /** Another one in each run. */
    private static final Pattern ANY_SKI = Pattern.compile("\\b[0-9a-f]{40}\\b");

    static Report named(String name) {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return new Report(module.resolve("../docs/conformance").normalize().resolve(name + ".md"));
    }

    /** The verdict of each case as it was kept. */
    Map<String, String> verdicts() throws IOException {
        Map<String, String> verdicts = new LinkedHashMap<>();
        ROW.matcher(Files.readString(file))
                .results()
                .forEach((MatchResult row) -> verdicts.put(row.group(1), row.group(2)));
        return verdicts;
    }

    /** Puts another run into it. */
    void write(List<Trial.Row> rows, String version) throws IOException {
        String before = "# " + file.getFileName() + "\n\n";
        String after = "";
        if (Files.exists(file)) {
            String text = Files.readString(file);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            before = begin < 0 ? text : text.substring(0, begin);
            after = end < 0 ? "" : text.substring(end + END.length());
        }
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, before + BEGIN + table(rows, version) + END + after);
    }

    private static String table(List<Trial.Row> rows, String version) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.merge(row.verdict(), 1, Integer::sum));
        StringBuilder table = new StringBuilder("Tested: " + version + ". Of " + rows.size() + " cases:");
        counts.forEach((verdict, count) ->
                table.append(' ').append(count).append(' ').append(verdict).append(','));
        table.setCharAt(table.length() - 1, '.');
        table.append("\n\n| case | verdict | time | demands | detail |\n|---|---|---:|---|---|\n");
        for (Trial.Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f s | %s | %s |%n",
                    row.name(),
                    row.verdict(),
                    row.tookMs() / 1e3,
                    row.title(),
                    ANY_SKI.matcher(row.detail()).replaceAll("…").replace("|", "\\|")));
        }
        return table.toString();
    }
}
