// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.handfast.decred.vectors.Vectors;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.NetAddress;
import io.handfast.decred.wire.message.NetAddressV2;
import io.handfast.decred.wire.message.Services;
import io.handfast.decred.wire.message.TimedAddress;
import io.handfast.decred.wire.message.TorV3;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same address has another form in each of the two messages. */
class AddressTest {
    private static final Ipv4 LOOPBACK = new Ipv4(0x7F000001);
    private static final Ipv6 SIX = new Ipv6(0x2620_0100_0000_0000L, 1);

    @Test
    void givenTheVectors_whenDecoded_thenHostsAndPorts() throws Exception {
        Addr old = (Addr) message("addr (pver 11)");
        assertThat(old.addresses())
                .extracting(each -> each.address().ip(), each -> each.address().port(), TimedAddress::timestampSeconds)
                .containsExactly(tuple(Ipv6.mapped(LOOPBACK), 9108, 0x495fab29L), tuple(SIX, 9108, 0x495fab29L));
        AddrV2 now = (AddrV2) message("addrv2 (pver 12)");
        assertThat(now.addresses())
                .extracting(NetAddressV2::host, NetAddressV2::port, NetAddressV2::timestampSeconds)
                .containsExactly(
                        tuple(LOOPBACK, 9108, 0x495fab29L),
                        tuple(SIX, 9108, 0x495fab29L),
                        tuple(new TorV3(Bytes.ofHex("b8".repeat(32))), 9108, 0x495fab29L));
    }

    private static Message message(String name) throws Exception {
        Vectors.Case vector = Vectors.cases("frames.json").stream()
                .filter(each -> each.text("name").equals(name))
                .findFirst()
                .orElseThrow();
        Bytes frame = vector.bytes("frame_hex");
        return Command.of(vector.text("command"))
                .orElseThrow()
                .decode(frame.slice(24, frame.length() - 24), vector.number("encoded_at_pver"));
    }

    @Test
    void givenAPort_whenWritten_thenTheHigherByteIsFirstOnlyInAddr() {
        NetAddress four = new NetAddress(Services.NODE_NETWORK, Ipv6.mapped(LOOPBACK), 0x2394);
        assertThat(Command.ADDR.encode(new Addr(List.of(new TimedAddress(1, four))), 11))
                .hasToString("01" + "01000000" + "0100000000000000" + "00000000000000000000ffff7f000001" + "2394");
        NetAddressV2 other = new NetAddressV2(1, Services.NODE_NETWORK, LOOPBACK, 0x2394);
        assertThat(Command.ADDRV2.encode(new AddrV2(List.of(other)), 12))
                .hasToString("01" + "0100000000000000" + "0100000000000000" + "01" + "7f000001" + "9423");
    }

    @Test
    void givenSocketAddresses_whenTurnedIntoOurs_andBack_thenTheSame() throws Exception {
        for (String text : List.of("127.0.0.1", "255.1.2.3", "2620:100:0:0:0:0:0:1", "0:0:0:0:0:0:0:0")) {
            InetAddress address = InetAddress.getByName(text);
            assertThat(Ipv6.of(address).toInetAddress()).isEqualTo(address);
            assertThat(Ipv6.of(address)).hasToString(text);
        }
        assertThat(LOOPBACK).hasToString("127.0.0.1");
        assertThat(Ipv6.mapped(LOOPBACK).isIpv4Mapped()).isTrue();
        assertThat(SIX.isIpv4Mapped()).isFalse();
        assertThat(Ipv6.UNSPECIFIED.isIpv4Mapped()).isFalse();
    }

    @Test
    void givenValuesThatDoNotFit_whenMade_thenRefused() {
        assertThat(LimitsTest.refusal(() -> new NetAddress(Services.NONE, SIX, 65_536)))
                .isEqualTo(WireFault.INVALID_MSG);
        assertThat(LimitsTest.refusal(() -> new NetAddressV2(0, Services.NONE, SIX, -1)))
                .isEqualTo(WireFault.INVALID_MSG);
        assertThat(LimitsTest.refusal(() -> new TimedAddress(1L << 32, NetAddress.UNSPECIFIED)))
                .isEqualTo(WireFault.INVALID_MSG);
        assertThat(LimitsTest.refusal(() -> new TorV3(Bytes.EMPTY))).isEqualTo(WireFault.INVALID_MSG);
        assertThat(new Services(5).has(Services.NODE_NETWORK)).isTrue();
        assertThat(new Services(5).has(new Services(3))).isFalse();
    }
}
