// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of device categories as they stand in records and QR texts: {@code 2,3}. */
final class Categories {
    private Categories() {}

    /** What is no category is passed over: a list one cannot read is no reason to lose a device. */
    static List<Integer> parse(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(item -> item.matches("[0-9]{1,4}"))
                .map(Integer::valueOf)
                .distinct()
                .toList();
    }

    static String text(List<Integer> categories) {
        return categories.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
