// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.ship.conformance.CaseResult;
import io.handfast.ship.conformance.Conformance;
import io.handfast.ship.conformance.ShipCase;
import io.handfast.ship.conformance.TraceLine;
import io.handfast.ship.conformance.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a conformance run shows: a row per case as soon as it has ended, with the conversation when it failed; on a
 * terminal which case is under way. Keeps the results, also those of a run that is interrupted.
 */
final class ConformanceScreen implements Conformance.Listener {
    /** Half of what a ship-go waits between two dials. */
    private static final Duration USUAL_DIAL = Duration.ofSeconds(8);

    private final Output output;
    private final List<ShipCase> cases;
    private final boolean dials;
    private final boolean onTerminal;
    private final List<CaseResult> results = new CopyOnWriteArrayList<>(); // read by the thread that is interrupted

    /**
     * @param output where to
     * @param cases all that shall run
     * @param dials whether the device dials the tester
     * @param onTerminal whether a line may be shown and erased again
     */
    ConformanceScreen(Output output, List<ShipCase> cases, boolean dials, boolean onTerminal) {
        this.output = output;
        this.cases = cases;
        this.dials = dials;
        this.onTerminal = onTerminal;
    }

    List<CaseResult> results() {
        return List.copyOf(results);
    }

    long count(Class<? extends Verdict> verdict) {
        return results.stream()
                .filter(result -> verdict.isInstance(result.verdict()))
                .count();
    }

    /** About how long cases take, the rest between them included. */
    static Duration estimate(List<ShipCase> cases, boolean dials) {
        Duration sum = Duration.ZERO;
        for (ShipCase each : cases) {
            boolean left = each.wantsDial() && !dials; // does not apply, or hardly
            Duration dialling = each.wantsDial() && dials ? USUAL_DIAL : Duration.ZERO;
            sum = sum.plus(left ? Duration.ZERO : each.usualTime().plus(dialling))
                    .plus(Conformance.USUAL_REST);
        }
        return sum;
    }

    @Override
    public void begins(ShipCase shipCase) {
        if (onTerminal) {
            List<ShipCase> left = cases.subList(results.size(), cases.size());
            output.transientLine(String.format(
                    Locale.ROOT,
                    "[%d/%d] %s, about %s left",
                    results.size() + 1,
                    cases.size(),
                    shipCase,
                    words(estimate(left, dials))));
        }
    }

    @Override
    public void ended(CaseResult result) {
        if (Thread.currentThread().isInterrupted()) {
            return; // the end of its connections was ours
        }
        results.add(result);
        output.say(row(result));
        detail(result.verdict()).forEach(line -> output.say("    " + line));
        if (result.verdict() instanceof Verdict.Fail) {
            result.trace().forEach(line -> output.say("      " + line));
        }
        output.tell(json(result));
    }

    static String header() {
        return String.format(Locale.ROOT, "%-18s %-15s %10s  %s", "case", "verdict", "time", "demands");
    }

    private static String row(CaseResult result) {
        return String.format(
                Locale.ROOT,
                "%-18s %-15s %8.1f s  %s",
                result.shipCase(),
                result.verdict().word(),
                result.realTime().toNanos() / 1e9,
                result.shipCase().title());
    }

    private static List<String> detail(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> List.of();
            case Verdict.Fail(String expected, String got) -> List.of("expected " + expected, "got      " + got);
            case Verdict.NeedsOperator _, Verdict.NotApplicable _ -> List.of(verdict.detail());
        };
    }

    private static Map<String, Object> json(CaseResult result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("case", result.shipCase().name());
        object.put("title", result.shipCase().title());
        object.put("verdict", result.verdict().word());
        switch (result.verdict()) {
            case Verdict.Pass _ -> {}
            case Verdict.Fail(String expected, String got) -> {
                object.put("expected", expected);
                object.put("got", got);
            }
            case Verdict.NeedsOperator(String what) -> object.put("reason", what);
            case Verdict.NotApplicable(String reason) -> object.put("reason", reason);
        }
        object.put("tookMs", result.realTime().toMillis());
        List<Object> trace = new ArrayList<>();
        for (TraceLine line : result.trace()) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("atMs", line.at().toMillis());
            said.put("connection", line.connection());
            said.put("direction", line.direction().name().toLowerCase(Locale.ROOT));
            said.put("text", line.text());
            trace.add(said);
        }
        object.put("trace", trace);
        return object;
    }

    /** The last line: how many of each, and how long it took. */
    void summary(Map<String, Object> about, Duration took, Optional<String> endedBy) {
        Map<String, Object> object = new LinkedHashMap<>(about);
        object.put("event", "summary");
        object.put("cases", cases.size());
        object.put("pass", (int) count(Verdict.Pass.class));
        object.put("fail", (int) count(Verdict.Fail.class));
        object.put("needsOperator", (int) count(Verdict.NeedsOperator.class));
        object.put("notApplicable", (int) count(Verdict.NotApplicable.class));
        object.put("notRun", cases.size() - results.size());
        object.put("tookMs", took.toMillis());
        endedBy.ifPresent(why -> object.put("endedBy", why));
        output.tell(object);
        output.say(String.format(
                Locale.ROOT,
                "%d of %d cases passed, %d failed, %d need an operator, %d do not apply%s; %s",
                count(Verdict.Pass.class),
                cases.size(),
                count(Verdict.Fail.class),
                count(Verdict.NeedsOperator.class),
                count(Verdict.NotApplicable.class),
                results.size() < cases.size() ? ", " + (cases.size() - results.size()) + " were not run" : "",
                words(took)));
        if (count(Verdict.NeedsOperator.class) > 0) {
            output.say("what needs an operator is not judged: --prompt asks you, --hook COMMAND runs a program");
        }
    }

    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 90 ? seconds + " s" : String.format(Locale.ROOT, "%.1f min", seconds / 60.0);
    }
}
