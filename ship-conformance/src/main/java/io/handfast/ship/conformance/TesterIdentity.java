// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** As whom the tester appears. */
public enum TesterIdentity {
    /** The tester's usual node, with a proper certificate. */
    FIRST,
    /** A second node, with a certificate of its own, for cases with two peers at a time. */
    SECOND,
    /** An attacker whose certificate claims the SKI of the first node, with another key. */
    FORGED_FIRST,
    /** An attacker whose certificate claims the SKI of the second node, with another key. */
    FORGED_SECOND;

    /**
     * Whose SKI this identity shows.
     *
     * @return the node itself, or the one that the forged certificate names
     */
    public TesterIdentity claimed() {
        return switch (this) {
            case FIRST, FORGED_FIRST -> FIRST;
            case SECOND, FORGED_SECOND -> SECOND;
        };
    }
}
