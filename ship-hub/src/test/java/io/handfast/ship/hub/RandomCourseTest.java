// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hubs in all sorts of trouble: in the end there is order. */
class RandomCourseTest {
    private static final int SHOWN = 3;

    @Test
    void givenFiveHundredCourses_whenFaultsAreOver_thenWhoTrustsEachOtherIsConnectedOnce() {
        requireOrder(500);
    }

    @Tag("long")
    @Test
    void givenTwoThousandCourses_whenFaultsAreOver_thenWhoTrustsEachOtherIsConnectedOnce() {
        requireOrder(2_000);
    }

    private static void requireOrder(long seeds) {
        List<String> failures = new ArrayList<>();
        LongStream.rangeClosed(1, seeds).forEach(seed -> failureOf(seed).ifPresent(failures::add));
        List<String> headlines = failures.stream()
                .map(failure -> failure.lines().limit(2).reduce("", String::concat))
                .toList();
        assertThat(failures.stream().limit(SHOWN))
                .as("%d courses failed:%n%s", failures.size(), String.join("\n", headlines))
                .isEmpty();
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
}
