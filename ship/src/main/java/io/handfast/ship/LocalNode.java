// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import java.nio.charset.StandardCharsets;

/**
 * This side.
 *
 * @param shipId its SHIP ID, 1 to 63 bytes of UTF-8, the same for life
 */
public record LocalNode(String shipId) {
    /** Rejects an id that no peer would accept. */
    public LocalNode {
        int bytes = shipId.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > 63) {
            throw new IllegalArgumentException("a SHIP ID has 1 to 63 bytes, this one has " + bytes);
        }
    }
}
