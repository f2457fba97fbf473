// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.wire.Frame;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.ProtocolVersion;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.Ping;
import io.handfast.interop.PeerLine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two live nodes with each other: what the driver says happens, and what happens is told. */
@Tag("interop")
@Timeout(300) // the first start may build
class DcrdPeerTest {
    private static Frame ping(long nonce) {
        return Frame.of(new Ping(nonce), Network.SIMNET, ProtocolVersion.BATCHED_C_FILTERS_V2);
    }

    @Test
    void givenTwoNodes_whenOneDials_thenBothTellTheHandshakeTheMessagesAndTheEnd() throws Exception {
        try (DcrdPeer one = DcrdPeers.any().blocks(5).start();
                DcrdPeer other = DcrdPeers.any().known("10.1.2.3", 18555).start()) {
            assertThat(one.version()).isEqualTo("v3.2.0");
            assertThat(one.wireVersion()).isEqualTo("v1.7.5");
            one.early(ping(7), Frame.of(new GetAddr(), Network.SIMNET, ProtocolVersion.BATCHED_C_FILTERS_V2));
            int ours = one.dial(other.port());
            int theirs = other.awaitConnection();
            PeerLine version = other.awaitHandshake(theirs);
            assertThat(version.number("protocol")).isEqualTo(11);
            assertThat(version.number("height")).isEqualTo(5);
            assertThat(version.text("agent")).isEqualTo("/dcrwire:1.0.0/interop:1.0.0/");
            one.awaitHandshake(ours);
            assertThat(one.awaitRead(ours, "pong").text("text")).isEqualTo("0000000000000007");
            assertThat(one.awaitRead(ours, "addr").number("count")).isEqualTo(1);
            assertThat(other.all("read").stream().map(line -> line.text("command")))
                    .startsWith("version", "ping", "getaddr", "verack");
            other.disconnect(theirs);
            assertThat(one.awaitEnd(ours).flag("handshake")).isTrue();
            other.awaitEnd(theirs);
            other.stop();
        }
    }

    @Test
    void givenTwoRuns_whenTheyMineTheSame_thenTheirChainsAreTheSame() throws Exception {
        try (DcrdPeer one = DcrdPeers.any().blocks(30).start();
                DcrdPeer other = DcrdPeers.any().start()) {
            assertThat(other.mine(30, 0)).isEqualTo(one.tip());
            assertThat(other.mine(2, 1)).isNotEqualTo(one.mine(1, 0));
        }
    }

    @Test
    void givenCommandsThatCannotWork_whenSaid_thenEachIsAnswered() throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().start()) {
            assertThatThrownBy(() -> peer.disconnect(3))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("disconnect: no connection 3")
                    .hasMessageContaining("\"event\":\"ready\"");
            assertThatThrownBy(() -> peer.mine(1, 1)).hasMessageContaining("there are only 0 blocks");
            assertThatThrownBy(() -> DcrdPeers.any().port(peer.port()).start())
                    .hasMessageContaining("address already in use");
        }
    }
}
