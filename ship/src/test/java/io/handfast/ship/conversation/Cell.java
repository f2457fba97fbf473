// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import io.handfast.engine.Role;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One conversation to be had.
 *
 * @param generation the partner's
 * @param ours our role
 * @param story what the users do
 */
record Cell(Generation generation, Role ours, Story story) {
    /** All there are. */
    static List<Cell> all() {
        return Stream.of(Generation.values())
                .flatMap(generation -> Stream.of(Story.values())
                        .flatMap(story -> Stream.of(Role.values())
                                .filter(story::fits)
                                .map(ours -> new Cell(generation, ours, story))))
                .toList();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s, %s, %s", generation, ours == Role.CLIENT ? "we dial" : "they dial", story);
    }
}
