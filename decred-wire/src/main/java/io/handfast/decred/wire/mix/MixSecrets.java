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
 * {@code mixsecrets}: what the sender kept secret in a run that failed, to find out whose doing it was.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param run 0 for the first
 * @param seed of the random numbers of the run
 * @param slotReserveMessages up to 1 024 of up to 32 bytes each
 * @param dcNetMessages what the sender wanted to mix
 * @param seen up to 512 secrets that the sender has seen
 */
public record MixSecrets(
        Bytes signature,
        Bytes identity,
        Hash sessionId,
        long run,
        Hash seed,
        List<Bytes> slotReserveMessages,
        MixVector dcNetMessages,
        List<Hash> seen)
        implements MixMessage {
    /** Rejects what the message may not have. */
    public MixSecrets {
        MixFields.requireSender(signature, identity, run);
        MixFields.requireMost("slot reserve messages", slotReserveMessages, MAX_MESSAGES);
        slotReserveMessages = MixFields.checkedNumbers("slot reserve messages", slotReserveMessages);
        seen = MixFields.checkedSeen(seen);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixSecrets read(WireReader in) throws MalformedMessage {
        return new MixSecrets(
                MixFields.signature(in),
                MixFields.identity(in),
                in.hash("session id"),
                in.uint32("run"),
                in.hash("seed"),
                MixFields.numbers("slot reserve messages", in),
                vector(in),
                MixFields.seen(in));
    }

    private static MixVector vector(WireReader in) throws MalformedMessage {
        int count = MixVector.count("mixed messages", in);
        if (count > 0) {
            MixVector.requireMessageSize(in);
        }
        return MixVector.read(count, in);
    }

    @Override
    public Command command() {
        return Command.MIXSECRETS;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId).uint32(run);
        out.hash(seed);
        MixFields.writeNumbers(slotReserveMessages, out);
        out.varInt(dcNetMessages.messages().size());
        if (!dcNetMessages.messages().isEmpty()) {
            out.varInt(MixVector.MESSAGE_BYTES);
        }
        dcNetMessages.write(out);
        out.hashes(seen);
    }
}
