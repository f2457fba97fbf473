// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs all measurements of Decred in turn: every contestant once, then all again, each in a fresh process. Writes one
 * line of JSON for each result and ends with the table.
 *
 * <p>Arguments: folder of the Go programs, folder to write into, repetitions, seconds of warm-up, seconds of each
 * measurement; then the contestants wanted, none for all. The system property {@code bench.lines} names the lines that
 * are wanted.
 */
public final class DecredBench {
    private static final double MEGA = 1e6;

    private final Path goPrograms;
    private final Path work;
    private final int repetitions;
    private final List<String> arguments;
    private final List<DecredContestant> contestants;
    private final Path results;

    private DecredBench(List<String> arguments) {
        this.goPrograms = Path.of(arguments.get(0));
        this.work = Path.of(arguments.get(1));
        this.repetitions = Integer.parseInt(arguments.get(2));
        this.arguments = new ArrayList<>(List.of(work.toString(), arguments.get(3), arguments.get(4)));
        Stream.of(System.getProperty("bench.lines", "").split(" "))
                .filter(line -> !line.isEmpty())
                .forEach(this.arguments::add);
        List<String> wanted = arguments.subList(5, arguments.size());
        this.contestants = wanted.isEmpty()
                ? List.of(DecredContestant.values())
                : wanted.stream().map(DecredContestant::valueOf).toList();
        this.results = work.resolve("decred.jsonl");
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, JsonTree.NotJson {
        DecredBench bench = new DecredBench(List.of(arguments));
        bench.run();
        System.out.print(table(bench.results));
    }

    /** The table of a file of results. */
    static String table(Path results) throws IOException, JsonTree.NotJson {
        Map<String, String> titles = new LinkedHashMap<>();
        for (DecredContestant contestant : DecredContestant.values()) {
            titles.put(contestant.name(), contestant.title());
        }
        return ResultTable.of(results, titles, Map.of(DecredContestant.DCRD.name(), "against dcrd"));
    }

    private void run() throws IOException, InterruptedException, JsonTree.NotJson {
        Files.createDirectories(work);
        Files.deleteIfExists(results);
        DecredPayloads.write(work);
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (DecredContestant contestant : contestants) {
                System.err.println(repetition + "/" + repetitions + ": " + contestant.title());
                measure(contestant);
            }
        }
    }

    private void measure(DecredContestant contestant) throws IOException, InterruptedException, JsonTree.NotJson {
        List<String> command = contestant.command(goPrograms, arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                note(contestant, JsonTree.read(line).members());
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("ended with " + process.exitValue() + ": " + String.join(" ", command));
        }
    }

    /** Items that are bytes: MB/s; others: their rate and their time of all processors; or live bytes. */
    private void note(DecredContestant contestant, Map<String, JsonTree.Node> members) throws IOException {
        String name = String.valueOf(value(members.get("line")));
        if (members.containsKey("heapBytes")) {
            note(contestant, name + " heap-bytes", number(members, "heapBytes"));
            return;
        }
        if (members.containsKey("bytes")) {
            double rate = number(members, "perSecond") * number(members, "bytes") / MEGA;
            note(contestant, name + " mb-per-second", rate);
            return;
        }
        note(contestant, name + " per-second", number(members, "perSecond"));
        note(contestant, name + " cpu-nanos", number(members, "cpuNanos"));
        note(contestant, name + " failed", number(members, "failed"));
    }

    private static double number(Map<String, JsonTree.Node> members, String name) {
        return Double.parseDouble(String.valueOf(value(members.get(name))));
    }

    private static @Nullable Object value(JsonTree.@Nullable Node node) {
        return node == null ? null : node.value();
    }

    private void note(DecredContestant contestant, String what, double value) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("contestant", contestant.name());
        line.put("what", what);
        line.put("value", Math.round(value));
        Files.write(results, List.of(JsonTree.line(line)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
