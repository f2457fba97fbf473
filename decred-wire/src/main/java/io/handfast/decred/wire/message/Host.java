// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/** Where a node is reached, whatever the network. */
public sealed interface Host permits Ipv4, Ipv6, TorV3 {
    /**
     * The number that {@code addrv2} has for this kind.
     *
     * @return 1 to 3
     */
    int type();

    /**
     * Writes the address alone.
     *
     * @param out takes 4, 16 or 32 bytes
     */
    void write(WireWriter out);

    /**
     * Reads a type and its address. What follows an unknown type cannot be read, since no length says how long it is.
     *
     * @param in stands at the type
     * @return the host
     * @throws MalformedMessage when it is none
     */
    static Host read(WireReader in) throws MalformedMessage {
        int type = in.uint8("address type");
        return switch (type) {
            case Ipv4.TYPE -> Ipv4.read(in);
            case Ipv6.TYPE -> Ipv6.read(in);
            case TorV3.TYPE -> TorV3.read(in);
            default ->
                throw in.malformed(
                        WireFault.UNKNOWN_NET_ADDR_TYPE, "address type", "1, 2 or 3", Integer.toString(type));
        };
    }
}
