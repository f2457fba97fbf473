// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * What a transaction does: all of it but the signatures, and what its hash is made of.
 *
 * @param inputs what is spent
 * @param outputs what is paid
 * @param lockTime from when on it may be in a block
 * @param expiry the height from which on it may not; 0 for none
 */
public record TxPrefix(List<TxIn> inputs, List<TxOut> outputs, long lockTime, long expiry) {
    /** As many as a block could hold if there were nothing else in it; the decoder's limits in dcrd. */
    static final int MAX_INPUTS = 780_336;

    private static final int MAX_OUTPUTS = 3_728_271;

    /** Rejects more than could ever be in a block. */
    public TxPrefix {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        WireFault.TOO_MANY_TXS.unless(inputs.size() <= MAX_INPUTS, "inputs", "at most " + MAX_INPUTS, inputs.size());
        WireFault.TOO_MANY_TXS.unless(
                outputs.size() <= MAX_OUTPUTS, "outputs", "at most " + MAX_OUTPUTS, outputs.size());
        Uint32.require("lock time", lockTime);
        Uint32.require("expiry", expiry);
    }

    static TxPrefix read(WireReader in) throws MalformedMessage {
        return new TxPrefix(
                in.list("inputs", MAX_INPUTS, WireFault.TOO_MANY_TXS, TxIn.SIZE_BYTES, TxIn::read),
                in.list("outputs", MAX_OUTPUTS, WireFault.TOO_MANY_TXS, TxOut.LEAST_BYTES, TxOut::read),
                in.uint32("lock time"),
                in.uint32("expiry"));
    }

    void write(WireWriter out) {
        out.list(inputs, TxIn.SIZE_BYTES, TxIn::write);
        out.list(outputs, TxOut.LEAST_BYTES, TxOut::write);
        out.uint32(lockTime).uint32(expiry);
    }
}
