// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.function.Supplier;

/** What runs and what it uses, under the names that Prometheus's own libraries give these. */
final class ProcessMetrics {
    private ProcessMetrics() {}

    static void register(HubMetrics.Build build, PrometheusRegistry registry) {
        Info info = Info.builder()
                .name("handfast_build_info")
                .help("What runs")
                .labelNames("version", "java", "crypto")
                .register(registry);
        info.addLabelValues(build.version(), build.java(), build.crypto());
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("Processor time spent")
                .callback(callback -> ProcessFigures.cpuSeconds().ifPresent(spent -> callback.call(spent)))
                .register(registry);
        gauge("process_start_time_seconds", "When the process began", ProcessFigures::startSeconds, registry);
        gauge(
                "process_resident_memory_bytes",
                "Memory that is really there",
                () -> boxed(ProcessFigures.residentBytes()),
                registry);
        gauge("process_open_fds", "Files and sockets that are open", () -> boxed(ProcessFigures.openFiles()), registry);
        gauge("process_max_fds", "How many may be open", () -> boxed(ProcessFigures.maxFiles()), registry);
        gauge(
                "process_threads",
                "Threads of the operating system",
                () -> Optional.of((double) ProcessFigures.threads()),
                registry);
        gauge(
                "jvm_memory_used_bytes",
                "Java's heap that is in use, garbage included",
                () -> Optional.of((double) Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory()),
                registry);
    }

    private static Optional<Double> boxed(java.util.OptionalLong number) {
        return number.isPresent() ? Optional.of((double) number.getAsLong()) : Optional.empty();
    }

    private static void gauge(String name, String help, Supplier<Optional<Double>> value, PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> value.get().ifPresent(known -> callback.call(known)))
                .register(registry);
    }
}
