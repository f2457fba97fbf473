// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code cftypes}: the kinds of version 1 filters a node has.
 *
 * @param filterTypes up to 256, a byte each
 */
public record CFTypes(Bytes filterTypes) implements Message {
    private static final int MAX_TYPES = 256;

    /** Rejects what the message may not have. */
    public CFTypes {
        WireFault.TOO_MANY_FILTER_TYPES.unless(
                filterTypes.length() <= MAX_TYPES, "filter types", "at most 256", filterTypes.length());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static CFTypes read(WireReader in) throws MalformedMessage {
        int count = in.count("filter types", MAX_TYPES, WireFault.TOO_MANY_FILTER_TYPES, 1);
        return new CFTypes(in.bytes("filter types", count));
    }

    @Override
    public Command command() {
        return Command.CFTYPES;
    }

    @Override
    public void write(WireWriter out) {
        out.varBytes(filterTypes);
    }
}
