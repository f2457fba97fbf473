// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who is measured how often, and the file of results.
 *
 * @param <C> who can be measured
 * @param goPrograms where the Go programs are
 * @param work the folder to write into
 * @param repetitions how often each is measured
 * @param pairArguments of every program that measures, {@link PairArguments} in text
 * @param contestants who is measured, in this order each time
 * @param results one line of JSON for each
 */
record Plan<C extends Enum<C>>(
        Path goPrograms, Path work, int repetitions, List<String> pairArguments, List<C> contestants, Path results) {
    /**
     * Of a command line: folder of the Go programs, folder to write into, repetitions, seconds of warm-up, seconds of
     * each measurement; then the contestants wanted, none for all. The system property {@code bench.lines} names the
     * lines that are wanted.
     *
     * @param results name of the file in the folder
     */
    static <C extends Enum<C>> Plan<C> of(List<String> arguments, Class<C> contestants, String results) {
        Path work = Path.of(arguments.get(1));
        List<String> pairArguments = new ArrayList<>(List.of(work.toString(), arguments.get(3), arguments.get(4)));
        Stream.of(System.getProperty("bench.lines", "").split(" "))
                .filter(line -> !line.isEmpty())
                .forEach(pairArguments::add);
        List<String> wanted = arguments.subList(5, arguments.size());
        return new Plan<>(
                Path.of(arguments.get(0)),
                work,
                Integer.parseInt(arguments.get(2)),
                pairArguments,
                wanted.isEmpty()
                        ? List.of(contestants.getEnumConstants())
                        : wanted.stream()
                                .map(name -> Enum.valueOf(contestants, name))
                                .toList(),
                work.resolve(results));
    }

    /** Makes the folder and forgets the results of an earlier run. */
    void prepare() throws IOException {
        Files.createDirectories(work);
        Files.deleteIfExists(results);
    }

    /** Adds a value to the file. */
    void note(C contestant, String what, Object value) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("contestant", contestant.name());
        line.put("what", what);
        line.put("value", value);
        Files.write(results, List.of(JsonTree.line(line)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
