// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.net.InetAddress;

/**
 * An address of version 4.
 *
 * @param bits the first byte highest
 */
public record Ipv4(int bits) implements Host {
    static final int TYPE = 1;

    static Ipv4 read(WireReader in) throws MalformedMessage {
        return new Ipv4(Integer.reverseBytes(in.int32("IPv4 address")));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void write(WireWriter out) {
        out.uint32(Integer.reverseBytes(bits));
    }

    /**
     * For sockets.
     *
     * @return the same address
     */
    public InetAddress toInetAddress() {
        return Ipv6.mapped(this).toInetAddress();
    }

    @Override
    public String toString() {
        return toInetAddress().getHostAddress();
    }
}
