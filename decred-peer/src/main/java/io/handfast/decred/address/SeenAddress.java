// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.TimedAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody says about an address.
 *
 * @param address where
 * @param services what the node there is said to offer
 * @param lastSeen when it was last seen, by the other's clock and word
 */
public record SeenAddress(PeerAddress address, Services services, Instant lastSeen) {
    /**
     * What an {@code addr} says; ports of 0 are left out.
     *
     * @param message of protocol versions up to 11
     * @return in the message's order
     */
    public static List<SeenAddress> of(Addr message) {
        return message.addresses().stream().flatMap(SeenAddress::of).toList();
    }

    /**
     * What an {@code addrv2} says; ports of 0 are left out.
     *
     * @param addresses of protocol versions from 12 on, or an older message's in the newer form
     * @return in the message's order
     */
    public static List<SeenAddress> of(List<NetAddressV2> addresses) {
        return addresses.stream().flatMap(SeenAddress::of).toList();
    }

    private static Stream<SeenAddress> of(TimedAddress said) {
        return said.address().port() == 0
                ? Stream.empty()
                : Stream.of(new SeenAddress(
                        new PeerAddress(said.address().ip(), said.address().port()),
                        said.address().services(),
                        Instant.ofEpochSecond(said.timestampSeconds())));
    }

    /** Times beyond what {@code Instant} holds are the future in any case. */
    private static Stream<SeenAddress> of(NetAddressV2 said) {
        long seconds = Math.clamp(said.timestampSeconds(), 0, Instant.MAX.getEpochSecond());
        return said.port() == 0
                ? Stream.empty()
                : Stream.of(new SeenAddress(
                        new PeerAddress(said.host(), said.port()), said.services(), Instant.ofEpochSecond(seconds)));
    }
}
