// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Host;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.TorV3;
import java.net.InetSocketAddress;

/**
 * Where a node is reached. Version 4 in version 6 becomes version 4, so that an address has one spelling.
 *
 * @param host never a name that has to be looked up
 * @param port 1 to 65535
 */
public record PeerAddress(Host host, int port) {
    /** Rejects ports that are none. */
    public PeerAddress {
        if (port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + ": 1 to 65535 expected");
        }
        host = HostText.canonical(host);
    }

    /**
     * Reads {@code 1.2.3.4:9108}, {@code [2620:100::1]:9108} or {@code 56 letters.onion:9108}.
     *
     * @param text host and port
     * @return the address
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static PeerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || (text.startsWith("[") && !text.substring(0, colon).endsWith("]"))) {
            throw new IllegalArgumentException("a host and a port expected, such as 1.2.3.4:9108");
        }
        return new PeerAddress(host(text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    /**
     * The same where the port may be missing.
     *
     * @param text host, or host and port
     * @param usualPort the port where none is said
     * @return the address
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static PeerAddress parse(String text, int usualPort) {
        boolean bracketed = text.startsWith("[");
        boolean hostAlone =
                bracketed ? text.endsWith("]") : text.indexOf(':') < 0 || text.indexOf(':') != text.lastIndexOf(':');
        if (!hostAlone) {
            return parse(text);
        }
        return new PeerAddress(bracketed ? host(text) : HostText.parse(text), usualPort);
    }

    /**
     * Where a socket is connected to.
     *
     * @param address resolved
     * @return the same
     */
    public static PeerAddress of(InetSocketAddress address) {
        return new PeerAddress(Ipv6.of(address.getAddress()), address.getPort());
    }

    private static Host host(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String inner = text.substring(1, text.length() - 1);
            if (inner.indexOf(':') < 0) {
                throw new IllegalArgumentException("brackets are for IPv6 addresses");
            }
            return HostText.parse(inner);
        }
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address before a port stands in brackets");
        }
        return HostText.parse(text);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    /**
     * The host alone, as a dialler or a proxy takes it.
     *
     * @return an IP address without brackets, or an onion service's name
     */
    public String hostText() {
        return HostText.of(host);
    }

    /**
     * Whether a node of the public network can be there: no private, local, documentation or multicast address. Onion
     * services always can.
     *
     * @return false for what is not passed on
     */
    public boolean isRoutable() {
        return NetworkGroup.isRoutable(host);
    }

    /**
     * Whether it is reached through Tor alone.
     *
     * @return true for onion services
     */
    public boolean isOnion() {
        return host instanceof TorV3;
    }

    /**
     * Whom it probably belongs to together with others: dcrd's network group, a /16 of version 4 and what is like it.
     *
     * @return a name, the same for all of the group
     */
    public String group() {
        return NetworkGroup.of(host);
    }

    /**
     * The version of an IP address.
     *
     * @return 4 or 6; 0 for an onion service
     */
    public int ipVersion() {
        return switch (host) {
            case Ipv4 _ -> 4;
            case Ipv6 _ -> 6;
            case TorV3 _ -> 0;
        };
    }

    /** As {@link #parse(String)} reads it. */
    @Override
    public String toString() {
        return host instanceof Ipv6 ? "[" + hostText() + "]:" + port : hostText() + ":" + port;
    }
}
