// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a hub said of devices in one class of tests: asserted word by word, and kept for a page in {@code target}. */
final class Said {
    private final Map<String, List<String>> all = new LinkedHashMap<>();

    /** The hub has to say exactly this of a device. */
    void require(String situation, VirtualHub hub, Ski device, String... lines) {
        List<String> said = hub.explain(device);
        keep(situation, said);
        assertThat(said).as(hub.log()).containsExactly(lines);
    }

    void keep(String situation, List<String> said) {
        all.put(situation, said);
    }

    /** Writes the table and says how many situations it has. */
    int print(String title, String file) throws IOException {
        StringBuilder text = new StringBuilder("# " + title + "\n\n| situation | what the hub says |\n|---|---|\n");
        all.forEach((situation, lines) -> text.append("| ")
                .append(situation)
                .append(" | ")
                .append(String.join("<br>", lines))
                .append(" |\n"));
        Files.writeString(Files.createDirectories(Path.of("target")).resolve(file), text);
        return all.size();
    }
}
