// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * A node's address outside {@code addrv2}: 26 bytes, the port the higher byte first.
 *
 * @param services what it offers
 * @param ip its address; version 4 as {@code ::ffff:a.b.c.d}
 * @param port TCP
 */
public record NetAddress(Services services, Ipv6 ip, int port) {
    /** What stands for an address that nobody wants to tell. */
    public static final NetAddress UNSPECIFIED = new NetAddress(Services.NONE, Ipv6.UNSPECIFIED, 0);

    /** Rejects ports that are none. */
    public NetAddress {
        requirePort(port);
    }

    static void requirePort(int port) {
        WireFault.INVALID_MSG.unless(port >= 0 && port <= 0xFFFF, "port", "0 to 65535", port);
    }

    static NetAddress read(WireReader in) throws MalformedMessage {
        return new NetAddress(Services.read(in), Ipv6.read(in), in.uint16BigEndian("port"));
    }

    void write(WireWriter out) {
        out.int64(services.bits());
        ip.write(out);
        out.uint16BigEndian(port);
    }
}
