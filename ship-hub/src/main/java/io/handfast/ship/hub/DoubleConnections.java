// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

/**
 * Which of two connections of one device stays when both get through (SHIP 12.2.2, of which the stacks have made
 * different rules). The usual rule works with all of them; the others are for tests and odd installations.
 */
public enum DoubleConnections {
    /**
     * Evidence first: what the peer closes is out, what is stuck while the other gets through is out. If both get
     * through, the node with the bigger SKI keeps the most recent one; the smaller one waits for that, and after
     * five seconds keeps the most recent one itself.
     */
    EVIDENCE,
    /** The most recent one stays, whoever is bigger. */
    RECENT,
    /** The one that the bigger SKI dialled stays: the rule of ship-go up to mid 2026. */
    INITIATOR
}
