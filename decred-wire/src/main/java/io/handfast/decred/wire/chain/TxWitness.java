// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * What makes a transaction valid.
 *
 * @param inputs in the order of the inputs they belong to
 */
public record TxWitness(List<WitnessIn> inputs) {
    /** Rejects more than could ever be in a block. */
    public TxWitness {
        inputs = List.copyOf(inputs);
        WireFault.TOO_MANY_TXS.unless(
                inputs.size() <= TxPrefix.MAX_INPUTS, "witnesses", "at most " + TxPrefix.MAX_INPUTS, inputs.size());
    }

    static TxWitness read(WireReader in) throws MalformedMessage {
        return new TxWitness(in.list(
                "witnesses", TxPrefix.MAX_INPUTS, WireFault.TOO_MANY_TXS, WitnessIn.LEAST_BYTES, WitnessIn::read));
    }

    void write(WireWriter out) {
        out.list(inputs, WitnessIn.LEAST_BYTES, WitnessIn::write);
    }
}
