// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.handfast.engine.time.TimeSource;
import io.handfast.hub.app.JsonTree;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this process did between two moments: items, wall time, CPU time of all its threads (user and system). */
final class Meter {
    private final TimeSource time;
    private final long beganNanos;
    private final long cpuBeforeNanos;

    /** Begins now. */
    Meter(TimeSource time) {
        this.time = time;
        this.beganNanos = time.nanos();
        this.cpuBeforeNanos = cpuNanos();
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /**
     * The result as one line of JSON.
     *
     * @param line which measurement
     * @param items how many were completed
     * @param failed how many were given up
     */
    String result(String line, long items, long failed) {
        return result(line, items, failed, 0);
    }

    /**
     * The result as one line of JSON.
     *
     * @param line which measurement
     * @param items how many were completed
     * @param failed how many were given up
     * @param bytes of an item, 0 where that says nothing
     */
    String result(String line, long items, long failed, int bytes) {
        long nanos = Math.max(1, time.nanos() - beganNanos);
        long cpuNanos = cpuNanos() - cpuBeforeNanos;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("line", line);
        result.put("items", items);
        result.put("failed", failed);
        result.put("perSecond", Math.round(items * 1e9 / nanos));
        result.put("cpuNanos", items == 0 ? 0 : cpuNanos / items);
        if (bytes > 0) {
            result.put("bytes", bytes);
        }
        return JsonTree.line(result);
    }
}
