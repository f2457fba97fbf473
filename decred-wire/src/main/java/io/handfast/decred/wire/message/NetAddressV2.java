// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * An address in {@code addrv2}, the port the lower byte first.
 *
 * @param timestampSeconds when it was last seen, since 1970
 * @param services what it offers
 * @param host where it is
 * @param port TCP
 */
public record NetAddressV2(long timestampSeconds, Services services, Host host, int port) {
    /** Of one with an address of version 4. */
    static final int LEAST_BYTES = 23;

    /** Rejects times that dcrd cannot hold, and ports that are none. */
    public NetAddressV2 {
        Seconds.require(timestampSeconds);
        NetAddress.requirePort(port);
    }

    static NetAddressV2 read(WireReader in) throws MalformedMessage {
        return new NetAddressV2(in.int64("timestamp"), Services.read(in), Host.read(in), in.uint16("port"));
    }

    void write(WireWriter out) {
        out.int64(timestampSeconds).int64(services.bits()).uint8(host.type());
        host.write(out);
        out.uint16(port);
    }
}
