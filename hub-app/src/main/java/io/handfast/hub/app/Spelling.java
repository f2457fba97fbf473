// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant. */
final class Spelling {
    private Spelling() {}

    /** The known word that is nearest, if a third of its letters at most are others. */
    static Optional<String> nearest(String word, Collection<String> known) {
        String small = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(each -> distance(small, each.toLowerCase(Locale.ROOT)) <= Math.max(2, word.length() / 3))
                .min(Comparator.comparingInt(each -> distance(small, each.toLowerCase(Locale.ROOT))));
    }

    /** How many letters have to be added, taken away or exchanged (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int exchanged = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(exchanged, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
