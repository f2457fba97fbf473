// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoundServiceTest {
    @Test
    void givenAllKindsOfAddresses_whenDialled_thenHostThenIpv4ThenReachableIpv6() throws Exception {
        InetAddress global = InetAddress.getByName("fd98:69bc::1");
        InetAddress four = InetAddress.getByName("192.168.1.30");
        byte[] nowhere = InetAddress.getByName("fe80::2").getAddress();
        byte[] bytes = InetAddress.getByName("fe80::1").getAddress();
        InetAddress lost = Inet6Address.getByAddress(null, nowhere, -1);
        InetAddress local = Inet6Address.getByAddress(null, bytes, 7);
        Set<InetAddress> addresses = new LinkedHashSet<>(List.of(lost, global, local, four));

        FoundService service = new FoundService("x", "device-1.local.", 4712, addresses, TxtRecord.of(List.of()));

        assertThat(service.hosts())
                .containsExactly("device-1.local", "192.168.1.30", "fd98:69bc:0:0:0:0:0:1", "fe80:0:0:0:0:0:0:1%7");
    }

    @Test
    void givenNoHostAndNoAddress_whenDialled_thenNowhere() {
        assertThat(new FoundService("x", "", 1, Set.of(), TxtRecord.of(List.of())).hosts())
                .isEmpty();
    }

    @Test
    void givenAddressesOfNoMachine_whenDialled_thenLeftOutAndTheNameIsFitForALog() throws Exception {
        Set<InetAddress> addresses = Set.of(
                InetAddress.getByName("0.0.0.0"),
                InetAddress.getByName("224.0.0.251"),
                InetAddress.getByName("::"),
                InetAddress.getByName("ff02::fb"));
        FoundService service = new FoundService("Box\u001b[2J\u202e", "", 1, addresses, TxtRecord.of(List.of()));
        assertThat(service.hosts()).isEmpty();
        assertThat(service.label()).isEqualTo("Box?[2J?");
    }
}
