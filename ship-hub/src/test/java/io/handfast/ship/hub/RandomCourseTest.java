// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Hubs in all sorts of trouble: in the end there is order. Two courses run side by side, each on a clock of its own; the
 * verdict is printed and written to {@code target/random-courses.md}. A seed that fails is one line of a scenario test
 * later: {@link HubScene#play(long, HubScene.Course)} with that seed takes the same course again.
 */
class RandomCourseTest {
    private static final int SIDE_BY_SIDE = 2;
    private static final int SHOWN = 3;

    private final TimeSource time = new SystemTime();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // seconds, unless the machine is busy
    void givenFiveHundredCourses_whenFaultsAreOver_thenWhoTrustsEachOtherIsConnectedOnce() throws Exception {
        requireOrder(500);
    }

    @Tag("long")
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void givenTenThousandCourses_whenFaultsAreOver_thenWhoTrustsEachOtherIsConnectedOnce() throws Exception {
        requireOrder(10_000);
    }

    private void requireOrder(long seeds) throws Exception {
        long began = time.nanos();
        Map<Long, String> failures = failuresOf(seeds);
        report(seeds, failures, Duration.ofNanos(time.nanos() - began));
        List<String> headlines = failures.values().stream()
                .map(failure -> failure.lines().limit(2).reduce("", String::concat))
                .toList();
        assertThat(failures.values().stream().limit(SHOWN))
                .as("%d courses failed:%n%s", failures.size(), String.join("\n", headlines))
                .isEmpty();
    }

    private static Map<Long, String> failuresOf(long seeds) throws Exception {
        Map<Long, String> failures = new ConcurrentSkipListMap<>();
        AtomicLong last = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                all.add(threads.submit(() -> {
                    for (long seed = last.incrementAndGet(); seed <= seeds; seed = last.incrementAndGet()) {
                        play(seed, failures);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return failures;
    }

    private static void play(long seed, Map<Long, String> failures) {
        failureOf(seed).ifPresent(failure -> {
            failures.put(seed, failure);
            System.out.println("random course, seed " + seed + ": failed");
        });
    }

    private static Optional<String> failureOf(long seed) {
        List<RandomCourse> courses = new ArrayList<>();
        try {
            HubScene.play(seed, scene -> {
                RandomCourse course = new RandomCourse(seed, scene);
                courses.add(course);
                course.play();
            });
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of(
                    "seed " + seed + ": " + e + "\n" + courses.getFirst().schedule());
        }
    }

    private static void report(long seeds, Map<Long, String> failures, Duration took) throws IOException {
        String verdict = failures.isEmpty() ? "all in order" : "failed: " + failures.keySet();
        String line = "random courses: seeds 1 to " + seeds + ", " + seeds + " courses, " + verdict + ", "
                + took.toSeconds() + " s";
        System.out.println(line);
        Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("random-courses.md"),
                "# Random courses\n\n| seeds | courses | failed | took | verdict |\n|---|---:|---:|---:|---|\n| 1 to "
                        + seeds
                        + " | " + seeds + " | " + failures.size() + " | " + took.toSeconds() + " s | " + verdict
                        + " |\n");
    }
}
