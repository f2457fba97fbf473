// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import java.lang.reflect.Method;

/** What this thread has allocated on the heap. By reflection, since the module does not need java.management. */
final class AllocatedBytes {
    private final Object threads;
    private final Method counter;

    AllocatedBytes() throws ReflectiveOperationException {
        threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        counter = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
    }

    long now() throws ReflectiveOperationException {
        return (long) counter.invoke(threads);
    }
}
