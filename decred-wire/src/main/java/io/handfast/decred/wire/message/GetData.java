// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code getdata}: the sender wants these. Never send an empty one: dcrd bans for it.
 *
 * @param inventory up to 50 000 things
 */
public record GetData(List<InvVect> inventory) implements Message {
    /** Rejects what the message may not have. */
    public GetData {
        inventory = List.copyOf(inventory);
        InvVect.requireLimit(inventory.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static GetData read(WireReader in) throws MalformedMessage {
        return new GetData(InvVect.readAll(in));
    }

    @Override
    public Command command() {
        return Command.GETDATA;
    }

    @Override
    public void write(WireWriter out) {
        InvVect.writeAll(inventory, out);
    }
}
