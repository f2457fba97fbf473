// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.peer.Peer;
import io.handfast.decred.peer.PeerEnding;
import io.handfast.decred.peer.PeerFailure;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.EngineFailure;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.util.List;

/** A peer as a member of a set. */
public final class NodeSession implements Session {
    private final Peer peer;

    NodeSession(Peer peer) {
        this.peer = peer;
    }

    /**
     * The peer itself, for all else that it can do.
     *
     * @return alive as long as the session is
     */
    public Peer peer() {
        return peer;
    }

    @Override
    public Version version() {
        return peer.remote().version();
    }

    @Override
    public int protocolVersion() {
        return peer.protocolVersion();
    }

    @Override
    public List<SeenAddress> askAddresses(Deadline by) throws HandshakeException {
        try {
            return SeenAddress.of(peer.ask().addresses(by));
        } catch (HandshakeException e) {
            if (e.code() == PeerFailure.NO_ANSWER) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public HandshakeException awaitEnd() {
        peer.awaitEnd(Deadline.NEVER);
        return peer.ending()
                .flatMap(PeerEnding::failure)
                .orElseGet(() -> new Cancelled(
                        EngineFailure.CANCELLED,
                        "messages",
                        "messages of the peer",
                        "an end that this side asked for"));
    }

    @Override
    public void close() {
        peer.cancel();
    }
}
