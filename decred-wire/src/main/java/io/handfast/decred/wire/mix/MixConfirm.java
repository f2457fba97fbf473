// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * {@code mixconfirm}: the transaction with the sender's signatures.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param run 0 for the first
 * @param mix the transaction
 * @param seen up to 512 DC-net messages that the sender has seen
 */
public record MixConfirm(Bytes signature, Bytes identity, Hash sessionId, long run, Transaction mix, List<Hash> seen)
        implements MixMessage {
    /** Rejects what the message may not have. */
    public MixConfirm {
        MixFields.requireSender(signature, identity, run);
        seen = MixFields.checkedSeen(seen);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixConfirm read(WireReader in) throws MalformedMessage {
        return new MixConfirm(
                MixFields.signature(in),
                MixFields.identity(in),
                in.hash("session id"),
                in.uint32("run"),
                Transaction.read(in),
                MixFields.seen(in));
    }

    @Override
    public Command command() {
        return Command.MIXCONFIRM;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId).uint32(run);
        mix.write(out);
        out.hashes(seen);
    }
}
