// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

import io.handfast.engine.Role;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.Trust;
import io.handfast.ship.replay.Recording.Line;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who our side has to be, to take the place of one end of a recorded connection.
 *
 * @param role that end's role
 * @param trust what it had decided about the other
 * @param shipId its own SHIP ID
 * @param knownShipId the SHIP ID under which it knew the other
 * @param timers its times
 */
public record Cast(Role role, Trust trust, String shipId, Optional<String> knownShipId, ShipTimers timers) {
    private static final String PROBE_ID = "d:_i:99999_Probe-0001";
    private static final String SHIP_GO_ID = "i:46925_go-peer-00000000";
    private static final Pattern ID = Pattern.compile("\\{'accessMethods':\\[\\{'id':'(.*)'}]}");

    /** From an earlier session, or from a pairing record. */
    private static final Map<String, String> SHIP_GO_KNEW_THE_ID = Map.of(
            "am-known-id", PROBE_ID,
            "am-other-id", PROBE_ID,
            "dial-am-other-id", PROBE_ID,
            "pairing-before-and-after-record", "devZ-ship-id",
            "pairing-other-ship-id", "devZ-ship-id");

    /** As one end of a connection. */
    public static Cast of(Recording recording, Place place) {
        boolean probe = place == Place.PROBE;
        Optional<String> known = probe
                ? idOf(recording, Place.SHIP_GO)
                : Optional.ofNullable(SHIP_GO_KNEW_THE_ID.get(recording.shortId()));
        return new Cast(
                recording.role(place),
                trust(recording, place),
                idOf(recording, place).orElse(probe ? PROBE_ID : SHIP_GO_ID),
                known,
                probe ? ShipTimers.usual() : atOnce());
    }

    private static Optional<String> idOf(Recording recording, Place who) {
        return recording.messages(who).stream()
                .map(line -> ID.matcher(line.what()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** The replaced end's first hello tells what it had decided. */
    private static Trust trust(Recording recording, Place place) {
        return recording.messages(place).stream()
                .map(Line::what)
                .filter(what -> what.startsWith("{'connectionHello'"))
                .findFirst()
                .map(hello -> hello.contains("pending")
                        ? Trust.UNDECIDED
                        : hello.contains("aborted") ? Trust.REFUSED : Trust.TRUSTED)
                .orElse(Trust.TRUSTED);
    }

    /** ship-go takes no pause before it speaks. */
    private static ShipTimers atOnce() {
        ShipTimers usual = ShipTimers.usual();
        return new ShipTimers(
                Duration.ZERO,
                usual.cmi(),
                usual.helloInit(),
                usual.pairingWindow(),
                usual.protocol(),
                usual.pin(),
                usual.access(),
                usual.closeMaxTime());
    }
}
