// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * One cell of the table of live connections.
 *
 * @param library the peer's version
 * @param weDial whether our hub dials; else the peer does
 * @param weAreBigger whether our SKI is the bigger one
 */
record Cell(ShipGo library, boolean weDial, boolean weAreBigger) {
    static Stream<Cell> all() {
        return Stream.of(ShipGo.values())
                .flatMap(library -> Stream.of(true, false)
                        .flatMap(weDial ->
                                Stream.of(true, false).map(weAreBigger -> new Cell(library, weDial, weAreBigger))));
    }

    String year() {
        return library.name().substring(1);
    }

    String direction() {
        return weDial ? "we dial" : "they dial";
    }

    String skiOrder() {
        return weAreBigger ? "ours is bigger" : "ours is smaller";
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "ship-go %s, %s, %s", year(), direction(), skiOrder());
    }
}
