// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.set.Crawl;
import io.handfast.decred.set.CrawlStore;
import io.handfast.decred.set.CrawlSummary;
import io.handfast.decred.set.CrawledNode;
import io.handfast.decred.wire.Network;
import io.handfast.engine.time.TimeSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a crawl shows: a row per reachable node, a bar on a terminal, counts in the end. */
final class CrawlScreen {
    private static final int ROWS = 12;

    private final Output output;
    private final TimeSource time;
    private final boolean onTerminal;
    private final long startNanos;

    CrawlScreen(Output output, TimeSource time, boolean onTerminal) {
        this.output = output;
        this.time = time;
        this.onTerminal = onTerminal;
        this.startNanos = time.nanos();
    }

    void visited(CrawledNode node, Crawl.Progress progress) {
        output.tell(json(node));
        if (node.isReachable()) {
            output.say(row(node));
        }
        if (onTerminal) {
            output.transientLine(bar(progress));
        }
    }

    private static String row(CrawledNode node) {
        return node.node()
                .map(said -> String.format(
                        Locale.ROOT,
                        "%-28s %3d  %8d  %s",
                        node.address(),
                        said.protocolVersion(),
                        said.height(),
                        printable(said.userAgent())))
                .orElseGet(() -> node.address().toString());
    }

    private static String printable(String userAgent) {
        return userAgent.isEmpty() ? "(no user agent)" : userAgent;
    }

    /** What is known grows while it is visited, so the bar may step back. */
    static String bar(Crawl.Progress progress) {
        return String.format(
                Locale.ROOT,
                "%s %d of %d addresses, %d under way",
                Progress.cells((double) progress.visited() / Math.max(1, progress.known())),
                progress.visited(),
                progress.known(),
                progress.underWay());
    }

    static Map<String, Object> json(CrawledNode node) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "node");
        object.put("address", node.address().toString());
        object.put("reachable", node.isReachable());
        node.node().ifPresent(said -> {
            object.put("protocolVersion", said.protocolVersion());
            object.put(
                    "services",
                    new BigDecimal(Long.toUnsignedString(said.services().bits())));
            object.put("userAgent", said.userAgent());
            object.put("height", said.height());
        });
        object.put("phasesMs", phases(node.phases()));
        object.put("learnt", node.learnt());
        node.failure().ifPresent(failure -> {
            object.put("code", failure.code());
            object.put("phase", failure.phase());
            object.put("expected", failure.expected());
            object.put("got", failure.got());
        });
        return object;
    }

    private static Map<String, Object> phases(String text) {
        Map<String, Object> phases = new LinkedHashMap<>();
        for (String phase : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
            int blank = phase.lastIndexOf(' ');
            phases.put(phase.substring(0, blank), new BigDecimal(phase.substring(blank + 1)));
        }
        return phases;
    }

    void summary(Network network, CrawlStore store, boolean whole) {
        CrawlSummary found = store.summary();
        Duration took = Duration.ofNanos(time.nanos() - startNanos);
        output.tell(json(network, found, took, whole));
        output.say(String.format(
                Locale.ROOT,
                "%d addresses known, %d visited, %d reachable, %d of them told addresses; %s%s",
                found.known(),
                found.visited(),
                found.reachable(),
                found.answered(),
                ConformanceScreen.words(took),
                whole ? "" : "; interrupted, goes on with the same store"));
        table("protocol version", found.versions());
        table("services", found.services());
        table("user agent", found.userAgents());
        table("not reached because of", found.failures());
        if (found.reachable() > 0 && found.answered() == 0) {
            output.say("no node told addresses: dcrd never does on simnet and regnet, and elsewhere not to everybody");
        }
    }

    private void table(String title, Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            return;
        }
        output.say(title);
        counts.entrySet().stream()
                .limit(ROWS)
                .forEach(entry -> output.say(
                        String.format(Locale.ROOT, "  %6d  %s", entry.getValue(), printable(entry.getKey()))));
        if (counts.size() > ROWS) {
            output.say("          and " + (counts.size() - ROWS) + " more");
        }
    }

    private static Map<String, Object> json(Network network, CrawlSummary found, Duration took, boolean whole) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", "summary");
        object.put("network", network.name().toLowerCase(Locale.ROOT));
        object.put("complete", whole);
        object.put("known", found.known());
        object.put("visited", found.visited());
        object.put("reachable", found.reachable());
        object.put("answered", found.answered());
        object.put("protocolVersions", found.versions());
        object.put("services", found.services());
        object.put("userAgents", found.userAgents());
        object.put("failures", found.failures());
        object.put("tookMs", took.toMillis());
        return object;
    }
}
