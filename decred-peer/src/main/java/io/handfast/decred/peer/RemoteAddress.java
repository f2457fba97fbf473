// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.Services;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where the peer is.
 *
 * @param text host and port, for people
 * @param ip what the peer is told of it; {@link Ipv6#UNSPECIFIED} behind a proxy, where nobody knows
 * @param port TCP; 0 where nobody knows
 */
public record RemoteAddress(String text, Ipv6 ip, int port) {
    /**
     * A peer that a socket is connected with.
     *
     * @param address of the other end
     * @return the same
     */
    public static RemoteAddress of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return new RemoteAddress(text(ip.getHostAddress(), address.getPort()), Ipv6.of(ip), address.getPort());
    }

    /**
     * A peer behind a proxy, which alone knows the address. dcrd tells such a peer 0.0.0.0:0 too.
     *
     * @param host a name, an address, or an onion service
     * @param port TCP
     * @return an address that the peer is not told
     */
    public static RemoteAddress proxied(String host, int port) {
        return new RemoteAddress(text(host, port), Ipv6.UNSPECIFIED, 0);
    }

    static String text(String host, int port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** What a {@code version} tells the peer about itself. */
    NetAddress told(Services services) {
        return new NetAddress(services, ip, port);
    }

    @Override
    public String toString() {
        return text;
    }
}
