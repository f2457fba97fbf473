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
 * {@code mixcphrtxt}: a key for each peer, encapsulated. One count says how many ciphertexts and how many key
 * exchanges.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param run 0 for the first
 * @param ciphertexts up to 512 of 1 047 bytes each, sntrup4591761
 * @param seen as many key exchanges that the sender has seen
 */
public record MixCiphertexts(
        Bytes signature, Bytes identity, Hash sessionId, long run, List<Bytes> ciphertexts, List<Hash> seen)
        implements MixMessage {
    private static final int CIPHERTEXT_BYTES = 1_047;

    /** Rejects what the message may not have. */
    public MixCiphertexts {
        MixFields.requireSender(signature, identity, run);
        ciphertexts = List.copyOf(ciphertexts);
        for (Bytes ciphertext : ciphertexts) {
            MixFields.requireSize("ciphertext", ciphertext, CIPHERTEXT_BYTES);
        }
        seen = MixFields.checkedSeen(seen);
        WireFault.INVALID_MSG.unless(
                ciphertexts.size() == seen.size(), "ciphertexts", "as many as key exchanges", ciphertexts.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixCiphertexts read(WireReader in) throws MalformedMessage {
        Bytes signature = MixFields.signature(in);
        Bytes identity = MixFields.identity(in);
        Hash sessionId = in.hash("session id");
        long run = in.uint32("run");
        int count = in.count(
                "ciphertexts", MAX_PEERS, WireFault.TOO_MANY_PREV_MIX_MSGS, CIPHERTEXT_BYTES + Hash.SIZE_BYTES);
        return new MixCiphertexts(
                signature,
                identity,
                sessionId,
                run,
                in.items(count, item -> item.bytes("ciphertext", CIPHERTEXT_BYTES)),
                in.items(count, item -> item.hash("messages seen")));
    }

    @Override
    public Command command() {
        return Command.MIXCPHRTXT;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId).uint32(run);
        out.varInt(ciphertexts.size());
        ciphertexts.forEach(out::bytes);
        seen.forEach(out::hash);
    }
}
