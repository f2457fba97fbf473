// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The results of SHIP, with Handfast's ratio to either ship-go. */
final class ShipTable {
    private ShipTable() {}

    /** The table of a file of results. */
    static String of(Path results) throws IOException, JsonTree.NotJson {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Contestant contestant : Contestant.values()) {
            titles.put(contestant.name(), contestant.title());
        }
        Map<String, String> rivals = new LinkedHashMap<>();
        rivals.put(Contestant.SHIP_GO_2024.name(), "against v0.6.0");
        rivals.put(Contestant.SHIP_GO_2026.name(), "against July 2026");
        return ResultTable.of(results, titles, rivals);
    }
}
