// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Ipv6;
import java.net.InetAddress;

/**
 * A block of addresses; version 4 lies in it as {@code ::ffff:a.b.c.d}.
 *
 * @param first the first address
 * @param bits how many leading bits all of them share, of 128
 */
record IpRange(Ipv6 first, int bits) {
    private static final int MAPPED_BITS = 96;

    /** From the usual spelling, such as {@code 10.0.0.0/8}. */
    static IpRange of(String text) {
        int slash = text.indexOf('/');
        Ipv6 first = Ipv6.of(InetAddress.ofLiteral(text.substring(0, slash)));
        int bits = Integer.parseInt(text.substring(slash + 1));
        return new IpRange(first, first.isIpv4Mapped() ? MAPPED_BITS + bits : bits);
    }

    boolean contains(Ipv6 address) {
        return masked(address, bits).equals(first);
    }

    /** The address with all but its leading bits zero. */
    static Ipv6 masked(Ipv6 address, int bits) {
        long high = bits >= Long.SIZE ? -1L : mask(bits);
        long low = bits <= Long.SIZE ? 0 : mask(bits - Long.SIZE);
        return new Ipv6(address.high() & high, address.low() & low);
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }
}
