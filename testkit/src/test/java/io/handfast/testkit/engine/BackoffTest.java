// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.handfast.engine.Backoff;
import io.handfast.engine.Entropy;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final List<Backoff.Range> RANGES = List.of(seconds(0, 3), seconds(3, 10), seconds(10, 20));

    private final VirtualTime time = new VirtualTime();

    private static Backoff.Range seconds(int from, int to) {
        return new Backoff.Range(Duration.ofSeconds(from), Duration.ofSeconds(to));
    }

    private Duration delay(Backoff backoff) {
        return backoff.next().remaining(time);
    }

    @Test
    void givenThreeRanges_whenAttemptsFail_thenDelaysComeFromOneAfterTheOtherAndTheLastRepeats() {
        for (long seed = 0; seed < 100; seed++) {
            Backoff backoff = new Backoff(time, new SeededEntropy(seed), RANGES);
            assertThat(delay(backoff)).isBetween(Duration.ZERO, Duration.ofSeconds(3));
            assertThat(delay(backoff)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
            for (int i = 0; i < 3; i++) {
                assertThat(delay(backoff)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
            }
            assertThat(backoff.attempts()).isEqualTo(5);
        }
    }

    @Test
    void givenManyDraws_whenFromOneRange_thenTheyFillIt() {
        Backoff backoff = new Backoff(time, new SeededEntropy(1), RANGES);
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            delays.add(backoff.within(RANGES.get(2)).remaining(time));
        }
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofMillis(10_100)) < 0);
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofMillis(19_900)) > 0);
        assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(20)) < 0);
        assertThat(backoff.attempts()).isZero();
    }

    @Test
    void givenSmallestAndLargestDraw_whenNext_thenDelayStaysInItsRange() {
        Entropy zeros = target -> Arrays.fill(target, (byte) 0);
        Entropy ones = target -> Arrays.fill(target, (byte) 0xff);
        assertThat(delay(new Backoff(time, zeros, RANGES))).isEqualTo(Duration.ZERO);
        assertThat(delay(new Backoff(time, ones, RANGES))).isBetween(Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    void givenFailedAttempts_whenReset_thenTheFirstRangeCountsAgain() {
        Backoff backoff = new Backoff(time, new SeededEntropy(3), RANGES);
        delay(backoff);
        delay(backoff);
        backoff.reset();
        assertThat(backoff.attempts()).isZero();
        assertThat(delay(backoff)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void givenEmptyRange_whenMade_thenItIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> seconds(3, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> seconds(-1, 3));
    }

    @Test
    void givenSameSeed_whenFilled_thenSameBytes() {
        byte[] one = new byte[40];
        byte[] two = new byte[40];
        byte[] other = new byte[40];
        new SeededEntropy(9).fill(one);
        new SeededEntropy(9).fill(two);
        new SeededEntropy(10).fill(other);
        assertThat(one).isEqualTo(two).isNotEqualTo(other);
    }
}
