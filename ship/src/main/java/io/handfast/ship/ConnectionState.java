// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

/**
 * How far a connection is, in ten words for people and applications, with ship-go's values. Derived from
 * {@link ShipPhase#connectionState}.
 */
public enum ConnectionState {
    /** Nothing is under way; a pairing that this side refused or gave up as well. */
    NONE(0),
    /** A connection is about to begin. */
    QUEUED(1),
    /** Connected, exchanging the connection mode. */
    INITIATED(2),
    /** The peer waits for this side's user to decide. */
    RECEIVED_PAIRING_REQUEST(3),
    /** The handshake is going on. */
    IN_PROGRESS(4),
    /** Both sides trust each other. */
    TRUSTED(5),
    /** PINs are asked for or checked; passed through at once when nobody wants one. */
    PIN(6),
    /** Data may flow. */
    COMPLETED(7),
    /** The peer refuses this side. */
    REMOTE_DENIED_TRUST(8),
    /** The handshake failed. */
    ERROR(9);

    private final int value;

    ConnectionState(int value) {
        this.value = value;
    }

    /**
     * ship-go's value.
     *
     * @return 0 to 9
     */
    public int value() {
        return value;
    }
}
