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
    private static final List<String> FILES = List.of("live-shipgo-2024.jsonl", "live-shipgo-2026.jsonl");

    /** Records of other prefixes are about several connections at once or about TLS and HTTP: not this module's. */
    private static final Set<String> PREFIXES = Set.of(
            "accepted",
            "dial",
            "suite",
            "tls13",
            "path",
            "ski",
            "cmi",
            "hello",
            "pend",
            "proto",
            "pin",
            "am",
            "data",
            "end",
            "race");

    /** Records in which the probe acted as a peer should: ours can take its place. */
    private static final Set<String> REGULAR = Set.of(
            "accepted",
            "accepted-auto",
            "suite-c023",
            "tls13",
            "path-other",
            "hello-pending-then-ready",
            "hello-prolong-allowed",
            "pend-approved-5s",
            "pend-approved-2-prolongations",
            "pend-not-allowed",
            "pend-refused-5s",
            "am-known-id",
            "end-announce-removed",
            "end-announce-free-text",
            "end-tcp",
            "end-peer-disconnects-confirmed",
            "end-peer-disconnects-with-text",
            "end-peer-disconnects-after-idle",
            "end-peer-forgets",
            "end-peer-stops",
            "dial-accepted",
            "dial-host-name",
            "dial-c023",
            "dial-tls13",
            "dial-pending-then-ready",
            "dial-pending-silent",
            "dial-prolong-allowed",
            "dial-prolong-not-allowed",
            "dial-aborted",
            "dial-hello-aborted",
            "dial-closed-at-once",
            "dial-wrong-ski",
            "dial-ski-spoofed",
            "dial-again-after-tcp-loss",
            "dial-again-after-announce",
            "dial-again-after-announce-removed",
            "dial-again-after-peer-disconnects",
            "dial-nobody-there",
            "dial-end-peer-disconnects-confirmed",
            "dial-end-peer-disconnects-with-text",
            "dial-end-peer-disconnects-after-idle",
            "dial-end-peer-forgets",
            "dial-end-peer-stops");

    private static final String BELOW = "never gets past TLS or HTTP: nothing of it is on this level";
    private static final String FRAMES = "about WebSocket frames and their sizes, which this level does not see";
    private static final String HUB = "ship-go's hub judged the certificate and ended the connection before SHIP";

    /** Records that are not played in the place of ship-go, and why. */
    private static final Map<String, String> NOT_SHIP_GO = Map.ofEntries(
            Map.entry("dial-http-503", BELOW),
            Map.entry("dial-http-404", BELOW),
            Map.entry("dial-hangs", BELOW),
            Map.entry("ski-missing", BELOW),
            Map.entry("ski-spoofed", HUB),
            Map.entry("dial-ski-spoofed", HUB),
            Map.entry("dial-wrong-ski", HUB),
            Map.entry("dial-closed-at-once", "ends in the millisecond in which it begins: what was said is chance"),
            Map.entry("data-no-pong", "about the probe's silence below SHIP; KeepAliveTest has the same"),
            Map.entry("data-big-100000", FRAMES),
            Map.entry("data-big-102337", FRAMES),
            Map.entry("data-big-102338", FRAMES),
            Map.entry("data-big-120000", FRAMES),
            Map.entry("data-big-2000000", FRAMES),
            Map.entry("data-peer-sends-big", FRAMES),
            Map.entry("data-text-frame", FRAMES),
            Map.entry("data-empty-frame", FRAMES));

    private final Map<Place, Integer> records = new TreeMap<>();
    private final Map<Place, Integer> connections = new TreeMap<>();
    private final Map<Place, Integer> different = new TreeMap<>();
    private int sameStates;
    private final Set<String> excluded = new HashSet<>();
    private final Set<Difference> used = new HashSet<>();

    @TestFactory
    Stream<DynamicContainer> recordedConnections() throws IOException {
        Differences differences = Differences.read();
        List<DynamicContainer> all = new ArrayList<>();
        for (String file : FILES) {
            List<DynamicTest> tests = new ArrayList<>();
            Recording.read(file).forEach((id, recordings) -> {
                String shortId = id.replaceFirst("^shipgo-20\\d\\d-", "");
                if (PREFIXES.contains(shortId.replaceFirst("-.*", ""))) {
                    tests.addAll(tests(id, shortId, recordings, differences));
                }
            });
            all.add(DynamicContainer.dynamicContainer(file, tests));
        }
        all.add(DynamicContainer.dynamicContainer(
                "tables", List.of(DynamicTest.dynamicTest("counts", () -> assertNothingLeftOut(differences)))));
        return all.stream();
    }

    private List<DynamicTest> tests(String id, String shortId, List<Recording> all, Differences differences) {
        List<Recording> ship = all.stream().filter(Recording::isShip).toList();
        List<DynamicTest> tests = new ArrayList<>();
        if (!NOT_SHIP_GO.containsKey(shortId)) {
            tests.add(test(id, Place.SHIP_GO, ship, differences));
        } else if (!REGULAR.contains(shortId)) {
            excluded.add(id);
        }
        if (REGULAR.contains(shortId)) {
            tests.add(test(id, Place.PROBE, ship, differences));
        }
        return tests;
    }

    private DynamicTest test(String id, Place place, List<Recording> ship, Differences differences) {
        return DynamicTest.dynamicTest(id + " in the place of " + place, () -> {
            assertThat(ship).isNotEmpty();
            records.merge(place, 1, Integer::sum);
            for (Recording recording : ship) {
                connections.merge(place, 1, Integer::sum);
                assertReplays(recording, place, differences.about(recording, place));
            }
        });
    }

    private void assertReplays(Recording recording, Place place, Optional<Difference> difference) throws Exception {
        List<Line> theirs = recording.lines(place);
        Replay.Result result = Replay.play(recording, place);
        List<Line> ours = result.said();
        int common = Differences.common(theirs, ours);
        List<Line> theirTail = theirs.subList(common, theirs.size());
        List<Line> ourTail = ours.subList(common, ours.size());
        List<String> expected = difference.map(Difference::ours).orElse(List.of());
        assertThat(Differences.shortly(theirTail))
                .as(
                        "%s, connection %d: what the recorded end did from line %d on",
                        recording.id(), recording.number(), common)
                .isEqualTo(difference.map(Difference::theirs).orElse(List.of()));
        assertThat(Differences.shortly(ourTail, expected))
                .as(
                        "%s as %s, connection %d: what ours did from line %d on",
                        recording.id(), place, recording.number(), common)
                .isEqualTo(expected);
        if (place == Place.SHIP_GO
                && difference.isEmpty()
                && !recording.states().isEmpty()) {
            assertSameStates(recording, result.side().numbers());
        }
        difference.ifPresent(row -> {
            used.add(row);
            different.merge(place, 1, Integer::sum);
        });
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
        LOG.log(
                Level.INFO,
                "replayed in the place of ship-go: {0} records with {1} connections, {2} of them differ on purpose",
                records.get(Place.SHIP_GO),
                connections.get(Place.SHIP_GO),
                different.get(Place.SHIP_GO));
        LOG.log(
                Level.INFO,
                "replayed in the place of its peer: {0} records with {1} connections, {2} of them differ on purpose",
                records.get(Place.PROBE),
                connections.get(Place.PROBE),
                different.get(Place.PROBE));
        LOG.log(Level.INFO, "{0} connections in the place of ship-go went through exactly its states", sameStates);
        LOG.log(Level.INFO, "replayed in neither place: {0} records: {1}", excluded.size(), excluded);
        EnumSet.allOf(Reason.class).forEach(reason -> LOG.log(Level.DEBUG, reason + ": " + reason.text()));
        assertThat(records).isEqualTo(Map.of(Place.PROBE, 86, Place.SHIP_GO, 380));
        assertThat(connections).isEqualTo(Map.of(Place.PROBE, 130, Place.SHIP_GO, 438));
        assertThat(different).isEqualTo(Map.of(Place.PROBE, 3, Place.SHIP_GO, 158));
        assertThat(excluded).hasSize(28);
        assertThat(sameStates).isEqualTo(197);
        assertThat(differences.rows())
                .as("rows of the table that no recording needs")
                .allMatch(used::contains);
        assertThat(EnumSet.allOf(Reason.class))
                .allMatch(reason -> used.stream().anyMatch(row -> row.reason() == reason));
    }
}
