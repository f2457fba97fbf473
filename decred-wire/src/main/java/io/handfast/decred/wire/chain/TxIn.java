// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.chain;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.Uint32;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * What a transaction spends. The signature that allows it is a {@link WitnessIn}.
 *
 * @param previous the output that is spent
 * @param sequence 2^32-1 unless relative lock times are meant
 */
public record TxIn(OutPoint previous, long sequence) {
    static final int SIZE_BYTES = 41;

    /** Rejects a sequence of more than four bytes. */
    public TxIn {
        Uint32.require("sequence", sequence);
    }

    static TxIn read(WireReader in) throws MalformedMessage {
        return new TxIn(OutPoint.read(in), in.uint32("sequence"));
    }

    void write(WireWriter out) {
        previous.write(out);
        out.uint32(sequence);
    }
}
