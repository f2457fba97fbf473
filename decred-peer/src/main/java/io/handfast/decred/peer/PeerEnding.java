// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.failure.HandshakeException;
import java.util.Optional;

/**
 * Why a connection with a peer is over.
 *
 * @param kind in one word
 * @param failure with code, expected and got; empty for an end that this side asked for
 */
public record PeerEnding(Kind kind, Optional<HandshakeException> failure) {
    /** Who or what ended it. */
    public enum Kind {
        /** {@link Peer#close}: what was queued is written. */
        CLOSED_HERE,
        /** {@link Peer#cancel}, or the cancellation of what it lived in. */
        CANCELLED_HERE,
        /** The peer ended it between two messages. */
        ENDED_BY_PEER,
        /** A fault; the failure says whose. */
        FAILED
    }

    static PeerEnding closedHere() {
        return new PeerEnding(Kind.CLOSED_HERE, Optional.empty());
    }

    static PeerEnding failed(HandshakeException failure) {
        return new PeerEnding(Kind.FAILED, Optional.of(failure));
    }

    /**
     * The reason in words.
     *
     * @return a line for people
     */
    public String words() {
        return failure.map(HandshakeException::getMessage).orElse("closed by this side");
    }
}
