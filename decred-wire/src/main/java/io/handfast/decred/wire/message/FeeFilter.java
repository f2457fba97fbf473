// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code feefilter}: no transactions that pay less, please. dcrd reads it and does nothing.
 *
 * @param minFee atoms per 1 000 bytes
 */
public record FeeFilter(long minFee) implements Message {

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static FeeFilter read(WireReader in) throws MalformedMessage {
        return new FeeFilter(in.int64("minimum fee"));
    }

    @Override
    public Command command() {
        return Command.FEEFILTER;
    }

    @Override
    public void write(WireWriter out) {
        out.int64(minFee);
    }
}
