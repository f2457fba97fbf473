// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured for Decred, and how its programs are started. */
enum DecredContestant {
    /** As it runs everywhere. */
    HANDFAST("Handfast"),
    /** Hashes by rows: the Vector API, still incubating, has to be asked for. */
    HANDFAST_VECTORS("Handfast, vectors"),
    DCRD("dcrd");

    private final String title;

    DecredContestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** A process that measures everything. */
    List<String> command(Path goPrograms, List<String> arguments) {
        if (this == DCRD) {
            return Child.go(goPrograms.resolve("dcrd"), arguments);
        }
        List<String> flags =
                new ArrayList<>(List.of("-XX:+UseSerialGC", "-Dbench.idle=" + Integer.getInteger("bench.idle", 1_000)));
        if (this == HANDFAST_VECTORS) {
            flags.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        return Child.java(flags, DecredPair.class.getName(), arguments);
    }
}
