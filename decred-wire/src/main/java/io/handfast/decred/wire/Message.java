// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.encoding.WireWriter;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.CFHeaders;
import io.handfast.decred.wire.message.CFTypes;
import io.handfast.decred.wire.message.CFilter;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetBlocks;
import io.handfast.decred.wire.message.GetCFHeaders;
import io.handfast.decred.wire.message.GetCFTypes;
import io.handfast.decred.wire.message.GetCFilter;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.GetMinings;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.MemPool;
import io.handfast.decred.wire.message.MiningState;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.Reject;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.decred.wire.message.Version;
import io.handfast.decred.wire.mix.MixMessage;

/**
 * What one node says to another. Immutable; its constructor rejects what Decred forbids with
 * {@link IllegalMessage}.
 */
public sealed interface Message
        permits Addr,
                AddrV2,
                Block,
                CFHeaders,
                CFTypes,
                CFilter,
                CFilterV2,
                CFiltersV2,
                FeeFilter,
                GetAddr,
                GetBlocks,
                GetCFHeaders,
                GetCFTypes,
                GetCFilter,
                GetCFilterV2,
                GetCFsV2,
                GetData,
                GetHeaders,
                GetInitState,
                GetMinings,
                Headers,
                InitState,
                Inv,
                MemPool,
                MiningState,
                MixMessage,
                NotFound,
                Ping,
                Pong,
                Reject,
                SendHeaders,
                Transaction,
                VerAck,
                Version {
    /**
     * What it is.
     *
     * @return its entry in the table of all messages
     */
    Command command();

    /**
     * Writes the payload, without regard to any protocol version: {@link Frame#of} looks at that.
     *
     * @param out takes it
     */
    void write(WireWriter out);
}
