// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Results as a table in Markdown. */
public final class ConformanceTable {
    private ConformanceTable() {}

    /**
     * One row per case, with the protocol's time and the machine's.
     *
     * @param results what to show
     * @return a table with its header, each line ended
     */
    public static String of(List<CaseResult> results) {
        StringBuilder table = new StringBuilder(
                "| case | verdict | protocol time | real time | demands |\n|---|---|---:|---:|---|\n");
        for (CaseResult result : results) {
            String detail = result.verdict().detail();
            table.append("| ")
                    .append(result.shipCase())
                    .append(" | ")
                    .append(result.verdict().word())
                    .append(detail.isEmpty() ? "" : ": " + detail.replace("|", "\\|"))
                    .append(" | ")
                    .append(seconds(result.protocolTime()))
                    .append(" | ")
                    .append(seconds(result.realTime()))
                    .append(" | ")
                    .append(result.shipCase().title())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
    }
}
