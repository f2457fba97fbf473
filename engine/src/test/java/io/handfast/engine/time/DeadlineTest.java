// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final SystemTime time = new SystemTime();

    @Test
    void givenTie_whenEarliest_thenTheFirstNamedIsReturned() {
        Deadline readyBy = Deadline.at(5);
        Deadline askAt = Deadline.at(5);
        Deadline later = Deadline.at(6);
        assertThat(Deadline.earliest(readyBy, askAt, later)).isSameAs(readyBy);
        assertThat(Deadline.earliest(later, askAt, readyBy)).isSameAs(askAt);
        assertThat(Deadline.earliest(Deadline.NEVER, Deadline.NEVER)).isSameAs(Deadline.NEVER);
        assertThat(Deadline.earliest(Deadline.NEVER, later)).isSameAs(later);
        assertThat(readyBy.isBefore(askAt)).isFalse();
        assertThat(readyBy.isBefore(later)).isTrue();
    }

    @Test
    void givenNever_whenMovedOrAsked_thenItStaysNever() {
        assertThat(Deadline.NEVER.plus(Duration.ofDays(1))).isSameAs(Deadline.NEVER);
        assertThat(Deadline.NEVER.passed(time)).isFalse();
        assertThat(Deadline.NEVER.remaining(time)).isGreaterThan(Duration.ofDays(365 * 200));
        assertThat(Deadline.NEVER).hasToString("never");
    }

    @Test
    void givenPassedDeadline_whenAsked_thenNothingRemains() {
        Deadline passed = time.in(Duration.ZERO);
        assertThat(passed.passed(time)).isTrue();
        assertThat(passed.remaining(time)).isZero();
        assertThat(passed.plus(Duration.ofHours(1)).passed(time)).isFalse();
    }

    @Test
    void givenSystemTime_whenNobodySignals_thenTheWaitEndsAtTheDeadlineAndSaysSo() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Signal signal = time.newSignal(lock);
        Deadline deadline = time.in(Duration.ofMillis(20));
        lock.lock();
        try {
            while (signal.await(deadline)) {
                assertThat(deadline.passed(time)).isFalse();
            }
            assertThat(deadline.passed(time)).isTrue();
            assertThat(signal.await(deadline)).isFalse();
        } finally {
            lock.unlock();
        }
    }
}
