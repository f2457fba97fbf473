// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many cells side by side, each with a hub, a peer and ports of its own: together they take little more than the
 * longest. They are opened one after the other, so that a small machine does not delay ship-go where it is delicate.
 */
final class HubMatrix {
    /** More than a refusal, a redial after two minutes and a race of ship-go take. */
    private static final Duration LONGEST = Duration.ofMinutes(7);

    /** A cell that is over, and how long it took in all. */
    private record Done(MatrixTrial.Outcome outcome, Duration whole) {}

    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("hub matrix", environment.time());
    private final Map<MatrixCell, CompletableFuture<Done>> outcomes = new LinkedHashMap<>();
    private final long beganNanos = environment.time().nanos();

    /** Opens all, those that take long first; each then goes on by itself. */
    static HubMatrix start(List<MatrixCell> cells) throws IOException, InterruptedException {
        HubMatrix matrix = new HubMatrix();
        for (ShipGo library : ShipGo.values()) {
            Go.required().build(library);
        }
        cells.forEach(cell -> matrix.outcomes.put(cell, new CompletableFuture<>()));
        cells.stream()
                .sorted(Comparator.comparing((MatrixCell cell) -> !cell.story().isLong()))
                .forEach(matrix::open);
        return matrix;
    }

    private CompletableFuture<Done> outcome(MatrixCell cell) {
        return Objects.requireNonNull(outcomes.get(cell));
    }

    private void open(MatrixCell cell) {
        CompletableFuture<Done> outcome = outcome(cell);
        try {
            MatrixScene scene = MatrixScene.open(cell, environment);
            scope.start(cell.toString(), () -> {
                try (scene) {
                    MatrixTrial.Outcome end = MatrixTrial.run(cell, scene);
                    outcome.complete(new Done(end, scene.elapsed()));
                } catch (Exception | AssertionError e) {
                    AssertionError told = new AssertionError(e.getMessage() + "\nour hub:\n" + scene.hub(), e);
                    outcome.completeExceptionally(told);
                }
            });
        } catch (Exception | AssertionError e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Waits for the end of a cell; throws what was wrong with it. */
    void require(MatrixCell cell) throws Exception {
        try {
            outcome(cell).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(cell + ": " + e.getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(cell + ": not over within " + LONGEST, e);
        }
    }

    /** Writes the table to a file and to the screen. */
    void print(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toString());
        System.out.println(this);
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
        String format = "| %-14s | %-9s | %-15s | %-26s | %-7s | %9s | %8s | %-40s |%n";
        String head = String.format(
                Locale.ROOT,
                format,
                "ship-go",
                "direction",
                "SKI",
                "conversation",
                "outcome",
                "took",
                "all",
                "dials of ours+theirs, what failed");
        text.append('\n').append(head).append(head.replaceAll("[^|\\n\\r]", "-"));
        outcomes.forEach((cell, future) -> text.append(row(format, cell, future)));
        long seconds = Duration.ofNanos(environment.time().nanos() - beganNanos).toSeconds();
        return text.append('\n')
                .append(outcomes.size() + " cells in " + seconds + " s\n")
                .toString();
    }

    private static String row(String format, MatrixCell cell, CompletableFuture<Done> future) {
        boolean good = future.state() == CompletableFuture.State.SUCCESS;
        return String.format(
                Locale.ROOT,
                format,
                cell.peer().words(),
                cell.dial().words(),
                cell.skiOrder(),
                cell.story().words(),
                good ? "ok" : "FAILED",
                good ? seconds(future.resultNow().outcome().took()) : "",
                good ? seconds(future.resultNow().whole()) : "",
                good ? future.resultNow().outcome().attempts() : "");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.2f s", took.toNanos() / 1e9);
    }

    /** Waits until nothing of it is left. */
    void end() throws InterruptedException {
        try (environment) {
            scope.cancel();
            if (!scope.join(environment.time().in(LONGEST))) {
                throw new AssertionError("cells are left: " + scope.threadNames());
            }
        }
    }
}
