// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

/**
 * How far a connection is, in ten words for people and applications, with ship-go's values. Derived from
 * {@link ShipPhase#connectionState}.
 */
public enum ConnectionState {
    /** Nothing is under way; a pairing that this side refused or gave up as well. */
    NONE,
    /** A connection is about to begin. */
    QUEUED,
    /** Connected, exchanging the connection mode. */
    INITIATED,
    /** The peer waits for this side's user to decide. */
    RECEIVED_PAIRING_REQUEST,
    /** The handshake is going on. */
    IN_PROGRESS,
    /** Both sides trust each other. */
    TRUSTED,
    /** PINs are asked for or checked; passed through at once when nobody wants one. */
    PIN,
    /** Data may flow. */
    COMPLETED,
    /** The peer refuses this side. */
    REMOTE_DENIED_TRUST,
    /** The handshake failed. */
    ERROR;

    /**
     * ship-go's value.
     *
     * @return 0 to 9
     */
    public int value() {
        return ordinal();
    }
}
