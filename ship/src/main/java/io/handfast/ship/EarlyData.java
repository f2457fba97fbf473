// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.ship.message.Data;
import java.util.ArrayList;
import java.util.List;

/**
 * Data that came before the end of the handshake, kept up to a bound: openeebus and ship-go send their first read
 * early. Owned by the handshake's thread.
 */
final class EarlyData {
    private static final int LIMIT_BYTES = 256 * 1024;
    /** What a kept message costs besides its frame: without it a flood of empty ones would be unbounded. */
    private static final int OVERHEAD_BYTES = 128;

    private final List<Data> kept = new ArrayList<>();
    private int bytes;
    private int dropped;

    /**
     * Keeps a message, or drops it when there are too many.
     *
     * @param frameBytes size of its frame: a payload is a view of it and keeps all of it
     */
    void keep(Data data, int frameBytes) {
        int cost = frameBytes + OVERHEAD_BYTES;
        if (bytes + cost > LIMIT_BYTES) {
            dropped++;
            return;
        }
        bytes += cost;
        kept.add(data);
    }

    /** In order of arrival. */
    List<Data> messages() {
        return List.copyOf(kept);
    }

    /** How many were more than is kept. */
    int dropped() {
        return dropped;
    }
}
