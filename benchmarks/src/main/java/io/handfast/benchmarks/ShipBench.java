// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.engine.Environment;
import io.handfast.hub.app.JsonTree;
import io.handfast.testkit.LastingPort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs all measurements of SHIP in turn: every contestant once, then all again, each in a fresh process. Writes one
 * line of JSON for each result and ends with the table.
 *
 * <p>Arguments: folder of the Go programs, folder to write into, repetitions, seconds of warm-up, seconds of each
 * measurement, devices of the fleet, none to leave the hubs out; then the contestants wanted, none for all. The system
 * property {@code bench.lines} names the lines of a pair that are wanted.
 */
public final class ShipBench {
    private static final List<String> SIZES = List.of("1k", "32k");

    private final Environment environment;
    private final Path goPrograms;
    private final Path work;
    private final int repetitions;
    private final String warmUp;
    private final String measured;
    private final int devices;
    private final List<Contestant> contestants;
    private final List<String> lines;
    private final Path results;

    private ShipBench(Environment environment, List<String> arguments) {
        this.environment = environment;
        this.goPrograms = Path.of(arguments.get(0));
        this.work = Path.of(arguments.get(1));
        this.repetitions = Integer.parseInt(arguments.get(2));
        this.warmUp = arguments.get(3);
        this.measured = arguments.get(4);
        this.devices = Integer.parseInt(arguments.get(5));
        List<String> wanted = arguments.subList(6, arguments.size());
        this.contestants = wanted.isEmpty()
                ? List.of(Contestant.values())
                : wanted.stream().map(Contestant::valueOf).toList();
        this.lines = Stream.of(System.getProperty("bench.lines", "").split(" "))
                .filter(line -> !line.isEmpty())
                .toList();
        this.results = work.resolve("ship.jsonl");
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, JsonTree.NotJson {
        try (Environment environment = Environment.system()) {
            ShipBench bench = new ShipBench(environment, List.of(arguments));
            bench.run();
            System.out.print(ShipTable.of(bench.results));
        }
    }

    private void run() throws IOException, InterruptedException, JsonTree.NotJson {
        Files.createDirectories(work);
        Files.deleteIfExists(results);
        for (String size : SIZES) {
            int bytes = size.equals("1k") ? 1024 : 32 * 1024;
            Files.writeString(work.resolve("payload-" + size + ".json"), Payload.ordinary(bytes));
        }
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (Contestant contestant : contestants) {
                System.err.println("pair " + repetition + "/" + repetitions + ": " + contestant.title());
                pair(contestant);
            }
        }
        if (devices > 0) {
            hubs();
        }
    }

    private void pair(Contestant contestant) throws IOException, InterruptedException, JsonTree.NotJson {
        List<String> arguments = new ArrayList<>(List.of(work.toString(), warmUp, measured));
        arguments.addAll(lines);
        List<String> command = contestant.pair(goPrograms, arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Map<String, JsonTree.Node> members = JsonTree.read(line).members();
                String name = String.valueOf(value(members, "line"));
                note(contestant, name + " per-second", value(members, "perSecond"));
                note(contestant, name + " cpu-nanos", value(members, "cpuNanos"));
                note(contestant, name + " failed", value(members, "failed"));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("ended with " + process.exitValue() + ": " + String.join(" ", command));
        }
    }

    private static Object value(Map<String, JsonTree.Node> members, String name) throws IOException {
        JsonTree.Node node = members.get(name);
        if (node == null || node.value() == null) {
            throw new IOException("a result without " + name);
        }
        return node.value();
    }

    private void hubs() throws IOException, InterruptedException {
        try (Fleet fleet = new Fleet(devices, environment)) {
            HubTrial trial = new HubTrial(goPrograms, work, fleet, environment);
            noteAll(Contestant.HANDFAST_NATIVE, "hub-first", trial.run(Contestant.HANDFAST_NATIVE, List.of()));
            Path archive = train(fleet); // meanwhile the fleet itself has warmed up
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                for (Contestant contestant : contestants) {
                    System.err.println("hub " + repetition + "/" + repetitions + ": " + contestant.title());
                    noteAll(contestant, "hub", trial.run(contestant, List.of()));
                }
                if (Files.exists(archive)) {
                    noteAll(
                            Contestant.HANDFAST_NATIVE,
                            "hub-aot",
                            trial.run(Contestant.HANDFAST_NATIVE, List.of("-XX:AOTCache=" + archive)));
                }
            }
        }
    }

    /** A run whose classes, profiles and links the JDK keeps for later starts; only from jars. */
    private Path train(Fleet fleet) throws IOException, InterruptedException {
        Path archive = work.toAbsolutePath().resolve("hub.aot");
        Files.deleteIfExists(archive);
        boolean onlyJars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .allMatch(element -> element.endsWith(".jar"));
        if (!onlyJars) {
            return archive; // which is not there: the JDK archives nothing else
        }
        int port = LastingPort.choose();
        HubFolder folder = HubFolder.create(Files.createTempDirectory(work, "hub"), fleet.skis());
        List<String> command =
                Contestant.HANDFAST_NATIVE.hub(goPrograms, List.of("-XX:AOTCacheOutput=" + archive), folder, port);
        try (HubProcess hub =
                HubProcess.start(command, true, port, work.resolve("hub-errors.txt"), environment.time())) {
            fleet.on(port);
            fleet.awaitConnected(Duration.ofMinutes(2));
            fleet.off();
            hub.stop();
        }
        return archive;
    }

    private void noteAll(Contestant contestant, String prefix, Map<String, Long> values) throws IOException {
        for (Map.Entry<String, Long> value : values.entrySet()) {
            note(contestant, prefix + " " + value.getKey(), value.getValue());
        }
    }

    private void note(Contestant contestant, String what, Object value) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("contestant", contestant.name());
        line.put("what", what);
        line.put("value", value);
        List<String> lines = new ArrayList<>(List.of(JsonTree.line(line)));
        Files.write(results, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
