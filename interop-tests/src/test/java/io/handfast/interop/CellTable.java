// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was seen in each {@link Cell}, as a table in Markdown. For one thread. */
final class CellTable {
    /** What is tried in each cell. */
    enum Trial {
        DATA,
        CLOSE_HERE,
        CLOSE_THERE,
        KILL_THERE,
        KILL_HERE
    }

    private static final class Row {
        private final Map<Trial, Boolean> outcomes = new EnumMap<>(Trial.class);
        private Duration handshake = Duration.ZERO;

        private String outcome(Trial... trials) {
            for (Trial trial : trials) {
                Boolean good = outcomes.get(trial);
                if (good == null) {
                    return "not run";
                }
                if (!good) {
                    return "FAILED";
                }
            }
            return "ok";
        }
    }

    private final Map<Cell, Row> rows = new LinkedHashMap<>();

    void begin(Cell cell, Trial trial) {
        row(cell).outcomes.put(trial, false);
    }

    void good(Cell cell, Trial trial) {
        row(cell).outcomes.put(trial, true);
    }

    void handshake(Cell cell, Duration took) {
        row(cell).handshake = took;
    }

    private Row row(Cell cell) {
        return rows.computeIfAbsent(cell, _ -> new Row());
    }

    /** Writes it to a file. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toString());
    }

    @Override
    public String toString() {
        MarkdownTable table = new MarkdownTable(
                "| %-7s | %-9s | %-15s | %-7s | %-7s | %-7s | %-13s |%n",
                List.of("ship-go", "direction", "SKI", "data", "close", "kill", "our handshake"));
        rows.forEach((cell, row) -> table.row(
                cell.year(),
                cell.direction(),
                cell.skiOrder(),
                row.outcome(Trial.DATA),
                row.outcome(Trial.CLOSE_HERE, Trial.CLOSE_THERE),
                row.outcome(Trial.KILL_THERE, Trial.KILL_HERE),
                String.format(Locale.ROOT, "%.1f ms", row.handshake.toNanos() / 1e6)));
        return table.toString();
    }
}
