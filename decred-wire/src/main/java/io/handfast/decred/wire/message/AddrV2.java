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
 * {@code addrv2}: addresses of nodes, since version 12.
 *
 * @param addresses 1 to 1 000
 */
public record AddrV2(List<NetAddressV2> addresses) implements Message {
    /** Rejects what the message may not have. */
    public AddrV2 {
        addresses = List.copyOf(addresses);
        WireFault.TOO_MANY_ADDRS.unless(
                addresses.size() <= Addr.MAX_ADDRESSES, "addresses", "at most 1000", addresses.size());
        WireFault.TOO_FEW_ADDRS.unless(!addresses.isEmpty(), "addresses", "at least one", 0);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static AddrV2 read(WireReader in) throws MalformedMessage {
        return new AddrV2(in.list(
                "addresses",
                Addr.MAX_ADDRESSES,
                WireFault.TOO_MANY_ADDRS,
                NetAddressV2.LEAST_BYTES,
                NetAddressV2::read));
    }

    @Override
    public Command command() {
        return Command.ADDRV2;
    }

    @Override
    public void write(WireWriter out) {
        out.list(addresses, NetAddressV2.LEAST_BYTES, NetAddressV2::write);
    }
}
