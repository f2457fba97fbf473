// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One cell of the matrix of hub and live peer.
 *
 * @param peer which
 * @param dial who knows where the other is
 * @param weAreBigger whether our SKI is the bigger one
 * @param story what the users do
 */
record MatrixCell(Peer peer, Dial dial, boolean weAreBigger, MatrixStory story) {
    /** A version of ship-go as it is set up. */
    enum Peer {
        V2024(ShipGo.V2024, false),
        V2026(ShipGo.V2026, false),
        V2026_PAIRING(ShipGo.V2026, true);

        private final ShipGo library;
        private final boolean pairingService;

        Peer(ShipGo library, boolean pairingService) {
            this.library = library;
            this.pairingService = pairingService;
        }

        ShipGo library() {
            return library;
        }

        boolean hasPairingService() {
            return pairingService;
        }

        String words() {
            return library.name().substring(1) + (pairingService ? " + pairing" : "");
        }
    }

    /** Who knows the other's address, and therefore dials whom it trusts. A ship-go dials nobody else. */
    enum Dial {
        WE("we dial"),
        THEY("they dial"),
        BOTH("both dial");

        private final String words;

        Dial(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** All that exist: whoever dials trusts already, so the other side's user is asked. */
    static List<MatrixCell> all() {
        return Stream.of(Peer.values())
                .flatMap(peer -> Stream.of(Dial.values())
                        .flatMap(dial -> Stream.of(true, false)
                                .flatMap(bigger -> Stream.of(MatrixStory.values())
                                        .map(story -> new MatrixCell(peer, dial, bigger, story)))))
                .filter(MatrixCell::exists)
                .toList();
    }

    /** Those that take seconds, without the pairing service, which changes nothing in them. */
    static List<MatrixCell> quick() {
        return all().stream()
                .filter(cell -> !cell.story().isLong() && !cell.peer().hasPairingService())
                .toList();
    }

    private boolean exists() {
        return switch (story) {
            case THEY_ASK_US, THEY_ASK_US_LATE -> dial != Dial.WE;
            case WE_ASK_THEM, WE_ASK_THEM_LATE -> dial != Dial.THEY;
            default -> true;
        };
    }

    /** Whether our dial comes first; both at once are {@link #atOnce}. */
    boolean weBegin() {
        return dial == Dial.WE || (dial == Dial.BOTH && !story.asksUs());
    }

    boolean atOnce() {
        return dial == Dial.BOTH && story == MatrixStory.BOTH_TRUST;
    }

    /** Whether we trust the peer before it is heard. */
    boolean weTrust() {
        return weBegin() || story == MatrixStory.BOTH_TRUST;
    }

    /** Whether the peer trusts us before it hears from us. */
    boolean theyTrust() {
        return !weBegin() || story == MatrixStory.BOTH_TRUST;
    }

    String skiOrder() {
        return weAreBigger ? "ours is bigger" : "ours is smaller";
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "ship-go %s, %s, %s, %s", peer.words(), dial.words(), skiOrder(), story.words());
    }
}
