// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.HandshakeReport;

/** Something that programs count and people hardly read, told to {@link HubListener#measured}. */
public sealed interface Measurement {
    /**
     * An attempt to connect has ended, in either role, with strangers too.
     *
     * @param report its phases with their times, its role, its failure if it has one
     */
    record HandshakeEnded(HandshakeReport report) implements Measurement {}

    /**
     * It is clear which of two connections of one device stays.
     *
     * @param by what made it clear
     */
    record DoubleSettled(By by) implements Measurement {}

    /** What decides between two connections of one device. */
    enum By {
        /** The peer closed one, or let its handshake fail. */
        PEER,
        /** The rule of {@link DoubleConnections}, as soon as both were complete. */
        RULE,
        /** Waiting did not help: the one that was stuck went, or the older one. */
        WAIT,
        /** One was complete, so this side's dial that had not got through TLS and upgrade was ended. */
        DIAL
    }
}
