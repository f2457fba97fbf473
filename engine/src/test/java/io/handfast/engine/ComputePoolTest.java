// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.time.SystemTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ComputePoolTest {
    @Test
    void givenManyVirtualThreads_whenTheyCompute_thenOnlyAFewPlatformThreadsDo() throws Exception {
        SystemTime time = new SystemTime();
        Scope scope = new Scope("test", time);
        Set<Thread> computing = ConcurrentHashMap.newKeySet();
        AtomicInteger results = new AtomicInteger();
        try (ComputePool pool = new ComputePool(2)) {
            for (int i = 0; i < 200; i++) {
                scope.start(
                        "asks",
                        () -> results.addAndGet(pool.compute(() -> {
                            computing.add(Thread.currentThread());
                            return 1;
                        })));
            }
            assertThat(scope.join(time.in(Duration.ofSeconds(30)))).isTrue();
        }
        assertThat(results).hasValue(200);
        assertThat(computing).hasSizeBetween(1, 2).noneMatch(Thread::isVirtual);
    }

    @Test
    void givenStepThatThrows_whenComputed_thenTheCallerGetsItsException() {
        try (ComputePool pool = new ComputePool(1)) {
            assertThatThrownBy(() -> pool.compute(() -> {
                        throw new IOException("bad signature");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("bad signature");
        }
    }

    @Test
    void givenInterruptedCaller_whenComputed_thenItGetsTheResultAndKeepsTheInterrupt() throws Exception {
        try (ComputePool pool = new ComputePool(1)) {
            Thread.currentThread().interrupt();
            assertThat(pool.compute(() -> "result")).isEqualTo("result");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
