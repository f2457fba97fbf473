// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.HandshakeException;
import java.util.Optional;

/** How a set and a crawl reach a node: over TCP, through a proxy, or in a test's memory. Safe for all threads. */
@FunctionalInterface
public interface Dial {
    /**
     * Connects and shakes hands. Blocks until that is done or has failed; cancelling the scope frees it.
     *
     * @param address whom
     * @param scope whose cancellation ends the attempt, and later the connection, at once
     * @return what came of it
     */
    Dialled dial(PeerAddress address, Scope scope);

    /** What came of an attempt. */
    sealed interface Dialled {
        /**
         * How it went.
         *
         * @return phases and times
         */
        HandshakeReport report();
    }

    /**
     * A connection, which belongs to the caller.
     *
     * @param session the connection
     * @param report phases and times
     */
    record Reached(Session session, HandshakeReport report) implements Dialled {}

    /**
     * None; nothing of the attempt is left.
     *
     * @param why the failure
     * @param version what the node said about itself, if it came so far
     * @param report phases and times
     */
    record Failed(HandshakeException why, Optional<Version> version, HandshakeReport report) implements Dialled {}
}
