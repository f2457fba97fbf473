// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import java.nio.charset.StandardCharsets;

/**
 * This side.
 *
 * @param shipId its SHIP ID, 1 to 63 bytes of UTF-8, the same for life
 * @param queriesAccessMethods whether it asks its peers for theirs, as nearly all nodes do; one that declares that it
 *     does not (SHIP 13.4.6) never learns their SHIP IDs and notices no change of one
 */
public record LocalNode(String shipId, boolean queriesAccessMethods) {
    /** Rejects an id that no peer would accept. */
    public LocalNode {
        int bytes = shipId.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > 63) {
            throw new IllegalArgumentException("a SHIP ID has 1 to 63 bytes, this one has " + bytes);
        }
    }

    /**
     * A node that asks its peers for their access methods.
     *
     * @param shipId its SHIP ID, 1 to 63 bytes of UTF-8, the same for life
     */
    public LocalNode(String shipId) {
        this(shipId, true);
    }

    /**
     * The same node, declared not to query access methods.
     *
     * @return a node that never sends a request, and answers those of others
     */
    public LocalNode withoutQuery() {
        return new LocalNode(shipId, false);
    }
}
