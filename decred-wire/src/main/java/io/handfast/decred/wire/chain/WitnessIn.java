// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * What allows an input to be spent.
 *
 * @param value of the output that is spent, in atoms; -1 where nobody said
 * @param blockHeight of that output; 2^32-1 where nobody said
 * @param blockIndex of its transaction; 2^32-1 where nobody said
 * @param signatureScript satisfies the output's script
 */
public record WitnessIn(long value, long blockHeight, long blockIndex, Bytes signatureScript) {
    static final int LEAST_BYTES = 17;

    /** Rejects what does not fit into the bytes there are. */
    public WitnessIn {
        Uint32.require("block height", blockHeight);
        Uint32.require("block index", blockIndex);
    }

    static WitnessIn read(WireReader in) throws MalformedMessage {
        return new WitnessIn(
                in.int64("input value"),
                in.uint32("block height"),
                in.uint32("block index"),
                in.varBytes("signature script"));
    }

    void write(WireWriter out) {
        out.int64(value).uint32(blockHeight).uint32(blockIndex).varBytes(signatureScript);
    }
}
