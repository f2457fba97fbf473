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
 * {@code mixslotres}: the sender's part of the slot reservation: a matrix of numbers, a row for each message, a
 * column for each peer.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param run 0 for the first
 * @param rows 1 to 1 024, of 1 to 512 numbers each, of up to 32 bytes each
 * @param seen up to 512 ciphertext messages that the sender has seen
 */
public record MixSlotReserve(
        Bytes signature, Bytes identity, Hash sessionId, long run, List<List<Bytes>> rows, List<Hash> seen)
        implements MixMessage {
    /** Rejects what the message may not have. */
    public MixSlotReserve {
        MixFields.requireSender(signature, identity, run);
        requireMatrix(rows);
        rows = rows.stream()
                .map(row -> MixFields.checkedNumbers("slot reservation", row))
                .toList();
        seen = MixFields.checkedSeen(seen);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixSlotReserve read(WireReader in) throws MalformedMessage {
        return new MixSlotReserve(
                MixFields.signature(in),
                MixFields.identity(in),
                in.hash("session id"),
                in.uint32("run"),
                rows(in),
                MixFields.seen(in));
    }

    private static List<List<Bytes>> rows(WireReader in) throws MalformedMessage {
        int rows = dimension("rows", MAX_MESSAGES, in);
        int columns = dimension("columns", MAX_PEERS, in);
        in.requireRoom("slot reservation", (long) rows * columns, 1);
        return in.items(rows, row -> row.items(columns, item -> MixFields.number("slot reservation", item)));
    }

    private static int dimension(String field, int most, WireReader in) throws MalformedMessage {
        int count = in.count(field, most, WireFault.INVALID_MSG, 0);
        if (count == 0) {
            throw in.malformed(WireFault.INVALID_MSG, field, "1 to " + most, "0");
        }
        return count;
    }

    private static void requireMatrix(List<List<Bytes>> rows) {
        MixFields.requireMost("rows", rows, MAX_MESSAGES);
        WireFault.INVALID_MSG.unless(!rows.isEmpty() && !rows.getFirst().isEmpty(), "rows", "at least one number", 0);
        for (List<Bytes> row : rows) {
            MixFields.requireMost("columns", row, MAX_PEERS);
            WireFault.INVALID_MSG.unless(
                    row.size() == rows.getFirst().size(), "columns", "as many as in the first row", row.size());
        }
    }

    @Override
    public Command command() {
        return Command.MIXSLOTRES;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId).uint32(run);
        out.varInt(rows.size()).varInt(rows.getFirst().size());
        for (List<Bytes> row : rows) {
            row.forEach(out::varBytes);
        }
        out.hashes(seen);
    }
}
