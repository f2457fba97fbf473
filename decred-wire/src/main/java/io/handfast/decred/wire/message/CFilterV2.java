// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.chain.BlockHeader;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import io.handfast.decred.wire.filter.CommittedFilter;
import java.util.List;
import java.util.Optional;

/**
 * {@code cfilterv2}: the filter of a block, and the proof that its header commits to it.
 *
 * @param block whose
 * @param data the filter, up to 262 144 bytes; {@link CommittedFilter} understands it
 * @param proofIndex of the filter among the commitments
 * @param proof up to 32 hashes from the filter up to the root; none as long as it is the only commitment
 */
public record CFilterV2(Hash block, Bytes data, long proofIndex, List<Hash> proof) implements Message {
    /** Rejects what the message may not have. */
    public CFilterV2 {
        FilterLimits.requireSize(data);
        Uint32.require("proof index", proofIndex);
        proof = List.copyOf(proof);
        WireFault.TOO_MANY_PROOFS.unless(
                proof.size() <= FilterLimits.MAX_PROOF_HASHES, "proof hashes", "at most 32", proof.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static CFilterV2 read(WireReader in) throws MalformedMessage {
        return new CFilterV2(
                in.hash("block hash"),
                in.varBytes("filter", FilterLimits.MAX_DATA_BYTES),
                in.uint32("proof index"),
                in.hashes("proof hashes", FilterLimits.MAX_PROOF_HASHES, WireFault.TOO_MANY_PROOFS));
    }

    @Override
    public Command command() {
        return Command.CFILTERV2;
    }

    @Override
    public void write(WireWriter out) {
        out.hash(block).varBytes(data).uint32(proofIndex).hashes(proof);
    }

    /**
     * The filter, if the header of its block says so.
     *
     * @param header of the block
     * @return the filter, ready to be asked; empty when the header commits to another one, or is another block's
     * @throws MalformedMessage when the header commits to data that are no filter
     */
    public Optional<CommittedFilter> verified(BlockHeader header) throws MalformedMessage {
        boolean committed = header.hash().equals(block)
                && CommittedFilter.provenBy(header.stakeRoot(), CommittedFilter.hash(data), proofIndex, proof);
        return committed ? Optional.of(CommittedFilter.read(data)) : Optional.empty();
    }
}
