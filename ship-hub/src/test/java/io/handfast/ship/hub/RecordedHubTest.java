// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.replay.Differences;
import io.handfast.ship.replay.Differences.Difference;
import io.handfast.ship.replay.Place;
import io.handfast.ship.replay.Plan;
import io.handfast.ship.replay.Recording;
import io.handfast.ship.replay.Recording.Line;
import io.handfast.ship.replay.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Two connections of one peer at the same time, as recorded: which of them our hub keeps, and how it ends the other,
 * in the place of ship-go and in the place of its partner. What differs from the recorded end stands in
 * {@code hub-differences.txt} with its reason.
 */
class RecordedHubTest {
    private final Set<Difference> used = new HashSet<>();

    @TestFactory
    Stream<DynamicTest> recordedConnections() throws IOException {
        Differences differences = Differences.read("hub-differences.txt");
        List<DynamicTest> tests = new ArrayList<>();
        Plan.records().forEach((id, all) -> {
            for (Use use : Plan.uses(id, all)) {
                if (use == Use.HUB_SHIP_GO || use == Use.HUB_PROBE) {
                    tests.add(DynamicTest.dynamicTest(
                            id + " in the place of " + use.place(),
                            () -> assertReplays(Plan.played(all, use), use.place(), differences)));
                }
            }
        });
        tests.add(DynamicTest.dynamicTest(
                "no row too many",
                () -> assertThat(differences.rows())
                        .as("rows of the table that no recording needs")
                        .allMatch(used::contains)));
        return tests.stream();
    }

    private void assertReplays(List<Recording> recordings, Place place, Differences differences) throws Exception {
        List<List<Line>> heard = RecordedHub.play(recordings, place);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            Recording recording = recordings.get(i);
            List<Line> theirs = theirs(recording, place);
            List<Line> ours = heard.get(i);
            int common = Differences.common(theirs, ours);
            List<String> theirTail = Differences.shortly(theirs.subList(common, theirs.size()));
            Optional<Difference> row = differences.about(recording, place);
            List<String> expected = row.map(Difference::ours).orElse(List.of());
            List<String> ourTail = Differences.shortly(ours.subList(common, ours.size()), expected);
            row.ifPresent(used::add);
            if (!theirTail.equals(row.map(Difference::theirs).orElse(List.of())) || !ourTail.equals(expected)) {
                rows.add("%s %s %s/%d: %s => %s"
                        .formatted(
                                place,
                                recording.year(),
                                recording.shortId(),
                                recording.number(),
                                String.join(" ", theirTail),
                                String.join(" ", ourTail)));
            }
        }
        assertThat(rows).as("differences that the table does not state").isEmpty();
    }

    /** What the recorded end did; the probe left when the recording was over, which is no decision of its. */
    private static List<Line> theirs(Recording recording, Place place) {
        List<Line> lines = new ArrayList<>(recording.lines(place));
        if (place == Place.PROBE) {
            lines.removeIf(line -> line.what().equals("end"));
        }
        boolean ended = !lines.isEmpty()
                && (lines.getLast().what().equals("end")
                        || lines.getLast().what().startsWith("close "));
        if (!ended) {
            lines.add(new Line(recording.end(), "open"));
        }
        return lines;
    }
}
