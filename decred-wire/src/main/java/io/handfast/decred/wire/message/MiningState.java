// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code miningstate}: what miners need to go on. Banned where there is {@code initstate}.
 *
 * @param version 1
 * @param height of the blocks
 * @param blocks up to 8 at the end of the chain
 * @param votes up to 40 for them
 */
public record MiningState(long version, long height, List<Hash> blocks, List<Hash> votes) implements Message {
    /** Rejects what the message may not have. */
    public MiningState {
        Uint32.require("version", version);
        Uint32.require("height", height);
        blocks = StateLists.blocks(blocks);
        votes = StateLists.votes(votes);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static MiningState read(WireReader in) throws MalformedMessage {
        return new MiningState(
                in.uint32("version"), in.uint32("height"), StateLists.readBlocks(in), StateLists.readVotes(in));
    }

    @Override
    public Command command() {
        return Command.MININGSTATE;
    }

    @Override
    public void write(WireWriter out) {
        out.uint32(version).uint32(height).hashes(blocks).hashes(votes);
    }
}
