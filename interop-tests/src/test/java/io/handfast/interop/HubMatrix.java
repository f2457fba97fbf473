// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.engine.Environment;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Cells with a hub of ours and a live peer each, {@linkplain SideBySide side by side}. */
final class HubMatrix {
    /** More than a refusal, a redial after two minutes and a race of ship-go take. */
    private static final Duration LONGEST = Duration.ofMinutes(7);

    private final TimeSource time = new SystemTime();
    private final long beganNanos = time.nanos();
    private final List<MatrixCell> cells;
    private final SideBySide<MatrixCell, MatrixScene, Done> trials;

    /** A cell that is over, and how long it took in all. */
    private record Done(MatrixTrial.Outcome outcome, Duration whole) {}

    private HubMatrix(List<MatrixCell> cells) {
        this.cells = cells;
        this.trials = new SideBySide<>("hub matrix", cells, LONGEST, new Trials());
    }

    /** Opens all, those that take long first; each then goes on by itself. */
    static HubMatrix start(List<MatrixCell> cells) throws IOException, InterruptedException {
        HubMatrix matrix = new HubMatrix(cells);
        matrix.trials.open(cells.stream()
                .sorted(Comparator.comparing((MatrixCell cell) -> !cell.story().isLong()))
                .toList());
        return matrix;
    }

    private static final class Trials implements SideBySide.Plot<MatrixCell, MatrixScene, Done> {
        @Override
        public MatrixScene open(MatrixCell cell, Environment environment) throws Exception {
            return MatrixScene.open(cell, environment);
        }

        @Override
        public Done run(MatrixCell cell, MatrixScene scene) {
            try {
                MatrixTrial.Outcome outcome = MatrixTrial.run(cell, scene);
                return new Done(outcome, scene.elapsed());
            } catch (Exception | AssertionError e) {
                throw new AssertionError(e.getMessage() + "\nour hub:\n" + scene.hub(), e);
            }
        }
    }

    /** Waits for the end of a cell; throws what was wrong with it. */
    void require(MatrixCell cell) throws Exception {
        trials.require(cell);
    }

    /** Writes the table to a file and to the screen. */
    void print(Path file) throws IOException {
        MarkdownTable.print(file, toString());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (MatrixCell.Peer peer : MatrixCell.Peer.values()) {
            text.append(peer.words())
                    .append(" is ship-go ")
                    .append(peer.library().version());
            text.append(peer.hasPairingService() ? ", pairing service listening\n" : "\n");
        }
        MarkdownTable table = new MarkdownTable(
                "| %-14s | %-9s | %-15s | %-26s | %-7s | %9s | %8s | %-40s |%n",
                List.of(
                        "ship-go",
                        "direction",
                        "SKI",
                        "conversation",
                        "outcome",
                        "took",
                        "all",
                        "dials of ours+theirs, what failed"));
        trials.forEach((cell, done) -> row(table, cell, done));
        long seconds = Duration.ofNanos(time.nanos() - beganNanos).toSeconds();
        return text.append('\n')
                .append(table)
                .append('\n')
                .append(cells.size() + " cells in " + seconds + " s\n")
                .toString();
    }

    private static void row(MarkdownTable table, MatrixCell cell, Optional<Done> done) {
        table.row(
                cell.peer().words(),
                cell.dial().words(),
                cell.skiOrder(),
                cell.story().words(),
                done.isPresent() ? "ok" : "FAILED",
                done.map(end -> MarkdownTable.seconds(end.outcome().took())).orElse(""),
                done.map(end -> MarkdownTable.seconds(end.whole())).orElse(""),
                done.map(end -> end.outcome().attempts()).orElse(""));
    }

    /** Waits until nothing of it is left. */
    void end() throws InterruptedException {
        trials.end();
    }
}
