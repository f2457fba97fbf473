// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results as a table: median (least to most) of each contestant, and Handfast's ratio to either ship-go, written so
 * that more than 1 is better.
 */
final class ShipTable {
    private static final List<String> BIGGER_IS_BETTER = List.of("per-second");

    private final Map<String, Map<Contestant, List<Double>>> rows = new LinkedHashMap<>();

    private ShipTable() {}

    /** The table of a file of results. */
    static String of(Path results) throws IOException, JsonTree.NotJson {
        ShipTable table = new ShipTable();
        for (String line : Files.readAllLines(results)) {
            Map<String, JsonTree.Node> members = JsonTree.read(line).members();
            table.rows
                    .computeIfAbsent(text(members, "what"), _ -> new EnumMap<>(Contestant.class))
                    .computeIfAbsent(Contestant.valueOf(text(members, "contestant")), _ -> new ArrayList<>())
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
        text.append(Stream.of(Contestant.values()).map(Contestant::title).collect(Collectors.joining(" | ")));
        text.append(" | against v0.6.0 | against July 2026 |\n|---|");
        text.append("---:|".repeat(Contestant.values().length + 2)).append('\n');
        rows.forEach((what, values) -> {
            if (!what.endsWith("failed") || values.values().stream().anyMatch(ShipTable::isAnyPositive)) {
                text.append("| ").append(what);
                for (Contestant contestant : Contestant.values()) {
                    text.append(" | ").append(cell(values.get(contestant)));
                }
                text.append(" | ").append(ratio(what, values, Contestant.SHIP_GO_2024));
                text.append(" | ").append(ratio(what, values, Contestant.SHIP_GO_2026));
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

    private static String ratio(String what, Map<Contestant, List<Double>> values, Contestant other) {
        List<Double> ours = values.get(Contestant.HANDFAST_NATIVE);
        List<Double> theirs = values.get(other);
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
