// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.engine.failure.HandshakeException;

/** Hears what happens in a set, in order, on the set's own thread: it must neither block nor throw. */
public interface SetListener {
    /** Listens to nothing. */
    SetListener NONE = new SetListener() {};

    /**
     * A node is connected and suits the set.
     *
     * @param address where
     * @param session the connection, which the set closes in the end
     */
    default void joined(PeerAddress address, Session session) {}

    /**
     * A connection that had joined has ended.
     *
     * @param address where
     * @param why the reason
     */
    default void left(PeerAddress address, HandshakeException why) {}

    /**
     * An attempt failed, or the node did not suit.
     *
     * @param address where
     * @param why the reason
     */
    default void failed(PeerAddress address, HandshakeException why) {}

    /**
     * Something else has changed in {@link PeerSet#state}.
     *
     * @param state as of now
     */
    default void changed(SetState state) {}
}
