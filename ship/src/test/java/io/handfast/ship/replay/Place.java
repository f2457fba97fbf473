// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.replay;

/** The two ends of a recorded connection. */
public enum Place {
    /** The hand-made peer that recorded; often it misbehaved on purpose. */
    PROBE,
    /** The stack under observation. */
    SHIP_GO;

    /** The opposite end. */
    public Place other() {
        return this == PROBE ? SHIP_GO : PROBE;
    }
}
