// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import io.handfast.engine.Environment;
import io.handfast.interop.MarkdownTable;
import io.handfast.interop.SideBySide;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Conversations of two users, {@linkplain SideBySide side by side}. */
final class PairingMatrix {
    /** More than two prolongations take, a slow machine included. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final SideBySide<PairingCell, PairingScene, Duration> trials;

    private PairingMatrix(List<PairingCell> cells) {
        this.trials = new SideBySide<>("pairing matrix", cells, LONGEST, new Trials());
    }

    /** Opens all; each then goes on by itself. */
    static PairingMatrix start(List<PairingCell> cells) throws IOException, InterruptedException {
        PairingMatrix matrix = new PairingMatrix(cells);
        matrix.trials.open(cells);
        return matrix;
    }

    private static final class Trials implements SideBySide.Plot<PairingCell, PairingScene, Duration> {
        @Override
        public PairingScene open(PairingCell cell, Environment environment) throws Exception {
            return PairingScene.open(cell, environment);
        }

        @Override
        public Duration run(PairingCell cell, PairingScene scene) throws Exception {
            PairingTrial.run(cell, scene);
            return scene.ours().elapsed();
        }
    }

    /** Waits for the end of a conversation; throws what was wrong with it. */
    void require(PairingCell cell) throws Exception {
        trials.require(cell);
    }

    /** Writes the table to a file and to the screen. */
    void print(Path file) throws IOException {
        MarkdownTable.print(file, toString());
    }

    @Override
    public String toString() {
        MarkdownTable table = new MarkdownTable(
                "| %-7s | %-9s | %-33s | %-7s | %8s |%n",
                List.of("ship-go", "direction", "conversation", "outcome", "took"));
        trials.forEach((cell, took) -> table.row(
                cell.year(),
                cell.direction(),
                cell.story().words(),
                took.isPresent() ? "ok" : "FAILED",
                took.map(MarkdownTable::seconds).orElse("")));
        return table.toString();
    }

    /** Waits until nothing of it is left. */
    void end() throws InterruptedException {
        trials.end();
    }
}
