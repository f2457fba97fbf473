// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Dispatcher;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final VirtualTime time = new VirtualTime();
    private final Scope scope = new Scope("family", time);
    private final Inbox<String> inbox = new Inbox<>(time, 100);
    private final List<String> seen = new ArrayList<>();

    @Test
    void givenWaitingThread_whenCancelled_thenWhatWasRegisteredFreesItAndJoinSaysSo() throws Exception {
        time.run(() -> {
            scope.onCancel(inbox::cancel);
            scope.start("waiter", () -> seen.add(inbox.await(Deadline.NEVER).toString()));
            time.pass(Duration.ofSeconds(1));
            assertThat(scope.threadNames()).containsExactly("family/waiter");
            scope.cancel();
            scope.cancel();
            assertThat(scope.isCancelled()).isTrue();
            assertThat(scope.join(time.in(Duration.ofSeconds(1)))).isTrue();
            assertThat(scope.threadNames()).isEmpty();
        });
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(seen).hasSize(1);
        assertThat(time.leftovers()).isEmpty();
    }

    @Test
    void givenThreadThatGoesOn_whenJoined_thenItIsNamedAtTheDeadline() throws Exception {
        time.run(() -> {
            scope.start("stubborn", () -> time.pass(Duration.ofSeconds(10)));
            scope.cancel();
            assertThat(scope.join(time.in(Duration.ofSeconds(3)))).isFalse();
            assertThat(scope.threadNames()).containsExactly("family/stubborn");
            assertThat(scope.join(Deadline.NEVER)).isTrue();
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
        });
    }

    @Test
    void givenThreadThatHasNotBegunYet_whenJoined_thenItCounts() throws Exception {
        time.run(() -> {
            scope.start("new", () -> seen.add("ran"));
            assertThat(scope.join(Deadline.NEVER)).isTrue();
            assertThat(seen).containsExactly("ran");
        });
    }

    @Test
    void givenCancelledScope_whenStartingAndRegistering_thenNothingStartsAndTheReleaseRunsAtOnce() {
        scope.cancel();
        scope.onCancel(() -> seen.add("released"));
        assertThat(seen).containsExactly("released");
        assertThat(scope.start("late", () -> seen.add("ran"))).isFalse();
        assertThat(scope.threadNames()).isEmpty();
    }

    @Test
    void givenRegistrationThatWasUndone_whenCancelled_thenItDoesNotRun() {
        Scope.Registration registration = scope.onCancel(() -> seen.add("released"));
        registration.close();
        registration.close();
        scope.cancel();
        assertThat(seen).isEmpty();
    }

    @Test
    void givenBodyThatThrows_whenRun_thenItIsLoggedAsBugAndTheScopeGoesOn() throws Exception {
        Logger logger = Logger.getLogger(Scope.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                seen.add(record.getLevel() + " " + record.getMessage() + ": "
                        + record.getThrown().getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            time.run(() -> {
                scope.start("broken", () -> {
                    throw new IllegalArgumentException("oops");
                });
                assertThat(scope.join(time.in(Duration.ofSeconds(1)))).isTrue();
                assertThat(scope.isCancelled()).isFalse();
            });
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        assertThat(seen).containsExactly("SEVERE bug: family/broken ended with an exception: oops");
    }

    @Test
    void givenDispatcher_whenItsScopeIsCancelled_thenItsThreadEnds() throws Exception {
        time.run(() -> {
            Dispatcher<String> dispatcher = new Dispatcher<>(time, scope, 10, seen::add);
            dispatcher.dispatch("event");
            time.pass(Duration.ofSeconds(1));
            scope.cancel();
            assertThat(scope.join(time.in(Duration.ofSeconds(1)))).isTrue();
        });
        assertThat(seen).containsExactly("event");
    }

    @Test
    void givenListenerThatBlocks_whenEventsPileUp_thenTheOldestAreDroppedAndCounted() throws Exception {
        time.run(() -> {
            Dispatcher<String> dispatcher = new Dispatcher<>(time, scope, 2, event -> {
                seen.add(event);
                inboxAwait();
            });
            dispatcher.dispatch("one");
            time.pass(Duration.ofSeconds(1));
            for (String event : List.of("two", "three", "four")) {
                dispatcher.dispatch(event);
            }
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
            assertThat(dispatcher.dropped()).isEqualTo(1);
            inbox.cancel();
            dispatcher.close();
            dispatcher.dispatch("after the close");
            assertThat(scope.join(time.in(Duration.ofSeconds(1)))).isTrue();
        });
        assertThat(seen).containsExactly("one", "three", "four");
    }

    private void inboxAwait() {
        try {
            inbox.await(Deadline.NEVER);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
