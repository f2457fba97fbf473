// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which recorded dialogue is used where. Every test that plays recorded dialogues takes its list from here, so that
 * what this plan counts is what runs.
 */
public final class Plan {
    /** The files, by the generation of ship-go. */
    public static final List<String> FILES =
            List.of("live-shipgo-2024.jsonl", "live-shipgo-2025.jsonl", "live-shipgo-2026.jsonl");

    /** Records in which the probe acted as a peer should: ours can take its place. */
    private static final Set<String> REGULAR = Set.of(
            "accepted",
            "accepted-auto",
            "suite-c023",
            "tls13",
            "path-other",
            "hello-pending-then-ready",
            "hello-prolong-allowed",
            "hello-prolong-not-allowed",
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
            "dial-end-peer-stops",
            "again-after-refusal",
            "again-after-not-allowed",
            "many-connections",
            "limit-1",
            "pairing-before-and-after-record");

    /** What is below SHIP: certificates, suites, HTTP, answers that do not come. */
    private static final Set<String> ENDPOINT = Set.of(
            "nocert",
            "noprotocol",
            "ski-missing",
            "ski-spoofed",
            "suite-c023",
            "tls13",
            "path-other",
            "limit-1",
            "dial-c023",
            "dial-tls13",
            "dial-noprotocol",
            "dial-http-503",
            "dial-http-404",
            "dial-hangs",
            "dial-wrong-ski",
            "dial-ski-spoofed");

    /** About WebSocket frames and their sizes: frames travel as bytes. */
    private static final Set<String> FRAMES = Set.of(
            "data-big-100000",
            "data-big-102337",
            "data-big-102338",
            "data-big-120000",
            "data-big-2000000",
            "data-text-frame",
            "data-empty-frame",
            "data-fragments",
            "hello-fragments");

    /** Records, or connections of records, that are not played alone in the place of ship-go, and why. */
    private static final Map<String, String> NOT_SHIP_GO = Map.of(
            "noprotocol", "ends with the upgrade",
            "dial-ski-spoofed", "where ship-go's hub looks at the certificate, it ends before SHIP",
            "dial-wrong-ski", "ship-go's hub judged the certificate and ended the connection before SHIP",
            "dial-closed-at-once", "ends in the millisecond in which it begins: what was said is chance",
            "data-peer-sends-big", "ours sends no message of that size");

    private Plan() {}

    /** The connections of all records of all files, by record. */
    public static Map<String, List<Recording>> records() {
        Map<String, List<Recording>> all = new TreeMap<>();
        FILES.forEach(file -> all.putAll(Recording.read(file)));
        return all;
    }

    /** All ways in which a record is used; never empty. */
    public static Set<Use> uses(String id, List<Recording> connections) {
        EnumSet<Use> uses = EnumSet.noneOf(Use.class);
        for (Use use : Use.values()) {
            if (isUsed(id.replaceFirst("^shipgo-20\\d\\d-", ""), connections, use)) {
                uses.add(use);
            }
        }
        return uses;
    }

    private static boolean isUsed(String shortId, List<Recording> connections, Use use) {
        boolean hub = isHub(shortId);
        return switch (use) {
            case SHIP_GO, PROBE ->
                !hub && !FRAMES.contains(shortId) && !played(connections, use).isEmpty();
            case FRAMES_SHIP_GO -> FRAMES.contains(shortId);
            case FRAMES_PROBE -> shortId.equals("data-peer-sends-big");
            case ENDPOINT -> ENDPOINT.contains(shortId);
            case HUB_SHIP_GO, HUB_PROBE -> hub;
        };
    }

    /** The connections of a record that are played, each by itself where the use is one of SHIP's. */
    public static List<Recording> played(List<Recording> connections, Use use) {
        List<Recording> played = new ArrayList<>();
        for (Recording recording : connections) {
            if (recording.isShip() && isPlayed(recording, use)) {
                played.add(recording);
            }
        }
        return played;
    }

    private static boolean isPlayed(Recording recording, Use use) {
        return switch (use) {
            case SHIP_GO ->
                !NOT_SHIP_GO.containsKey(recording.shortId())
                        || (recording.shortId().equals("dial-ski-spoofed")
                                && !recording.messages(Place.SHIP_GO).isEmpty());
            case PROBE -> REGULAR.contains(recording.shortId());
            case FRAMES_SHIP_GO, FRAMES_PROBE, HUB_SHIP_GO, HUB_PROBE -> true;
            case ENDPOINT -> false;
        };
    }

    /** Two connections of one peer at the same time: which of them stays is a hub's decision. */
    private static boolean isHub(String shortId) {
        return shortId.startsWith("double-") || shortId.equals("again-at-once-after-tcp-loss");
    }
}
