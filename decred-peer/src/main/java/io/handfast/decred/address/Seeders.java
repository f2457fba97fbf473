// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.Backoff;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.Environment;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All seeders of a network, asked at once. Safe for all threads. */
public final class Seeders {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** As dcrd: 1 to 10 s. */
    private static final List<Backoff.Range> BACKOFF = List.of(range(1, 2), range(2, 4), range(4, 7), range(7, 10));

    private final List<Seeder> seeders;
    private final Environment environment;

    /**
     * Seeders to ask.
     *
     * @param seeders may be none
     * @param environment clock and entropy
     */
    public Seeders(List<Seeder> seeders, Environment environment) {
        this.seeders = List.copyOf(seeders);
        this.environment = environment;
    }

    private static Backoff.Range range(int fromSeconds, int toSeconds) {
        return new Backoff.Range(Duration.ofSeconds(fromSeconds), Duration.ofSeconds(toSeconds));
    }

    /**
     * Whether there is nobody to ask.
     *
     * @return true for simulations as a rule
     */
    public boolean isEmpty() {
        return seeders.isEmpty();
    }

    /**
     * How long to wait before asking again when all have failed.
     *
     * @return 1 to 10 s, ever longer
     */
    public Backoff backoff() {
        return new Backoff(environment.time(), environment.entropy(), BACKOFF);
    }

    private sealed interface Reply {
        record Told(String seeder, List<SeenAddress> addresses) implements Reply {}

        record Failed(String seeder, HandshakeException why) implements Reply {}
    }

    /**
     * Asks all at the same time, each for at most a minute. Blocks until the last has answered or failed.
     *
     * @param scope where the questions live; its cancellation frees them
     * @return what each of them said
     * @throws Cancelled when the scope was cancelled or the thread interrupted
     */
    public SeederHarvest ask(Scope scope) throws Cancelled {
        Inbox<Reply> replies = new Inbox<>(environment.time(), 0);
        Deadline by = environment.time().in(PATIENCE);
        Map<String, List<SeenAddress>> answers = new HashMap<>();
        Map<String, HandshakeException> failures = new HashMap<>();
        try (Scope.Registration _ = scope.onCancel(replies::cancel)) {
            seeders.forEach(seeder -> scope.start(seeder.name(), () -> replies.post(ask(seeder, by, scope))));
            while (answers.size() + failures.size() < seeders.size()) {
                note(replies.await(Deadline.NEVER), answers, failures);
            }
            return new SeederHarvest(answers, failures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled("an interrupt");
        }
    }

    private static Reply ask(Seeder seeder, Deadline by, Scope scope) {
        try {
            return new Reply.Told(seeder.name(), seeder.ask(by, scope));
        } catch (HandshakeException e) {
            return new Reply.Failed(seeder.name(), e);
        }
    }

    private static void note(
            Inbox.Event<Reply> event, Map<String, List<SeenAddress>> answers, Map<String, HandshakeException> failures)
            throws Cancelled {
        switch (event) {
            case Inbox.Posted<Reply>(Reply.Told(String seeder, List<SeenAddress> addresses)) ->
                answers.put(seeder, addresses);
            case Inbox.Posted<Reply>(Reply.Failed(String seeder, HandshakeException why)) -> failures.put(seeder, why);
            case Inbox.Ended<Reply> _ -> throw cancelled("a request to stop");
            case Inbox.Expired<Reply> _, Inbox.Received<Reply> _ -> throw new IllegalStateException("never");
        }
    }

    /**
     * Asks until one has answered: again after 1 to 10 s as long as all of them fail.
     *
     * @param scope where the questions live; its cancellation frees them
     * @param attempts how often to ask, at least once
     * @return what each of them said the last time
     * @throws Cancelled when the scope was cancelled or the thread interrupted
     */
    public SeederHarvest askUntilAnswered(Scope scope, int attempts) throws Cancelled {
        Backoff backoff = backoff();
        SeederHarvest harvest = ask(scope);
        for (int attempt = 1; attempt < attempts && harvest.answers().isEmpty() && !seeders.isEmpty(); attempt++) {
            pause(backoff.next(), scope);
            harvest = ask(scope);
        }
        return harvest;
    }

    private void pause(Deadline until, Scope scope) throws Cancelled {
        Inbox<Reply> nobody = new Inbox<>(environment.time(), 0);
        try (Scope.Registration _ = scope.onCancel(nobody::cancel)) {
            if (nobody.await(until) instanceof Inbox.Ended<Reply>) {
                throw cancelled("a request to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled("an interrupt");
        }
    }

    private static Cancelled cancelled(String got) {
        return new Cancelled(
                EngineFailure.CANCELLED, SeederPhase.ALL.phaseName(), "answers of the network's seeders", got);
    }
}
