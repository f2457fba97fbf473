// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;

/** How much memory reading some bytes may cost: in proportion to what came, never to what a header announced. */
final class FuzzBudget {
    static final WebSocketSettings SETTINGS = new WebSocketSettings(1024, 8);

    /** Exceptions with their traces, the test's own objects, what the fuzzer's hooks allocate. */
    private static final int OVERHEAD_BYTES = 128 * 1024;
    /** Of a byte that came: the test shows each frame as text, and the smallest frame has two bytes. */
    private static final int FACTOR = 512;

    private final AllocatedBytes allocated;

    FuzzBudget() throws ReflectiveOperationException {
        allocated = new AllocatedBytes();
    }

    /** What is above the budget gets a second chance, since the first use of a class costs memory too. */
    <T> T spend(int inputBytes, Callable<T> reading) throws Exception {
        long budget = OVERHEAD_BYTES + (long) FACTOR * inputBytes;
        long before = allocated.now();
        T result = reading.call();
        if (allocated.now() - before > budget) {
            long again = allocated.now();
            reading.call();
            assertThat(allocated.now() - again).as("bytes allocated").isLessThanOrEqualTo(budget);
        }
        return result;
    }
}
