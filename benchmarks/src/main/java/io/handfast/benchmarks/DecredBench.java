// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private final Plan<DecredContestant> plan;

    private DecredBench(Plan<DecredContestant> plan) {
        this.plan = plan;
    }

    /**
     * Runs the measurements.
     *
     * @param arguments see the class
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, JsonTree.NotJson {
        Plan<DecredContestant> plan = Plan.of(List.of(arguments), DecredContestant.class, "decred.jsonl");
        new DecredBench(plan).run();
        System.out.print(table(plan.results()));
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
        plan.prepare();
        DecredPayloads.write(plan.work());
        for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
            for (DecredContestant contestant : plan.contestants()) {
                System.err.println(repetition + "/" + plan.repetitions() + ": " + contestant.title());
                List<String> command = contestant.command(plan.goPrograms(), plan.pairArguments());
                Child.run(command, members -> note(contestant, members));
            }
        }
    }

    /** Items that are bytes: MB/s; others: their rate and their time of all processors; or live bytes. */
    private void note(DecredContestant contestant, Map<String, JsonTree.Node> members) throws IOException {
        String name = String.valueOf(Child.value(members, "line"));
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

    private static double number(Map<String, JsonTree.Node> members, String name) throws IOException {
        return Double.parseDouble(String.valueOf(Child.value(members, name)));
    }

    private void note(DecredContestant contestant, String what, double value) throws IOException {
        plan.note(contestant, what, Math.round(value));
    }
}
