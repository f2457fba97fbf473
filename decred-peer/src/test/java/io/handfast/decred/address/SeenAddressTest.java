// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.TimedAddress;
import io.handfast.decred.wire.message.TorV3;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code addr} and {@code addrv2} say, as the book takes it. */
class SeenAddressTest {
    /** The last second that dcrd can hold. */
    private static final long MOST_SECONDS = Long.MAX_VALUE - 62_135_596_800L;

    private static final Ipv4 HOST = new Ipv4(0x0C010203);

    @Test
    void givenAnAddr_whenTaken_thenMappedAddressesAreVersion4AndPortsOfZeroLeftOut() {
        Addr message = new Addr(List.of(
                new TimedAddress(1_700_000_000, new NetAddress(Services.NODE_NETWORK, Ipv6.mapped(HOST), 9108)),
                new TimedAddress(0, NetAddress.UNSPECIFIED)));

        assertThat(SeenAddress.of(message))
                .containsExactly(new SeenAddress(
                        new PeerAddress(HOST, 9108), Services.NODE_NETWORK, Instant.ofEpochSecond(1_700_000_000)));
    }

    @Test
    void givenAnAddrV2_whenTaken_thenAllKindsOfHosts() {
        TorV3 onion = new TorV3(Bytes.owned(new byte[32]));
        List<SeenAddress> seen = SeenAddress.of(List.of(
                new NetAddressV2(1, Services.NONE, HOST, 1),
                new NetAddressV2(2, Services.NONE, new Ipv6(0x2620_0100_0000_0000L, 1), 2),
                new NetAddressV2(3, Services.NONE, onion, 3),
                new NetAddressV2(4, Services.NONE, HOST, 0)));

        assertThat(seen)
                .extracting(each -> each.address().toString())
                .containsExactly(
                        "12.1.2.3:1",
                        "[2620:100::1]:2",
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaam2dqd.onion:3");
        assertThat(PeerAddress.parse(seen.getLast().address().toString()).host())
                .isEqualTo(onion);
    }

    @Test
    void givenTheLastSecondOfTime_whenLearnt_thenItIsTheFutureAndSetBack() {
        VirtualTime time = new VirtualTime();
        AddressBook book = new AddressBook(Network.MAINNET, BookLimits.usual(Network.MAINNET), time);
        book.learn(SeenAddress.of(List.of(new NetAddressV2(MOST_SECONDS, Services.NONE, HOST, 9108))), "liar");

        assertThat(book.entries().getFirst().lastSeen())
                .isEqualTo(time.wallClock().minus(Duration.ofDays(5)));
    }
}
