// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.util.List;

/**
 * {@code addr}: addresses of nodes, up to version 11. An empty one can be read, but never send it: dcrd bans for it.
 *
 * @param addresses up to 1 000
 */
public record Addr(List<TimedAddress> addresses) implements Message {
    /** How many go into a message. */
    public static final int MAX_ADDRESSES = 1_000;

    /** Rejects what the message may not have. */
    public Addr {
        addresses = List.copyOf(addresses);
        WireFault.TOO_MANY_ADDRS.unless(
                addresses.size() <= MAX_ADDRESSES, "addresses", "at most 1000", addresses.size());
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static Addr read(WireReader in) throws MalformedMessage {
        return new Addr(in.list(
                "addresses", MAX_ADDRESSES, WireFault.TOO_MANY_ADDRS, TimedAddress.SIZE_BYTES, TimedAddress::read));
    }

    @Override
    public Command command() {
        return Command.ADDR;
    }

    @Override
    public void write(WireWriter out) {
        out.list(addresses, TimedAddress.SIZE_BYTES, TimedAddress::write);
    }
}
