// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.GetBlocks;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.InvVect;
import io.handfast.decred.wire.message.NetAddressV2;
import java.util.List;
import java.util.Optional;

/**
 * What this side tells a peer that asks. By default what keeps a node connected that has nothing: an empty state, no
 * headers, data not found, and silence where dcrd is silent too. Called one after the other on the connection's thread;
 * a call may block, and one that throws is logged and counts as the default.
 */
public interface PeerAnswers {
    /** A node that has nothing. */
    PeerAnswers NOTHING = new PeerAnswers() {};

    /**
     * The end of the chain for a node that begins. It hangs up when it gets no answer; asked a second time, this side
     * stays silent.
     *
     * @param asked what it wants
     * @return what there is
     */
    default InitState initState(GetInitState asked) {
        return new InitState(List.of(), List.of(), List.of());
    }

    /**
     * Headers after a point of the chain.
     *
     * @param asked where it stands
     * @return at most 2 000; none when there is nothing to tell
     */
    default Headers headers(GetHeaders asked) {
        return new Headers(List.of());
    }

    /**
     * A block, transaction or mixing message.
     *
     * @param wanted which
     * @return the message; empty when it is not there, which the peer is told
     */
    default Optional<Message> data(InvVect wanted) {
        return Optional.empty();
    }

    /**
     * Blocks after a point of the chain.
     *
     * @param asked where it stands
     * @return at most 500; none are not told, since an empty {@code inv} gets a node banned
     */
    default List<InvVect> blocks(GetBlocks asked) {
        return List.of();
    }

    /**
     * The transactions that wait here.
     *
     * @return none are not told
     */
    default List<InvVect> memPool() {
        return List.of();
    }

    /**
     * Committed filters of a range of blocks.
     *
     * @param asked the first and the last block
     * @return all of them; empty when one is missing, and then nothing is said, as dcrd does it
     */
    default Optional<CFiltersV2> filters(GetCFsV2 asked) {
        return Optional.empty();
    }

    /**
     * The committed filter of a block.
     *
     * @param asked which
     * @return empty when it is missing, and then nothing is said, as dcrd does it
     */
    default Optional<CFilterV2> filter(GetCFilterV2 asked) {
        return Optional.empty();
    }

    /**
     * Other nodes. Asked only for a peer that dialled us, and once.
     *
     * @return none are not told; of more than 1 000 a random choice is told
     */
    default List<NetAddressV2> addresses() {
        return List.of();
    }
}
