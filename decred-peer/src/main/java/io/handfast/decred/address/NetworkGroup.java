// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Host;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.TorV3;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses probably belong to one operator, in dcrd's way (addrmgr/network.go): a /16 of version 4, a /32 of
 * version 6 (a /36 at Hurricane Electric, who gives them away), a sixteenth of the onion services. Whoever wants to
 * surround a node has to own addresses in many of them. Addresses that carry one of version 4 belong to its group.
 */
final class NetworkGroup {
    static final String LOCAL = "local";
    static final String UNROUTABLE = "unroutable";

    private static final List<IpRange> LOCAL_RANGES =
            ranges("127.0.0.0/8", "0.0.0.0/8", "::1/128"); // the second as dcrd has it
    /** dcrd's list, then what it does not name: multicast and the last sixteenth of version 4. */
    private static final List<IpRange> UNROUTABLE_RANGES = ranges(
            "::/128",
            "10.0.0.0/8", // RFC 1918
            "172.16.0.0/12",
            "192.168.0.0/16",
            "198.18.0.0/15", // RFC 2544
            "169.254.0.0/16", // RFC 3927
            "100.64.0.0/10", // RFC 6598
            "192.0.2.0/24", // RFC 5737
            "198.51.100.0/24",
            "203.0.113.0/24",
            "fe80::/10", // RFC 4291; dcrd takes the first /64 alone
            "2001:db8::/32", // RFC 3849
            "2001:10::/28", // RFC 4843
            "fc00::/7", // RFC 4193
            "224.0.0.0/4",
            "240.0.0.0/4",
            "ff00::/8");

    private static final IpRange TRANSLATED = IpRange.of("::ffff:0:0:0/96"); // RFC 6145
    private static final IpRange NAT64 = IpRange.of("64:ff9b::/96"); // RFC 6052
    private static final IpRange SIX_TO_FOUR = IpRange.of("2002::/16"); // RFC 3964
    private static final IpRange TEREDO = IpRange.of("2001::/32"); // RFC 4380
    private static final IpRange HURRICANE = IpRange.of("2001:470::/32");
    private static final int HURRICANE_BITS = 36;
    private static final int USUAL_BITS = 32;

    private NetworkGroup() {}

    private static List<IpRange> ranges(String... texts) {
        return Stream.of(texts).map(IpRange::of).toList();
    }

    /** Whether a node of the public network can be there. */
    static boolean isRoutable(Host host) {
        return switch (host) {
            case Ipv4 ip -> isRoutable(Ipv6.mapped(ip));
            case Ipv6 ip -> isRoutable(ip);
            case TorV3 _ -> true;
        };
    }

    private static boolean isRoutable(Ipv6 ip) {
        return !isIn(LOCAL_RANGES, ip) && !isIn(UNROUTABLE_RANGES, ip);
    }

    private static boolean isIn(List<IpRange> ranges, Ipv6 ip) {
        return ranges.stream().anyMatch(range -> range.contains(ip));
    }

    /** The group's name, the same for all of its addresses. */
    static String of(Host host) {
        return switch (host) {
            case Ipv4 ip -> of(Ipv6.mapped(ip));
            case Ipv6 ip -> of(ip);
            case TorV3(var key) -> "tor:" + (key.at(0) & 0xF); // dcrd's sixteenth
        };
    }

    private static String of(Ipv6 ip) {
        if (isIn(LOCAL_RANGES, ip)) {
            return LOCAL;
        }
        if (!isRoutable(ip)) {
            return UNROUTABLE;
        }
        int last32 = (int) ip.low();
        if (ip.isIpv4Mapped() || TRANSLATED.contains(ip) || NAT64.contains(ip)) {
            return sixteen(last32);
        }
        if (SIX_TO_FOUR.contains(ip)) {
            return sixteen((int) (ip.high() >>> 16));
        }
        if (TEREDO.contains(ip)) {
            return sixteen(~last32);
        }
        int bits = HURRICANE.contains(ip) ? HURRICANE_BITS : USUAL_BITS;
        return HostText.of(IpRange.masked(ip, bits)) + "/" + bits;
    }

    private static String sixteen(int ipv4) {
        return HostText.of(new Ipv4(ipv4 & 0xFFFF_0000)) + "/16";
    }
}
