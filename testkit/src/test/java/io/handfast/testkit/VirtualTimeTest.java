// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.handfast.engine.Inbox;
import io.handfast.engine.time.Deadline;
import io.handfast.engine.time.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final ReentrantLock lock = new ReentrantLock();

    /** Ten threads with deadlines that often coincide, passing messages on in a ring. */
    private static List<String> conversation() throws Exception {
        VirtualTime time = new VirtualTime();
        SeededEntropy entropy = new SeededEntropy(7);
        List<String> trace = new ArrayList<>();
        List<Inbox<String>> inboxes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            inboxes.add(new Inbox<>(time, 100));
        }
        time.run(() -> {
            for (int i = 0; i < 10; i++) {
                int self = i;
                time.enrol("talker " + i, () -> talk(self, time, entropy, inboxes, trace));
            }
            time.pass(Duration.ofSeconds(1));
        });
        assertThat(time.leftovers()).isEmpty();
        return trace;
    }

    private static void talk(
            int self, VirtualTime time, SeededEntropy entropy, List<Inbox<String>> inboxes, List<String> trace)
            throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Inbox.Event<String> event = inboxes.get(self).await(time.in(Duration.ofMillis(entropy.below(4))));
            String what = event instanceof Inbox.Posted<String>(String text) ? text : "nothing";
            trace.add(time.nanos() + " " + self + " got " + what);
            inboxes.get((int) entropy.below(10)).post(self + "." + round);
        }
    }

    @Test
    void givenTenThreads_whenRunTwelveTimes_thenTracesAreIdentical() throws Exception {
        Set<List<String>> traces = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            traces.add(conversation());
        }
        assertThat(traces).hasSize(1);
        assertThat(traces.iterator().next()).hasSize(500);
    }

    @Test
    void givenThousandSecondsOfWaiting_whenRun_thenOnlyVirtualTimePasses() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> time.run(() -> {
                    for (int i = 0; i < 1000; i++) {
                        time.pass(Duration.ofSeconds(1));
                    }
                }));
        assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(1000).toNanos());
        assertThat(time.wallClock()).isEqualTo(Instant.parse("2026-01-01T00:16:40Z"));
    }

    @Test
    void givenThreadsThatWaitForEachOther_whenRun_thenDeadlockNamesThemWithTheirStacks() {
        Inbox<String> left = new Inbox<>(time, 100);
        Inbox<String> right = new Inbox<>(time, 100);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> time.run(() -> {
                    time.enrol("waits for right", () -> awaitFirstThenPost(right, left));
                    time.pass(Duration.ofSeconds(3));
                    awaitFirstThenPost(left, right);
                }))
                .withMessageContaining("deadlock")
                .withMessageContaining("at virtual PT3S")
                .withMessageContaining("\"waits for right\" waits until never")
                .withMessageContaining("\"test\" waits until never")
                .withMessageContaining("VirtualTimeTest.awaitFirstThenPost");
    }

    private static void awaitFirstThenPost(Inbox<String> mine, Inbox<String> others) throws InterruptedException {
        mine.await(Deadline.NEVER);
        others.post("your turn");
    }

    @Test
    void givenConditionCheckedOutsideTheLock_whenSignalComesBetween_thenLostWakeUpIsCaught() {
        Signal done = time.newSignal(lock);
        assertThatThrownBy(() -> time.run(() -> {
                    time.start("signaller", () -> signal(done));
                    time.pass(Duration.ofMillis(1)); // the bug: the check was before, the wait is after
                    lock.lock();
                    try {
                        done.await(Deadline.NEVER);
                    } finally {
                        lock.unlock();
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("deadlock");
    }

    private void signal(Signal signal) {
        lock.lock();
        try {
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void givenThreadThatWaitsOnForeignMonitor_whenRun_thenWatchdogNamesIt() throws Exception {
        VirtualTime impatient = new VirtualTime(Duration.ofMillis(50));
        Object monitor = new Object();
        synchronized (monitor) {
            assertThatThrownBy(() -> impatient.run(() -> {
                        impatient.enrol("stuck", () -> lockForeign(monitor));
                        impatient.pass(Duration.ofSeconds(1));
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no wait reached within PT0.05S of real time by stuck")
                    .hasMessageContaining("VirtualTimeTest.lockForeign")
                    .hasMessageContaining("\"test\" waits until at PT1S");
        }
    }

    private static void lockForeign(Object monitor) {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Test
    void givenConversationThatNeverTakesTime_whenRun_thenItFailsInsteadOfGoingOnForEver() {
        Inbox<String> left = new Inbox<>(time, 100);
        Inbox<String> right = new Inbox<>(time, 100);
        assertThatThrownBy(() -> time.run(() -> {
                    time.enrol("echo", () -> {
                        while (true) {
                            awaitFirstThenPost(left, right);
                        }
                    });
                    left.post("first");
                    while (true) {
                        awaitFirstThenPost(right, left);
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a million turns");
    }

    @Test
    void givenSignalAndLaterDeadline_whenSignalled_thenTimeDoesNotJumpUnderTheSignalledThread() throws Exception {
        List<String> seen = new ArrayList<>();
        Inbox<String> inbox = new Inbox<>(time, 100);
        time.run(() -> {
            time.enrol("waiter", () -> {
                Inbox.Event<String> event = inbox.await(time.in(Duration.ofSeconds(9)));
                seen.add(event + " at " + Duration.ofNanos(time.nanos()));
            });
            time.pass(Duration.ofSeconds(2));
            inbox.post("now");
            time.pass(Duration.ofSeconds(1));
            assertThat(seen).containsExactly("Posted[control=now] at PT2S");
        });
    }

    @Test
    void givenDeadlinesInDisorder_whenTimeJumps_thenThreadsRunByDeadlineAndThenByArrival() throws Exception {
        List<String> order = new ArrayList<>();
        time.run(() -> {
            startAfter(3, "first", order);
            startAfter(1, "second", order);
            startAfter(2, "third", order);
            startAfter(1, "fourth", order);
            time.pass(Duration.ofSeconds(5));
        });
        assertThat(order).containsExactly("second at 1", "fourth at 1", "third at 2", "first at 3");
    }

    private void startAfter(int seconds, String name, List<String> order) {
        time.enrol(name, () -> {
            time.pass(Duration.ofSeconds(seconds));
            order.add(name + " at " + Duration.ofNanos(time.nanos()).toSeconds());
        });
    }

    @Test
    void givenWaitingThread_whenInterrupted_thenItsWaitThrowsAtThatInstant() throws Exception {
        List<String> seen = new ArrayList<>();
        Inbox<String> inbox = new Inbox<>(time, 100);
        time.run(() -> {
            Thread waiter = time.enrol("waiter", () -> {
                try {
                    inbox.await(time.in(Duration.ofSeconds(9)));
                } catch (InterruptedException e) {
                    seen.add("interrupted at " + Duration.ofNanos(time.nanos()));
                }
            });
            time.pass(Duration.ofSeconds(2));
            waiter.interrupt();
            assertThat(seen).isEmpty();
            time.pass(Duration.ofSeconds(1));
        });
        assertThat(seen).containsExactly("interrupted at PT2S");
    }

    @Test
    void givenThreadThatWaitsOn_whenBodyEnds_thenItIsALeftoverAndUnwound() throws Exception {
        List<String> seen = new ArrayList<>();
        time.run(() -> {
            time.enrol("forgotten", () -> {
                try {
                    time.pass(Duration.ofHours(1));
                    seen.add("went on");
                } catch (InterruptedException e) {
                    seen.add("interrupted");
                } finally {
                    seen.add("unwound at " + Duration.ofNanos(time.nanos()));
                }
            });
            time.start("about to end", () -> seen.add("ended"));
        });
        assertThat(time.leftovers()).containsExactly("forgotten");
        assertThat(seen).containsExactly("ended", "unwound at PT0S");
    }

    @Test
    void givenBodyThatFails_whenRun_thenItsOwnErrorComesOut() {
        assertThatThrownBy(() -> time.run(() -> assertThat(1).isEqualTo(2))).isInstanceOf(AssertionError.class);
        VirtualTime other = new VirtualTime();
        assertThatThrownBy(() -> other.run(() -> {
                    throw new InterruptedException("checked");
                }))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("checked");
    }

    @Test
    void givenOtherThreadThatFails_whenBodyPasses_thenRunFailsAllTheSame() {
        assertThatThrownBy(() -> time.run(() -> time.start("other", () -> {
                    throw new IllegalArgumentException("from the other thread");
                })))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from the other thread");
    }

    @Test
    void givenForeignThread_whenItWaits_thenItIsRefused() {
        lock.lock();
        try {
            assertThatThrownBy(() -> time.newSignal(lock).await(Deadline.NEVER))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not start it");
        } finally {
            lock.unlock();
        }
    }
}
