// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.failure.FailureCode;

/** What goes wrong between two nodes of Decred after the handshake. */
public enum PeerFailure implements FailureCode {
    /** A second {@code version}: after the handshake there is nothing more to agree on. */
    DUPLICATE_VERSION(
            "decred.peer.duplicate-version", "the peer's software is faulty: report it to its maker, try another peer"),
    /** A second {@code verack}. */
    DUPLICATE_VERACK(
            "decred.peer.duplicate-verack", "the peer's software is faulty: report it to its maker, try another peer"),
    /** The peer owes an answer that every node has to give: data, or that it has none; its initial state. */
    STALLED("decred.peer.stalled", "the peer hangs or keeps from us what it has announced: try another peer"),
    /** More was asked of the peer than may be open at a time. */
    TOO_MUCH_ASKED("decred.peer.too-much-asked", "ask this peer for less at a time"),
    /** The peer asked for more than is kept open for one peer. */
    TOO_MUCH_WANTED("decred.peer.too-much-wanted", "the peer asks for more than it takes: nothing to do here"),
    /** The peer did not answer a question in time; some questions a node may leave unanswered. */
    NO_ANSWER("decred.peer.no-answer", "the peer is slow, or does not have what was asked for: try another peer"),
    /** The initial state may be asked for once on a connection; the second time gets a node banned. */
    ASKED_ALREADY("decred.peer.asked-already", "keep the first answer, or connect again");

    private final String code;
    private final String hint;

    PeerFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
