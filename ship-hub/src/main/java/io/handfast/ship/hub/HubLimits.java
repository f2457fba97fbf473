// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

/**
 * How many devices a hub lets in.
 *
 * @param maxConnections devices at once, at least 1
 * @param maxUnknown how many of them may be devices that nobody has decided about, 0 or more
 */
public record HubLimits(int maxConnections, int maxUnknown) {
    private static final int USUAL_UNKNOWN = 10;

    /** Rejects limits that let nobody in. */
    public HubLimits {
        if (maxConnections < 1 || maxUnknown < 0) {
            throw new IllegalArgumentException("a hub needs room for at least one connection, got: " + maxConnections
                    + ", of them unknown: " + maxUnknown);
        }
    }

    /**
     * Limits with the usual number of unknown devices.
     *
     * @param maxConnections devices at once, at least 1
     * @return up to ten unknown ones among them
     */
    public static HubLimits of(int maxConnections) {
        return new HubLimits(maxConnections, USUAL_UNKNOWN);
    }
}
