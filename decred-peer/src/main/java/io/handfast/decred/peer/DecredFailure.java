// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.failure.FailureCode;

/** What goes wrong between two nodes of Decred above the wire; what is wrong with bytes is a {@link WireCode}. */
public enum DecredFailure implements FailureCode {
    /** The peer does not speak a protocol version that is still in use. */
    PROTOCOL_VERSION_TOO_OLD(
            "decred.handshake.protocol-version-too-old",
            "the peer's software is too old: its operator has to update it"),
    /** The peer's first message is another one than {@code version}. */
    NOT_VERSION(
            "decred.handshake.not-version",
            "the peer breaks the order of the handshake: report it to its maker, or try another peer"),
    /** The peer is this node itself. */
    SELF_CONNECTION("decred.handshake.self-connection", "nothing to do: forget this address, it is our own"),
    /** Something else than {@code verack} follows the peer's {@code version}, at version 12 or later. */
    NOT_VERACK(
            "decred.handshake.not-verack",
            "the peer breaks the order of the handshake: report it to its maker, or try another peer"),
    /** More than allowed comes before the peer's {@code verack}, at version 11 or earlier. */
    TOO_MANY_EARLY_MESSAGES(
            "decred.handshake.too-many-early-messages",
            "the peer never comes to the end of the handshake: try another peer, or allow more early messages"),
    /** The handshake was not over in time. */
    TIMEOUT("decred.handshake.timeout", "the peer hangs, or is no node of Decred: check host and port, or try another"),
    /** This side's own check of the peer's {@code version} declined it. */
    REFUSED_HERE("decred.handshake.refused-here", "nothing to do: this side does not want such a peer"),
    /** This side cannot tell the height of its chain. */
    HEIGHT_UNKNOWN("decred.handshake.height-unknown", "see the log for what is wrong with this side's chain");

    private final String code;
    private final String hint;

    DecredFailure(String code, String hint) {
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
