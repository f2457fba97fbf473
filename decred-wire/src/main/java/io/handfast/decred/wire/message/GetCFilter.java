// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code getcfilter}: asks for a version 1 filter. Banned by today's nodes.
 *
 * @param block whose
 * @param filterType 0 regular, 1 extended
 */
public record GetCFilter(Hash block, int filterType) implements Message {
    /** Rejects what the message may not have. */
    public GetCFilter {
        WireFault.INVALID_MSG.unless(filterType >= 0 && filterType <= 0xFF, "filter type", "0 to 255", filterType);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetCFilter read(WireReader in) throws MalformedMessage {
        return new GetCFilter(in.hash("block hash"), in.uint8("filter type"));
    }

    @Override
    public Command command() {
        return Command.GETCFILTER;
    }

    @Override
    public void write(WireWriter out) {
        out.hash(block).uint8(filterType);
    }
}
