// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.Environment;

/**
 * What all handshakes of one node have in common.
 *
 * @param local how this side presents itself
 * @param nonces one for all handshakes of the node, so that it notices itself
 * @param check decides about each peer
 * @param limits time and memory of a peer
 */
public record HandshakeTerms(LocalNode local, SentNonces nonces, VersionCheck check, PeerLimits limits) {
    /**
     * A node that takes everybody, within the usual limits.
     *
     * @param local how this side presents itself
     * @param environment clock and randomness
     */
    public HandshakeTerms(LocalNode local, Environment environment) {
        this(local, new SentNonces(environment.time(), environment.entropy()), VersionCheck.none(), PeerLimits.usual());
    }

    /**
     * Presents itself in another way.
     *
     * @param other the new one
     * @return a changed copy
     */
    public HandshakeTerms withLocal(LocalNode other) {
        return new HandshakeTerms(other, nonces, check, limits);
    }

    /**
     * Decides in another way.
     *
     * @param other the new check
     * @return a changed copy
     */
    public HandshakeTerms withCheck(VersionCheck other) {
        return new HandshakeTerms(local, nonces, other, limits);
    }

    /**
     * Has other limits.
     *
     * @param other the new ones
     * @return a changed copy
     */
    public HandshakeTerms withLimits(PeerLimits other) {
        return new HandshakeTerms(local, nonces, check, other);
    }
}
