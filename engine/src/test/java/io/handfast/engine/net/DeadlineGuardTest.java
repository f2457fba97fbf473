// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.time.SystemTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineGuardTest {
    private final SystemTime time = new SystemTime();

    @Test
    void givenArmedWatch_whenDeadlinePasses_thenItIsExpiredAndTheResourceClosed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (DeadlineGuard guard = new DeadlineGuard(time)) {
            DeadlineGuard.Watch watch = guard.watch(closed::countDown);
            watch.arm(time.in(Duration.ofMillis(20)));
            closed.await();
            assertThat(watch.expired()).isTrue();
        }
    }
}
