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
        List<String> command = new ArrayList<>();
        if (this == DCRD) {
            command.add(goPrograms.resolve("dcrd").toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
            if (this == HANDFAST_VECTORS) {
                command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            }
            command.add("-Dbench.idle=" + Integer.getInteger("bench.idle", 1_000));
            command.add(DecredPair.class.getName());
        }
        command.addAll(arguments);
        return command;
    }
}
