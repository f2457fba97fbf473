// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.replay.Differences;
import io.handfast.ship.replay.Differences.Difference;
import io.handfast.ship.replay.Plan;
import io.handfast.ship.replay.Reason;
import io.handfast.ship.replay.Recording;
import io.handfast.ship.replay.Use;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The account of all recorded dialogues: each record is used, and how. What is counted here comes from the plan that
 * the playing tests take their lists from ({@code ReplayTest}, {@link RecordedHubTest}, {@link RecordedEndpointTest});
 * they fail for a difference that no table states and for a row that no record needs.
 */
class RecordedDialoguesTest {
    private static final System.Logger LOG = System.getLogger(RecordedDialoguesTest.class.getName());
    private static final Path REPORT = Path.of("target", "replayed-records.md");

    /** What one use of a record comes to. */
    private record Played(Use use, int connections, List<Reason> differences) {}

    private final Map<String, List<Recording>> records = Plan.records();
    private final Differences ship = Differences.read("replay-differences.txt");
    private final Differences hub = Differences.read("hub-differences.txt");
    private final Differences endpoint = Differences.read("endpoint-differences.txt");

    private final Map<String, List<List<String>>> below = new TreeMap<>();

    RecordedDialoguesTest() throws IOException {
        Plan.FILES.forEach(file -> below.putAll(RecordedBelowShip.read(file)));
    }

    @Test
    void givenAllRecordedDialogues_whenCounted_thenEachIsUsed() throws IOException {
        Map<String, List<Played>> account = new TreeMap<>();
        records.forEach((id, all) -> account.put(id, played(id, all)));

        List<String> report = report(account);
        Files.createDirectories(Objects.requireNonNull(REPORT.getParent()));
        Files.write(REPORT, report);
        LOG.log(Level.INFO, String.join("\n", report.subList(0, report.indexOf("## Records"))));

        assertThat(account).hasSize(475);
        assertThat(perYear()).isEqualTo(Map.of("2024", 224L, "2025", 23L, "2026", 228L));
        assertThat(account)
                .as("records that no test uses")
                .noneSatisfy((_, uses) -> assertThat(uses).isEmpty());
        assertThat(counts(account))
                .isEqualTo(Map.of(
                        Use.SHIP_GO, 409,
                        Use.PROBE, 108,
                        Use.FRAMES_SHIP_GO, 19,
                        Use.FRAMES_PROBE, 2,
                        Use.ENDPOINT, 31,
                        Use.HUB_SHIP_GO, 26,
                        Use.HUB_PROBE, 26));
    }

    @Test
    void givenAllRecordedConnections_whenShipWasSpoken_thenEachIsPlayed() {
        List<String> left = new ArrayList<>();
        records.forEach((id, all) -> {
            Set<Use> uses = Plan.uses(id, all);
            for (Recording recording : all) {
                boolean played =
                        uses.stream().anyMatch(use -> Plan.played(all, use).contains(recording));
                if (recording.isShip() && !played) {
                    left.add(recording.shortId());
                }
            }
        });
        // no SHIP message of ship-go's is in it: RecordedEndpointTest has all of it
        assertThat(left).containsOnly("noprotocol");
    }

    private List<Played> played(String id, List<Recording> all) {
        return Plan.uses(id, all).stream().map(use -> played(id, all, use)).toList();
    }

    private Played played(String id, List<Recording> all, Use use) {
        if (use == Use.ENDPOINT) {
            String year = id.substring("shipgo-".length(), "shipgo-2024".length());
            Optional<Difference> row = endpoint.about(year, id.substring("shipgo-2024-".length()), use.place());
            return new Played(
                    use,
                    below.getOrDefault(id, List.of()).size(),
                    row.stream().map(Difference::reason).toList());
        }
        Differences table = use == Use.HUB_SHIP_GO || use == Use.HUB_PROBE ? hub : ship;
        List<Recording> played = Plan.played(all, use);
        List<Reason> reasons = played.stream()
                .flatMap(recording -> table.about(recording, use.place()).stream())
                .map(Difference::reason)
                .toList();
        return new Played(use, played.size(), reasons);
    }

    private Map<String, Long> perYear() {
        return records.keySet().stream()
                .collect(Collectors.groupingBy(
                        id -> id.substring("shipgo-".length(), "shipgo-2024".length()), Collectors.counting()));
    }

    private static Map<Use, Integer> counts(Map<String, List<Played>> account) {
        Map<Use, Integer> counts = new EnumMap<>(Use.class);
        account.values().forEach(uses -> uses.forEach(played -> counts.merge(played.use(), 1, Integer::sum)));
        return counts;
    }

    private List<String> report(Map<String, List<Played>> account) {
        List<String> lines = new ArrayList<>();
        lines.add("# Recorded dialogues with ship-go in the default tests");
        lines.add("");
        long used = account.values().stream().filter(uses -> !uses.isEmpty()).count();
        lines.add("%d records (%s), %d of them used. %d differ nowhere from ship-go or its partner."
                .formatted(account.size(), new TreeMap<>(perYear()), used, same(account)));
        lines.add("");
        lines.add("| use | test | records | connections | of them different on purpose |");
        lines.add("|---|---|---|---|---|");
        for (Use use : Use.values()) {
            lines.add(row(use, account));
        }
        lines.add("");
        lines.add("| reason of a difference | connections |");
        lines.add("|---|---|");
        for (Reason reason : EnumSet.allOf(Reason.class)) {
            lines.add("| %s: %s | %d |".formatted(reason, reason.text(), count(reason, account)));
        }
        lines.add("");
        lines.add("## Records");
        lines.add("");
        account.forEach((id, uses) -> lines.add("- " + id + ": "
                + uses.stream().map(RecordedDialoguesTest::text).collect(Collectors.joining("; "))));
        return lines;
    }

    private static long same(Map<String, List<Played>> account) {
        return account.values().stream()
                .filter(uses ->
                        uses.stream().allMatch(played -> played.differences().isEmpty()))
                .count();
    }

    private static String row(Use use, Map<String, List<Played>> account) {
        List<Played> all = account.values().stream()
                .flatMap(List::stream)
                .filter(played -> played.use() == use)
                .toList();
        int connections = all.stream().mapToInt(Played::connections).sum();
        int different =
                all.stream().mapToInt(played -> played.differences().size()).sum();
        return "| %s | `%s` | %d | %d | %d |".formatted(use.text(), use.test(), all.size(), connections, different);
    }

    private static long count(Reason reason, Map<String, List<Played>> account) {
        return account.values().stream()
                .flatMap(List::stream)
                .flatMap(played -> played.differences().stream())
                .filter(reason::equals)
                .count();
    }

    private static String text(Played played) {
        String reasons =
                played.differences().stream().distinct().map(Reason::name).collect(Collectors.joining(", "));
        return played.use().text() + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }
}
