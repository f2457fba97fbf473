// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Host;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.TorV3;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts as people and seeders write them: dotted, with colons (RFC 5952), or as an onion's 56 letters. */
final class HostText {
    /** Four numbers, no leading zeros: the JDK would take fewer, too. */
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    /** Without a zone, which means something on one machine alone. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private static final int GROUPS = 8;

    private HostText() {}

    /** Never a name that has to be looked up. */
    static Host parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return ipv4(Ipv6.of(InetAddress.ofLiteral(text)));
        }
        if (text.indexOf(':') >= 0 && IPV6.matcher(text).matches()) {
            return canonical(Ipv6.of(InetAddress.ofLiteral(text)));
        }
        if (text.toLowerCase(Locale.ROOT).endsWith(Onion.SUFFIX)) {
            return Onion.parse(text);
        }
        throw new IllegalArgumentException("neither an IP address nor an onion service");
    }

    /** Version 4 in version 6 is version 4: dcrd bans for the other spelling. */
    static Host canonical(Host host) {
        return host instanceof Ipv6 ip && ip.isIpv4Mapped() ? ipv4(ip) : host;
    }

    private static Ipv4 ipv4(Ipv6 mapped) {
        return new Ipv4((int) mapped.low());
    }

    static String of(Host host) {
        return switch (host) {
            case Ipv4(int bits) ->
                (bits >>> 24) + "." + ((bits >>> 16) & 0xFF) + "." + ((bits >>> 8) & 0xFF) + "." + (bits & 0xFF);
            case Ipv6 ip -> ipv6(ip);
            case TorV3 onion -> Onion.text(onion);
        };
    }

    /** RFC 5952: small letters, no leading zeros, the longest run of two or more zeros (the first of equals) as "::". */
    private static String ipv6(Ipv6 ip) {
        int runAt = -1;
        int runLength = 1;
        for (int at = 0; at < GROUPS; at++) {
            int length = zerosFrom(ip, at);
            if (length > runLength) {
                runAt = at;
                runLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < GROUPS; at++) {
            if (at == runAt) {
                text.append("::");
                at += runLength - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(group(ip, at)));
            }
        }
        return text.toString();
    }

    private static int zerosFrom(Ipv6 ip, int at) {
        int length = 0;
        while (at + length < GROUPS && group(ip, at + length) == 0) {
            length++;
        }
        return length;
    }

    private static int group(Ipv6 ip, int at) {
        long half = at < GROUPS / 2 ? ip.high() : ip.low();
        return (int) (half >>> (16 * (3 - at % 4))) & 0xFFFF;
    }
}
