// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.Link;
import io.handfast.engine.Outbox;
import io.handfast.engine.Role;
import io.handfast.engine.time.TimeSource;

/**
 * What is fixed about a connection once the handshake is done. Every thread may use it.
 *
 * @param link reader, writer, queues
 * @param channel what the link stands on
 * @param role which end this side is
 * @param network which chain
 * @param remote the peer
 * @param settings times and bounds
 */
record PeerSession(
        Link<PeerControl> link,
        PeerChannel channel,
        Role role,
        Network network,
        RemoteNode remote,
        PeerSettings settings) {
    TimeSource time() {
        return channel.time();
    }

    Entropy entropy() {
        return channel.entropy();
    }

    int protocolVersion() {
        return remote.protocolVersion();
    }

    /** Throws {@link io.handfast.decred.wire.encoding.IllegalMessage} for what the negotiated version does not have. */
    Frame.Message encoded(Message message) {
        return new Frame.Message(io.handfast.decred.wire.Frame.of(message, network, protocolVersion())
                .toByteArray());
    }

    Outbox.Offer offer(Message message) {
        return link.outbox().offer(encoded(message));
    }

    /** For what the peer waits for: it does not queue behind what the application sends. */
    Outbox.Offer offerReply(Message message) {
        return link.outbox().offerReply(encoded(message));
    }
}
