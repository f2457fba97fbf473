// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.engine.Environment;
import io.handfast.hub.app.JsonTree;
import io.handfast.testkit.LastingPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Plan<Contestant> plan;
    private final int devices;

    private ShipBench(Environment environment, Plan<Contestant> plan, int devices) {
        this.environment = environment;
        this.plan = plan;
        this.devices = devices;
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, JsonTree.NotJson {
        List<String> ofEveryBench = new ArrayList<>(List.of(arguments));
        int devices = Integer.parseInt(ofEveryBench.remove(5));
        Plan<Contestant> plan = Plan.of(ofEveryBench, Contestant.class, "ship.jsonl");
        try (Environment environment = Environment.system()) {
            new ShipBench(environment, plan, devices).run();
            System.out.print(ShipTable.of(plan.results()));
        }
    }

    private void run() throws IOException, InterruptedException, JsonTree.NotJson {
        plan.prepare();
        for (String size : SIZES) {
            int bytes = size.equals("1k") ? 1024 : 32 * 1024;
            Files.writeString(plan.work().resolve("payload-" + size + ".json"), Payload.ordinary(bytes));
        }
        for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
            for (Contestant contestant : plan.contestants()) {
                System.err.println("pair " + repetition + "/" + plan.repetitions() + ": " + contestant.title());
                pair(contestant);
            }
        }
        if (devices > 0) {
            hubs();
        }
    }

    private void pair(Contestant contestant) throws IOException, InterruptedException, JsonTree.NotJson {
        Child.run(contestant.pair(plan.goPrograms(), plan.pairArguments()), members -> {
            String name = String.valueOf(Child.value(members, "line"));
            plan.note(contestant, name + " per-second", Child.value(members, "perSecond"));
            plan.note(contestant, name + " cpu-nanos", Child.value(members, "cpuNanos"));
            plan.note(contestant, name + " failed", Child.value(members, "failed"));
        });
    }

    private void hubs() throws IOException, InterruptedException {
        try (Fleet fleet = new Fleet(devices, environment)) {
            HubTrial trial = new HubTrial(plan.goPrograms(), plan.work(), fleet, environment);
            noteAll(Contestant.HANDFAST_NATIVE, "hub-first", trial.run(Contestant.HANDFAST_NATIVE, List.of()));
            Path archive = train(fleet); // meanwhile the fleet itself has warmed up
            for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
                for (Contestant contestant : plan.contestants()) {
                    System.err.println("hub " + repetition + "/" + plan.repetitions() + ": " + contestant.title());
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
        Path archive = plan.work().toAbsolutePath().resolve("hub.aot");
        Files.deleteIfExists(archive);
        boolean onlyJars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .allMatch(element -> element.endsWith(".jar"));
        if (!onlyJars) {
            return archive; // which is not there: the JDK archives nothing else
        }
        int port = LastingPort.choose();
        HubFolder folder = HubFolder.create(Files.createTempDirectory(plan.work(), "hub"), fleet.skis());
        List<String> command = Contestant.HANDFAST_NATIVE.hub(
                plan.goPrograms(), List.of("-XX:AOTCacheOutput=" + archive), folder, port);
        try (HubProcess hub =
                HubProcess.start(command, true, port, plan.work().resolve("hub-errors.txt"), environment.time())) {
            fleet.on(port);
            fleet.awaitConnected(Duration.ofMinutes(2));
            fleet.off();
            hub.stop();
        }
        return archive;
    }

    private void noteAll(Contestant contestant, String prefix, Map<String, Long> values) throws IOException {
        for (Map.Entry<String, Long> value : values.entrySet()) {
            plan.note(contestant, prefix + " " + value.getKey(), value.getValue());
        }
    }
}
