// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code initstate}: the answer to {@code getinitstate}; three empty lists are a good one.
 *
 * @param blocks up to 8 at the end of the chain
 * @param votes up to 40 for them
 * @param treasurySpends up to 7
 */
public record InitState(List<Hash> blocks, List<Hash> votes, List<Hash> treasurySpends) implements Message {
    /** Rejects what the message may not have. */
    public InitState {
        blocks = StateLists.blocks(blocks);
        votes = StateLists.votes(votes);
        treasurySpends = StateLists.treasurySpends(treasurySpends);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static InitState read(WireReader in) throws MalformedMessage {
        return new InitState(StateLists.readBlocks(in), StateLists.readVotes(in), StateLists.readTreasurySpends(in));
    }

    @Override
    public Command command() {
        return Command.INITSTATE;
    }

    @Override
    public void write(WireWriter out) {
        out.hashes(blocks).hashes(votes).hashes(treasurySpends);
    }
}
