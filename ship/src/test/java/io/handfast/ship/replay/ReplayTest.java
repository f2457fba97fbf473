// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.replay.Differences.Difference;
import io.handfast.ship.replay.Recording.Line;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded connections of two generations of ship-go, played again. In the place of ship-go ours meets what the
 * probe did, right or wrong; in the place of the probe it meets ship-go, where the probe acted as a peer should.
 * What ours says and when has to be what the recorded end said, or what the table of differences states.
 */
class ReplayTest {
    private static final System.Logger LOG = System.getLogger(ReplayTest.class.getName());

    private static final Pattern PAYLOAD = Pattern.compile("2 .*?'payload':(.*)}]}");

    private final Map<Use, Integer> records = new TreeMap<>();
    private final Map<Use, Integer> connections = new TreeMap<>();
    private final Map<Use, Integer> different = new TreeMap<>();
    private int sameStates;
    private final Set<Difference> used = new HashSet<>();

    @TestFactory
    Stream<DynamicContainer> recordedConnections() throws IOException {
        Differences differences = Differences.read("replay-differences.txt");
        Map<String, List<DynamicTest>> tests = new TreeMap<>();
        Plan.records().forEach((id, all) -> {
            for (Use use : Plan.uses(id, all)) {
                if (use.isShip()) {
                    tests.computeIfAbsent(use.text(), _ -> new ArrayList<>())
                            .add(test(id, use, Plan.played(all, use), differences));
                }
            }
        });
        Stream<DynamicContainer> played = tests.entrySet().stream()
                .map(entry -> DynamicContainer.dynamicContainer(entry.getKey(), entry.getValue()));
        DynamicTest counts = DynamicTest.dynamicTest("counts", () -> assertNothingLeftOut(differences));
        return Stream.concat(played, Stream.of(DynamicContainer.dynamicContainer("tables", List.of(counts))));
    }

    private DynamicTest test(String id, Use use, List<Recording> played, Differences differences) {
        return DynamicTest.dynamicTest(id + " in the place of " + use.place(), () -> {
            assertThat(played).isNotEmpty();
            records.merge(use, 1, Integer::sum);
            for (Recording recording : played) {
                connections.merge(use, 1, Integer::sum);
                assertReplays(recording, use, differences.about(recording, use.place()));
            }
        });
    }

    private void assertReplays(Recording recording, Use use, Optional<Difference> difference) throws Exception {
        Place place = use.place();
        List<Line> theirs = recording.lines(place);
        Replay.Result result = Replay.play(recording, use);
        List<Line> ours = result.said();
        int common = Differences.common(theirs, ours);
        List<Line> theirTail = theirs.subList(common, theirs.size());
        List<Line> ourTail = ours.subList(common, ours.size());
        List<String> expected = difference.map(Difference::ours).orElse(List.of());
        String row = "%s %s %s/%d: %s => %s"
                .formatted(
                        place,
                        recording.year(),
                        recording.shortId(),
                        recording.number(),
                        Differences.shortly(theirTail),
                        Differences.shortly(ourTail, expected));
        assertThat(Differences.shortly(theirTail))
                .as("what the recorded end did from line %d on; %s", common, row)
                .isEqualTo(difference.map(Difference::theirs).orElse(List.of()));
        assertThat(Differences.shortly(ourTail, expected))
                .as("what ours did from line %d on; %s", common, row)
                .isEqualTo(expected);
        if (place == Place.SHIP_GO
                && difference.isEmpty()
                && !recording.states().isEmpty()) {
            assertSameStates(recording, result.side().numbers());
        }
        if (place == Place.PROBE || use.isBytes()) {
            assertThat(result.side().received()).as(row).isEqualTo(payloads(recording, place.other(), ours));
        }
        difference.ifPresent(known -> {
            used.add(known);
            different.merge(use, 1, Integer::sum);
        });
    }

    /** What the other end sent as data, as far as ours takes it. */
    private static List<String> payloads(Recording recording, Place by, List<Line> ours) {
        boolean tooLarge = ours.stream().anyMatch(line -> line.what().equals("close 1009"));
        return tooLarge
                ? List.of()
                : recording.messages(by).stream()
                        .map(line -> PAYLOAD.matcher(line.what()))
                        .filter(Matcher::matches)
                        .map(matcher -> matcher.group(1).replace('\'', '"'))
                        .toList();
    }

    /** The 2026 ship-go does not log all states; and none after an announced end in the handshake. */
    private void assertSameStates(Recording recording, List<Integer> numbers) {
        List<Integer> ours = new ArrayList<>(numbers.subList(1, numbers.size())); // without 0, which is not logged
        if (ours.equals(recording.states())) {
            sameStates++;
            return;
        }
        assertThat(ours).as(recording.id()).containsSubsequence(recording.states());
        ours.removeAll(recording.states());
        assertThat(ours).as(recording.id()).isSubsetOf(7, 14, 39).hasSize(1);
    }

    private void assertNothingLeftOut(Differences differences) {
        records.forEach((use, count) -> LOG.log(
                Level.INFO,
                "{0}: {1} records with {2} connections, {3} of them differ on purpose",
                use.text(),
                count,
                connections.get(use),
                different.getOrDefault(use, 0)));
        LOG.log(Level.INFO, "{0} connections in the place of ship-go went through exactly its states", sameStates);
        EnumSet.allOf(Reason.class).forEach(reason -> LOG.log(Level.DEBUG, reason + ": " + reason.text()));
        assertThat(sameStates).isGreaterThan(200);
        assertThat(differences.rows())
                .as("rows of the table that no recording needs")
                .allMatch(used::contains);
        assertThat(EnumSet.allOf(Reason.class))
                .allMatch(reason -> !reason.isShip() || used.stream().anyMatch(row -> row.reason() == reason));
    }
}
