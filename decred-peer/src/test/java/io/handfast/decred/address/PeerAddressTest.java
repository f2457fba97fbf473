// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.wire.message.Ipv4;
import io.handfast.decred.wire.message.Ipv6;
import io.handfast.decred.wire.message.TorV3;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "1.2.3.4:9108,1.2.3.4:9108",
        "255.255.255.255:1,255.255.255.255:1",
        "[2620:100::1]:9108,[2620:100::1]:9108",
        "[2620:0100:0:0:0:0:0:1]:65535,[2620:100::1]:65535",
        "[::]:9,[::]:9",
        "[1::]:9,[1::]:9",
        "[::1]:9,[::1]:9",
        "[2001:DB8:0:1:1:1:1:1]:9,[2001:db8:0:1:1:1:1:1]:9", // one zero alone is no run (RFC 5952, 4.2.2)
        "[2001:0:0:1:0:0:0:1]:9,[2001:0:0:1::1]:9", // the longest run
        "[2001:db8:0:0:1:0:0:1]:9,[2001:db8::1:0:0:1]:9", // the first of two equal ones
        "[::ffff:1.2.3.4]:9108,1.2.3.4:9108",
        "[1:2:3:4:5:6:7:8]:9,[1:2:3:4:5:6:7:8]:9",
    })
    void givenAnAddress_whenReadAndWritten_thenItHasItsOneSpelling(String text, String canonical) {
        assertThat(PeerAddress.parse(text)).hasToString(canonical);
        assertThat(PeerAddress.parse(canonical)).isEqualTo(PeerAddress.parse(text));
    }

    /** The examples of Tor's rend-spec-v3, section 6. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
                "sp3k262uwy4r2k3ycr5awluarykdpag6a7y33jxop4cs2lu5uz5sseqd.onion",
                "xa4r2iadxm55fbnqgwwi5mymqdcofiu3w6rpbtqn7b2dyn7mgwj64jyd.onion"
            })
    void givenTorsExamples_whenReadAndWritten_thenTheSame(String onion) {
        PeerAddress address = PeerAddress.parse(onion.toUpperCase(java.util.Locale.ROOT) + ":9108");

        assertThat(address).hasToString(onion + ":9108");
        assertThat(address.hostText()).isEqualTo(onion);
        assertThat(address.host())
                .isInstanceOfSatisfying(
                        TorV3.class, tor -> assertThat(tor.publicKey().length()).isEqualTo(32));
        assertThat(address.isRoutable()).isTrue();
        assertThat(address.isOnion()).isTrue();
        assertThat(address.ipVersion()).isZero();
        assertThat(address.group()).matches("tor:\\d+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1.2.3.4",
                "1.2.3.4:",
                "1.2.3.4:0",
                "1.2.3.4:65536",
                "1.2.3.4:-1",
                "1.2.3.4:+1",
                "1.2.3.4: 1",
                "1.2.3.4:9108 ",
                "1.2.3:9108",
                "1.2.3.4.5:9108",
                "1.2.3.256:9108",
                "01.2.3.4:9108",
                "1.2.3.4.:9108",
                "0x1.2.3.4:9108",
                "16909060:9108",
                "example.org:9108",
                "2620:100::1:9108",
                "[2620:100::1]",
                "[2620:100::1]9108",
                "[1.2.3.4]:9108",
                "[fe80::1%eth0]:9108",
                "[:::]:9108",
                "[1:2:3:4:5:6:7:8:9]:9108",
                "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye.onion:9108", // another version
                "qg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:9108", // the checksum does not fit
                "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscry1.onion:9108",
                "expyuzz4wqqyqhjn.onion:9108", // version 2
            })
    void givenNoAddress_whenRead_thenRefused(String text) {
        assertThatThrownBy(() -> PeerAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4,1.2.3.4:9108",
        "1.2.3.4:7,1.2.3.4:7",
        "2620:100::1,[2620:100::1]:9108",
        "[2620:100::1],[2620:100::1]:9108",
        "[2620:100::1]:7,[2620:100::1]:7",
    })
    void givenAPortThatMayBeMissing_whenRead_thenTheUsualOneStandsIn(String text, String canonical) {
        assertThat(PeerAddress.parse(text, 9108)).hasToString(canonical);
    }

    /** dcrd's addrmgr/network.go, and what stands beside it in NetworkGroup. */
    @ParameterizedTest
    @CsvSource({
        "12.1.2.3,true,12.1.0.0/16",
        "12.1.255.255,true,12.1.0.0/16",
        "12.2.0.0,true,12.2.0.0/16",
        "127.0.0.1,false,local",
        "0.0.0.0,false,local",
        "::1,false,local",
        "10.0.0.1,false,unroutable",
        "11.0.0.1,true,11.0.0.0/16",
        "172.15.0.1,true,172.15.0.0/16",
        "172.16.0.1,false,unroutable",
        "172.31.255.255,false,unroutable",
        "172.32.0.1,true,172.32.0.0/16",
        "192.168.1.1,false,unroutable",
        "198.18.0.1,false,unroutable",
        "198.19.0.1,false,unroutable",
        "198.20.0.1,true,198.20.0.0/16",
        "169.254.1.1,false,unroutable",
        "100.64.0.1,false,unroutable",
        "192.0.2.1,false,unroutable",
        "198.51.100.1,false,unroutable",
        "203.0.113.1,false,unroutable",
        "224.0.0.1,false,unroutable",
        "255.255.255.255,false,unroutable",
        "::,false,unroutable",
        "fe80::1,false,unroutable",
        "fc00::1,false,unroutable",
        "2001:db8::1,false,unroutable",
        "2001:10::1,false,unroutable",
        "ff02::1,false,unroutable",
        "2620:100::1,true,2620:100::/32",
        "2620:100:ffff::1,true,2620:100::/32",
        "2001:470:1::1,true,2001:470::/36",
        "2001:470:f000::1,true,2001:470:f000::/36",
        "2002:0c01:0203::1,true,12.1.0.0/16", // 6to4 of 12.1.2.3
        "64:ff9b::c01:203,true,12.1.0.0/16", // NAT64 of it
        "::ffff:0:c01:203,true,12.1.0.0/16", // translated
        "2001::f3fe:fdfc,true,12.1.0.0/16", // Teredo: its bits turned round
    })
    void givenAHost_whenJudged_thenAsDcrdDoes(String host, boolean routable, String group) {
        PeerAddress address = PeerAddress.parse(host, 9108);

        assertThat(address.isRoutable()).isEqualTo(routable);
        assertThat(address.group()).isEqualTo(group);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void givenNoPort_whenMade_thenRefused(int port) {
        assertThatThrownBy(() -> new PeerAddress(new Ipv4(1), port)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x01020304, -1})
    void givenVersion4InVersion6_whenMade_thenItIsVersion4(int bits) {
        Ipv4 host = new Ipv4(bits);

        assertThat(new PeerAddress(Ipv6.mapped(host), 9).host()).isEqualTo(host);
        assertThat(new PeerAddress(Ipv6.mapped(host), 9).ipVersion()).isEqualTo(4);
    }
}
