// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * {@code mixdcnet}: the sender's part of the mix: a matrix of messages. No row at all can be read, but dcrd sends
 * none such.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param run 0 for the first
 * @param rows up to 1 024, of the same number of messages each
 * @param seen up to 512 slot reservations that the sender has seen
 */
public record MixDCNet(Bytes signature, Bytes identity, Hash sessionId, long run, List<MixVector> rows, List<Hash> seen)
        implements MixMessage {
    /** Rejects what the message may not have. */
    public MixDCNet {
        MixFields.requireSender(signature, identity, run);
        rows = List.copyOf(rows);
        MixFields.requireMost("rows", rows, MAX_MESSAGES);
        for (MixVector row : rows) {
            WireFault.INVALID_MSG.unless(
                    row.messages().size() == rows.getFirst().messages().size(),
                    "columns",
                    "as many as in the first row",
                    row.messages().size());
        }
        seen = MixFields.checkedSeen(seen);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixDCNet read(WireReader in) throws MalformedMessage {
        return new MixDCNet(
                MixFields.signature(in),
                MixFields.identity(in),
                in.hash("session id"),
                in.uint32("run"),
                rows(in),
                MixFields.seen(in));
    }

    private static List<MixVector> rows(WireReader in) throws MalformedMessage {
        int rows = MixVector.count("rows", in);
        if (rows == 0) {
            return List.of();
        }
        int columns = MixVector.count("columns", in);
        MixVector.requireMessageSize(in);
        in.requireRoom("mixed messages", (long) rows * columns, MixVector.MESSAGE_BYTES);
        return in.items(rows, row -> MixVector.read(columns, row));
    }

    @Override
    public Command command() {
        return Command.MIXDCNET;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId).uint32(run);
        out.varInt(rows.size());
        if (!rows.isEmpty()) {
            out.varInt(rows.getFirst().messages().size()).varInt(MixVector.MESSAGE_BYTES);
        }
        rows.forEach(row -> row.write(out));
        out.hashes(seen);
    }
}
