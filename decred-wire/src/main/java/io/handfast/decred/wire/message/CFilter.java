// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code cfilter}: a version 1 filter.
 *
 * @param block whose
 * @param filterType 0 regular, 1 extended
 * @param data up to 262 144 bytes
 */
public record CFilter(Hash block, int filterType, Bytes data) implements Message {
    /** Rejects what the message may not have. */
    public CFilter {
        WireFault.INVALID_MSG.unless(filterType >= 0 && filterType <= 0xFF, "filter type", "0 to 255", filterType);
        FilterLimits.requireSize(data);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static CFilter read(WireReader in) throws MalformedMessage {
        return new CFilter(
                in.hash("block hash"), in.uint8("filter type"), in.varBytes("filter", FilterLimits.MAX_DATA_BYTES));
    }

    @Override
    public Command command() {
        return Command.CFILTER;
    }

    @Override
    public void write(WireWriter out) {
        out.hash(block).uint8(filterType).varBytes(data);
    }
}
