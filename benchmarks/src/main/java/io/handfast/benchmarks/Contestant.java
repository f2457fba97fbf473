// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is measured, and how its programs are started. */
enum Contestant {
    HANDFAST_NATIVE("Handfast"),
    /** Without Amazon's library: all arithmetic in Java. */
    HANDFAST_JDK("Handfast, pure Java"),
    SHIP_GO_2024("ship-go v0.6.0"),
    SHIP_GO_2026("ship-go July 2026");

    /** As {@code ./handfast} starts the hub. */
    private static final List<String> HUB_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms24m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-XX:-ShrinkHeapInSteps",
            "-XX:MarkSweepDeadRatio=0",
            "--enable-native-access=ALL-UNNAMED");

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isHandfast() {
        return this == HANDFAST_NATIVE || this == HANDFAST_JDK;
    }

    /** The program of its folder below {@code go/}. */
    String goProgram() {
        return this == SHIP_GO_2024 ? "shipgo-2024" : "shipgo-2026";
    }

    /**
     * Both ends of a pair in one process. Without the launcher's limit to the first compiler: what is measured is
     * what a library can do in an application that runs for long.
     */
    List<String> pair(Path goPrograms, List<String> arguments) {
        return isHandfast()
                ? java(
                        List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                        ShipPair.class.getName(),
                        arguments)
                : go(goPrograms, arguments);
    }

    /**
     * A hub.
     *
     * @param extra more flags for the JVM
     */
    List<String> hub(Path goPrograms, List<String> extra, HubFolder folder, int port) {
        if (isHandfast()) {
            List<String> flags = new ArrayList<>(HUB_FLAGS);
            flags.addAll(extra);
            return java(flags, "io.handfast.cli.Main", folder.handfastArguments(port));
        }
        return go(goPrograms, folder.goArguments(port));
    }

    private List<String> java(List<String> flags, String main, List<String> arguments) {
        List<String> crypto = this == HANDFAST_JDK ? List.of("-Dhandfast.crypto=jdk") : List.of();
        return Child.java(Stream.concat(flags.stream(), crypto.stream()).toList(), main, arguments);
    }

    private List<String> go(Path programs, List<String> arguments) {
        return Child.go(programs.resolve(goProgram()), arguments);
    }
}
