// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * {@code mixfactpoly}: the roots of the slot reservation polynomial.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param run 0 for the first
 * @param roots up to 1 024 of up to 32 bytes each
 * @param seen up to 512 slot reservations that the sender has seen
 */
public record MixFactoredPoly(
        Bytes signature, Bytes identity, Hash sessionId, long run, List<Bytes> roots, List<Hash> seen)
        implements MixMessage {
    /** Rejects what the message may not have. */
    public MixFactoredPoly {
        MixFields.requireSender(signature, identity, run);
        MixFields.requireMost("roots", roots, MAX_MESSAGES);
        roots = MixFields.checkedNumbers("roots", roots);
        seen = MixFields.checkedSeen(seen);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixFactoredPoly read(WireReader in) throws MalformedMessage {
        return new MixFactoredPoly(
                MixFields.signature(in),
                MixFields.identity(in),
                in.hash("session id"),
                in.uint32("run"),
                MixFields.numbers("roots", in),
                MixFields.seen(in));
    }

    @Override
    public Command command() {
        return Command.MIXFACTPOLY;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId).uint32(run);
        MixFields.writeNumbers(roots, out);
        out.hashes(seen);
    }
}
