// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import java.util.List;

/** Limits of what is at the chain's end. */
final class StateLists {
    static final int MAX_BLOCKS = 8;
    static final int MAX_VOTES = 40;
    static final int MAX_T_SPENDS = 7;

    private StateLists() {}

    static List<Hash> blocks(List<Hash> blocks) {
        WireFault.TOO_MANY_BLOCKS.unless(blocks.size() <= MAX_BLOCKS, "blocks", "at most 8", blocks.size());
        return List.copyOf(blocks);
    }

    static List<Hash> votes(List<Hash> votes) {
        WireFault.TOO_MANY_VOTES.unless(votes.size() <= MAX_VOTES, "votes", "at most 40", votes.size());
        return List.copyOf(votes);
    }

    static List<Hash> treasurySpends(List<Hash> spends) {
        WireFault.TOO_MANY_T_SPENDS.unless(
                spends.size() <= MAX_T_SPENDS, "treasury spends", "at most 7", spends.size());
        return List.copyOf(spends);
    }

    static List<Hash> readBlocks(WireReader in) throws MalformedMessage {
        return in.hashes("blocks", MAX_BLOCKS, WireFault.TOO_MANY_BLOCKS);
    }

    static List<Hash> readVotes(WireReader in) throws MalformedMessage {
        return in.hashes("votes", MAX_VOTES, WireFault.TOO_MANY_VOTES);
    }

    static List<Hash> readTreasurySpends(WireReader in) throws MalformedMessage {
        return in.hashes("treasury spends", MAX_T_SPENDS, WireFault.TOO_MANY_T_SPENDS);
    }
}
