// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.Host;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.TimedAddress;
import io.handfast.decred.wire.message.TorV3;
import io.handfast.engine.Entropy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Addresses in the message that a protocol version has for them. */
final class AddressMessages {
    private static final long MOST_SECONDS = 0xFFFF_FFFFL;

    private AddressMessages() {}

    /** A message with these, a random thousand of more; empty when nothing would be in it, for which dcrd bans. */
    static Optional<Message> of(List<NetAddressV2> addresses, int protocolVersion, Entropy entropy) {
        if (protocolVersion >= ProtocolVersion.ADDR_V2) {
            List<NetAddressV2> some = choice(addresses, entropy);
            return some.isEmpty() ? Optional.empty() : Optional.of(new AddrV2(some));
        }
        List<TimedAddress> some = choice(
                addresses.stream().flatMap(address -> narrow(address).stream()).toList(), entropy);
        return some.isEmpty() ? Optional.empty() : Optional.of(new Addr(some));
    }

    static int countOf(Message addresses) {
        return switch (addresses) {
            case Addr(List<TimedAddress> old) -> old.size();
            case AddrV2(List<NetAddressV2> list) -> list.size();
            default -> 0;
        };
    }

    /** What came in an {@code addr}. */
    static NetAddressV2 wide(TimedAddress old) {
        NetAddress address = old.address();
        Host host = address.ip().isIpv4Mapped() ? new Ipv4((int) address.ip().low()) : address.ip();
        return new NetAddressV2(old.timestampSeconds(), address.services(), host, address.port());
    }

    /** Hosts behind Tor have no place in an {@code addr}. */
    private static Optional<TimedAddress> narrow(NetAddressV2 address) {
        return switch (address.host()) {
            case Ipv4 old -> Optional.of(narrow(address, Ipv6.mapped(old)));
            case Ipv6 ip -> Optional.of(narrow(address, ip));
            case TorV3 _ -> Optional.empty();
        };
    }

    private static TimedAddress narrow(NetAddressV2 address, Ipv6 ip) {
        long seconds = Math.min(address.timestampSeconds(), MOST_SECONDS);
        return new TimedAddress(seconds, new NetAddress(address.services(), ip, address.port()));
    }

    private static <A> List<A> choice(List<A> all, Entropy entropy) {
        if (all.size() <= Addr.MAX_ADDRESSES) {
            return all;
        }
        List<A> shuffled = new ArrayList<>(all);
        for (int i = 0; i < Addr.MAX_ADDRESSES; i++) {
            Collections.swap(shuffled, i, i + (int) entropy.below(shuffled.size() - i));
        }
        return shuffled.subList(0, Addr.MAX_ADDRESSES);
    }
}
