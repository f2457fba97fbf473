// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.mix;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * {@code mixkeyxchg}: my keys of this run. The epoch stands before the run.
 *
 * @param signature 64 bytes
 * @param identity 33 bytes
 * @param sessionId of the mix
 * @param epoch when the session began, seconds since 1970, no sign
 * @param run 0 for the first
 * @param position of the sender among the peers
 * @param ecdh secp256k1 key, 33 bytes
 * @param pqpk sntrup4591761 key, 1 218 bytes
 * @param commitment to the secrets of the run
 * @param seen up to 512 pair requests of the session, in its order
 */
public record MixKeyExchange(
        Bytes signature,
        Bytes identity,
        Hash sessionId,
        long epoch,
        long run,
        long position,
        Bytes ecdh,
        Bytes pqpk,
        Hash commitment,
        List<Hash> seen)
        implements MixMessage {
    private static final int ECDH_BYTES = 33;
    private static final int PQ_KEY_BYTES = 1_218;

    /** Rejects what the message may not have. */
    public MixKeyExchange {
        MixFields.requireSender(signature, identity, run);
        Uint32.require("position", position);
        MixFields.requireSize("ECDH key", ecdh, ECDH_BYTES);
        MixFields.requireSize("PQ key", pqpk, PQ_KEY_BYTES);
        WireFault.TOO_MANY_MANY_MIX_PAIR_REQS.unless(
                seen.size() <= MAX_PEERS, "pair requests seen", "at most 512", seen.size());
        seen = List.copyOf(seen);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MixKeyExchange read(WireReader in) throws MalformedMessage {
        return new MixKeyExchange(
                MixFields.signature(in),
                MixFields.identity(in),
                in.hash("session id"),
                in.int64("epoch"),
                in.uint32("run"),
                in.uint32("position"),
                in.bytes("ECDH key", ECDH_BYTES),
                in.bytes("PQ key", PQ_KEY_BYTES),
                in.hash("commitment"),
                in.hashes("pair requests seen", MAX_PEERS, WireFault.TOO_MANY_MANY_MIX_PAIR_REQS));
    }

    @Override
    public Command command() {
        return Command.MIXKEYXCHG;
    }

    @Override
    public Optional<Hash> session() {
        return Optional.of(sessionId);
    }

    @Override
    public void writeSigned(WireWriter out) {
        out.bytes(identity).hash(sessionId);
        out.int64(epoch).uint32(run).uint32(position);
        out.bytes(ecdh).bytes(pqpk).hash(commitment).hashes(seen);
    }
}
