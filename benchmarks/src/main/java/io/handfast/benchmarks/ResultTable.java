// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as a table: median (least to most) of each contestant, and the first one's ratio to some others, written so
 * that more than 1 is better.
 */
final class ResultTable {
    private static final List<String> BIGGER_IS_BETTER = List.of("per-second", "mb-per-second");

    private final Map<String, String> titles;
    private final Map<String, String> rivals;
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    private ResultTable(Map<String, String> titles, Map<String, String> rivals) {
        this.titles = titles;
        this.rivals = rivals;
    }

    /**
     * The table of a file of results.
     *
     * @param titles the contestants' columns by their names in the file, in order, ours first
     * @param rivals those that the first is compared with, and what that column is called
     */
    static String of(Path results, Map<String, String> titles, Map<String, String> rivals)
            throws IOException, JsonTree.NotJson {
        ResultTable table = new ResultTable(titles, rivals);
        for (String line : Files.readAllLines(results)) {
            Map<String, JsonTree.Node> members = JsonTree.read(line).members();
            table.rows
                    .computeIfAbsent(text(members, "what"), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(text(members, "contestant"), _ -> new ArrayList<>())
                    .add(new BigDecimal(text(members, "value")).doubleValue());
        }
        return table.render();
    }

    private static String text(Map<String, JsonTree.Node> members, String name) {
        JsonTree.Node node = members.get(name);
        return node == null ? "" : String.valueOf(node.value());
    }

    private String render() {
        StringBuilder text = new StringBuilder("| what | ");
        text.append(String.join(" | ", titles.values()));
        text.append(" | ").append(String.join(" | ", rivals.values())).append(" |\n|---|");
        text.append("---:|".repeat(titles.size() + rivals.size())).append('\n');
        rows.forEach((what, values) -> {
            if (!what.endsWith("failed") || values.values().stream().anyMatch(ResultTable::isAnyPositive)) {
                text.append("| ").append(what);
                titles.keySet().forEach(contestant -> text.append(" | ").append(cell(values.get(contestant))));
                rivals.keySet().forEach(rival -> text.append(" | ").append(ratio(what, values, rival)));
                text.append(" |\n");
            }
        });
        return text.toString();
    }

    private static boolean isAnyPositive(List<Double> values) {
        return values.stream().anyMatch(value -> value > 0);
    }

    private static String cell(@Nullable List<Double> values) {
        if (values == null) {
            return "";
        }
        List<Double> sorted = values.stream().sorted().toList();
        return "%s (%s-%s)".formatted(number(median(sorted)), number(sorted.getFirst()), number(sorted.getLast()));
    }

    private String ratio(String what, Map<String, List<Double>> values, String rival) {
        List<Double> ours = values.get(titles.keySet().iterator().next());
        List<Double> theirs = values.get(rival);
        if (ours == null || theirs == null || median(ours) == 0 || median(theirs) == 0 || what.endsWith("failed")) {
            return "";
        }
        boolean bigger = BIGGER_IS_BETTER.stream().anyMatch(what::endsWith);
        double ratio = bigger ? median(ours) / median(theirs) : median(theirs) / median(ours);
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value)).replace(',', ' ');
    }
}
