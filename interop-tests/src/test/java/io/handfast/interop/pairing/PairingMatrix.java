// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.interop.Go;
import io.handfast.interop.ShipGo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many conversations side by side, each with a peer and a port of its own: together they take little more than the
 * longest. They are opened one after the other, so that a small machine does not delay ship-go where it is delicate.
 */
final class PairingMatrix {
    /** More than two prolongations take, a slow machine included. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final Environment environment = Environment.system();
    private final Scope scope = new Scope("pairing matrix", environment.time());
    private final Map<PairingCell, CompletableFuture<Duration>> outcomes = new LinkedHashMap<>();

    /** Opens all; each then goes on by itself. */
    static PairingMatrix start(List<PairingCell> cells) throws IOException, InterruptedException {
        PairingMatrix matrix = new PairingMatrix();
        for (ShipGo library : ShipGo.values()) {
            Go.required().build(library);
        }
        cells.forEach(matrix::start);
        return matrix;
    }

    private void start(PairingCell cell) {
        CompletableFuture<Duration> outcome = new CompletableFuture<>();
        outcomes.put(cell, outcome);
        try {
            PairingScene scene = PairingScene.open(cell, environment);
            scope.start(cell.toString(), () -> {
                try (scene) {
                    PairingTrial.run(cell, scene);
                    outcome.complete(scene.ours().elapsed());
                } catch (Exception | AssertionError e) {
                    outcome.completeExceptionally(e);
                }
            });
        } catch (Exception | AssertionError e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Waits for the end of a conversation; throws what was wrong with it. */
    void require(PairingCell cell) throws Exception {
        try {
            outcomes.getOrDefault(cell, CompletableFuture.failedFuture(new AssertionError("not started")))
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(cell + ": " + e.getCause(), e.getCause());
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
        String format = "| %-7s | %-9s | %-33s | %-7s | %8s |%n";
        String head = String.format(Locale.ROOT, format, "ship-go", "direction", "conversation", "outcome", "took");
        text.append(head).append(head.replaceAll("[^|\\n\\r]", "-"));
        outcomes.forEach((cell, outcome) -> text.append(String.format(
                Locale.ROOT,
                format,
                cell.year(),
                cell.direction(),
                cell.story().words(),
                outcome.state() == CompletableFuture.State.SUCCESS ? "ok" : "FAILED",
                outcome.state() == CompletableFuture.State.SUCCESS ? seconds(outcome.resultNow()) : "")));
        return text.toString();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.2f s", took.toNanos() / 1e9);
    }

    /** Waits until nothing of it is left. */
    void end() throws InterruptedException {
        try (environment) {
            scope.cancel();
            if (!scope.join(environment.time().in(LONGEST))) {
                throw new AssertionError("conversations are left: " + scope.threadNames());
            }
        }
    }
}
