// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.engine.failure.HandshakeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The wait for the peer's {@code verack}. From version 12 on it follows {@code version} at once. Nodes of dcrd up to
 * 2.1 queue theirs into a running connection, where up to four other messages may be faster: those are kept.
 */
final class VerAckWait {
    private VerAckWait() {}

    /** Blocks until it is here; returns what came before it, in order. */
    static List<Frame> run(DecredExchange x, RemoteNode peer, PeerLimits limits) throws HandshakeException {
        boolean strict = peer.protocolVersion() >= ProtocolVersion.ADDR_V2;
        List<Frame> early = new ArrayList<>();
        int bytes = 0;
        while (true) {
            DecredExchange.Incoming next = x.receive(peer.protocolVersion(), "a verack message");
            if (next.message() instanceof VerAck) {
                return List.copyOf(early);
            }
            if (strict) {
                throw x.misbehaved(DecredFailure.NOT_VERACK, "verack after version, before all others", next.words());
            }
            early.add(next.frame());
            bytes += next.frame().sizeBytes();
            if (early.size() > limits.earlyMessages() || bytes > limits.earlyBytes()) {
                throw x.misbehaved(
                        DecredFailure.TOO_MANY_EARLY_MESSAGES,
                        "verack after at most " + limits.earlyMessages() + " messages of " + limits.earlyBytes()
                                + " bytes",
                        early.size() + " messages of " + bytes + " bytes: " + commands(early));
            }
        }
    }

    private static String commands(List<Frame> frames) {
        return String.join(
                ", ", frames.stream().map(frame -> frame.command().text()).toList());
    }
}
