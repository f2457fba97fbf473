// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import java.time.Duration;
import java.util.Locale;

/**
 * One line of what happened in a case.
 *
 * @param at time since the case began, on the clock of the case
 * @param connection which connection, in the order in which the case opened them: {@code A}, {@code B}; empty for what
 *     belongs to none
 * @param direction who did it
 * @param text a message's type byte and text, or what happened
 */
public record TraceLine(Duration at, String connection, Direction direction, String text) {
    /** Who did it. */
    public enum Direction {
        /** The tester sent it. */
        SENT,
        /** The device sent it. */
        RECEIVED,
        /** Neither: a remark. */
        NOTE
    }

    @Override
    public String toString() {
        String arrow = switch (direction) {
            case SENT -> ">";
            case RECEIVED -> "<";
            case NOTE -> "-";
        };
        return String.format(Locale.ROOT, "%9.3f s %1s %s %s", at.toNanos() / 1e9, connection, arrow, text);
    }
}
