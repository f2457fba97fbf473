// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;

/**
 * What an application does with what a peer says. All calls come one after the other on the connection's own thread. A
 * call may block: meanwhile nothing else is delivered, the link's bounded inbox fills, and then the peer has to wait.
 * Pings are answered all the same. A call that throws is logged; the connection goes on.
 */
public interface PeerListener {
    /** Listens to nothing. */
    PeerListener NONE = new PeerListener() {};

    /**
     * The connection may be used from now on; the first call. What the peer said early comes after it.
     *
     * @param peer which
     */
    default void opened(Peer peer) {}

    /**
     * The peer sent a message. Comes after what this side does with it by itself: a question has its answer queued, a
     * {@code pong} stands in the statistics, {@code sendheaders} is noted. What answers a question of this side
     * ({@link Peer#ask}) goes to who asked, and not here.
     *
     * @param peer from whom
     * @param message decoded; its bytes are views of the frame that brought it
     */
    default void received(Peer peer, Message message) {}

    /**
     * The connection has ended; the last call, exactly one. No thread and no socket of it is left but the thread it
     * runs on.
     *
     * @param peer whose
     * @param ending why
     */
    default void ended(Peer peer, PeerEnding ending) {}
}
