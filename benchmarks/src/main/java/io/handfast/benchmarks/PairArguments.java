// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a program with both ends of connections is told, ours and Go's alike: a folder, seconds of warm-up, seconds of
 * each measurement; then the measurements wanted, none for all.
 *
 * @param payloads the folder
 * @param warmUp before a measurement
 * @param measured each measurement
 * @param wanted lines to measure
 */
record PairArguments(Path payloads, Duration warmUp, Duration measured, List<String> wanted) {
    static PairArguments of(String[] arguments) {
        return new PairArguments(
                Path.of(arguments[0]),
                seconds(arguments[1]),
                seconds(arguments[2]),
                List.of(arguments).subList(3, arguments.length));
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(1000 * Double.parseDouble(text)));
    }

    boolean wants(String line) {
        return wanted.isEmpty() || wanted.contains(line);
    }

    /** All of a file in the folder. */
    byte[] payload(String file) throws IOException {
        return Files.readAllBytes(payloads.resolve(file));
    }
}
