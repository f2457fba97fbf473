// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * Many conversations with live peers side by side, each with ports and a peer of its own: together they take little more
 * than the longest. They are opened one after the other, so that a small machine does not delay ship-go where it is
 * delicate. One thread, the test's, calls all methods.
 *
 * @param <C> describes a conversation
 * @param <S> a scene: both sides of one
 * @param <R> what is known of one that went as it has to
 */
public final class SideBySide<C, S extends Closeable, R> {
    private final String name;
    private final Duration longest;
    private final Plot<C, S, R> plot;
    private final Environment environment = Environment.system();
    private final Scope scope;
    private final Map<C, CompletableFuture<R>> outcomes = new LinkedHashMap<>();

    /**
     * What a conversation is.
     *
     * @param <C> describes one
     * @param <S> both sides of one
     * @param <R> its outcome
     */
    public interface Plot<C, S, R> {
        /** Starts both sides. */
        S open(C cell, Environment environment) throws Exception;

        /** Has the conversation, on a thread of its own; throws what was wrong with it. */
        R run(C cell, S scene) throws Exception;
    }

    /**
     * With nothing opened yet.
     *
     * @param name for failures
     * @param cells all of them, in the order in which they are told of
     * @param longest more than any of them takes
     * @param plot what each of them is
     */
    public SideBySide(String name, List<C> cells, Duration longest, Plot<C, S, R> plot) {
        this.name = name;
        this.longest = longest;
        this.plot = plot;
        this.scope = new Scope(name, environment.time());
        cells.forEach(cell -> outcomes.put(cell, new CompletableFuture<>()));
    }

    /** Builds what all of them run on, every version of ship-go, and opens them in this order. */
    public void open(List<C> cells) throws IOException, InterruptedException {
        for (ShipGo library : ShipGo.values()) {
            Go.required().build(library);
        }
        cells.forEach(this::open);
    }

    private void open(C cell) {
        CompletableFuture<R> outcome = outcome(cell);
        try {
            S scene = plot.open(cell, environment);
            scope.start(cell.toString(), () -> {
                try (scene) {
                    outcome.complete(plot.run(cell, scene));
                } catch (Exception | AssertionError e) {
                    outcome.completeExceptionally(e);
                }
            });
        } catch (Exception | AssertionError e) {
            outcome.completeExceptionally(e);
        }
    }

    private CompletableFuture<R> outcome(C cell) {
        return Objects.requireNonNull(outcomes.get(cell));
    }

    /** Waits for the end of one; throws what was wrong with it. */
    public void require(C cell) throws Exception {
        try {
            outcome(cell).get(longest.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(cell + ": " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(cell + ": not over within " + longest, e);
        }
    }

    /** Tells of each; without an outcome it has failed, or is not over. */
    public void forEach(BiConsumer<C, Optional<R>> told) {
        outcomes.forEach((cell, outcome) -> {
            boolean good = outcome.state() == CompletableFuture.State.SUCCESS;
            told.accept(cell, good ? Optional.of(outcome.resultNow()) : Optional.empty());
        });
    }

    /** Waits until nothing of them is left. */
    public void end() throws InterruptedException {
        try (environment) {
            scope.cancel();
            if (!scope.join(environment.time().in(longest))) {
                throw new AssertionError("left of the " + name + ": " + scope.threadNames());
            }
        }
    }
}
