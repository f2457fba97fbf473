// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** {@code mempool}: asks for the transactions that wait for a block. */
public record MemPool() implements Message {
    /**
     * Reads a payload, of which there is none.
     *
     * @param in stands at its end
     * @return the message
     */
    public static MemPool read(WireReader in) {
        return new MemPool();
    }

    @Override
    public Command command() {
        return Command.MEMPOOL;
    }

    @Override
    public void write(WireWriter out) {
        // nothing to say
    }
}
