// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import io.handfast.interop.ShipGo;
import io.handfast.ship.Trust;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One conversation to be had.
 *
 * @param library the peer's version
 * @param weDial whether we dial; else the peer does
 * @param story what the users do
 */
record PairingCell(ShipGo library, boolean weDial, Story story) {
    /** Every conversation that exists, with every version. */
    static List<PairingCell> all() {
        return Stream.of(ShipGo.values())
                .flatMap(library -> Stream.of(Story.values())
                        .flatMap(story -> Stream.of(true, false)
                                .filter(weDial -> weDial || story.fitsADialler())
                                .map(weDial -> new PairingCell(library, weDial, story))))
                .toList();
    }

    /** Those in which a user has to be asked and answers soon. */
    static List<PairingCell> asked() {
        return all().stream()
                .filter(cell -> cell.story().succeeds() && !cell.story().isLong() && cell.story() != Story.BOTH_TRUST)
                .toList();
    }

    /** Whether the peer trusts us before it hears from us. */
    boolean theyTrust() {
        return switch (story) {
            case BOTH_TRUST, WE_ASK, WE_ASK_LONG, WE_REFUSE -> true;
            case THEY_ASK, THEY_ASK_LONG, BOTH_ASK_WE_FIRST, BOTH_ASK_THEY_FIRST, BOTH_ASK_LONG -> false;
            case THEY_REFUSE -> !weDial; // it changes its mind while we ask our user
        };
    }

    /** What we know about the peer before it is heard. */
    Trust ourTrust() {
        return switch (story) {
            case BOTH_TRUST, THEY_ASK, THEY_ASK_LONG -> Trust.TRUSTED;
            case WE_ASK, WE_ASK_LONG, WE_REFUSE, BOTH_ASK_WE_FIRST, BOTH_ASK_THEY_FIRST, BOTH_ASK_LONG ->
                Trust.UNDECIDED;
            case THEY_REFUSE -> weDial ? Trust.TRUSTED : Trust.UNDECIDED;
        };
    }

    String year() {
        return library.name().substring(1);
    }

    String direction() {
        return weDial ? "we dial" : "they dial";
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "ship-go %s, %s, %s", year(), direction(), story.words());
    }
}
