// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.NodeIdentity;
import io.handfast.testkit.LastingPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What {@link DiagnosisTest} has said of a network in memory is said of real sockets too, wherever the failure comes
 * from below SHIP.
 */
class DiagnosisOnSocketsTest {
    @Test
    void givenClosedPort_whenDialled_thenAsOfADeviceThatIsOff() throws Exception {
        int closed = LastingPort.choose();
        try (Node hub = Node.Plan.of(BadPeers.ALICE)
                .dialling(BadPeers.BOB.ski(), closed)
                .start()) {
            assertThat(explained(hub, BadPeers.BOB))
                    .containsExactly(
                            "while reaching its address (tcp): expected a TCP connection to 127.0.0.1:" + closed
                                    + ", got Connection refused",
                            "whose doing: the network's, or the device's own (net.connection-refused)",
                            "to do: check the port and whether the device is switched on");
        }
    }

    @Test
    void givenServerThatTakesNoCertificate_whenDialled_thenTlsRefused() throws Exception {
        byte[] badCertificate = {0x15, 3, 3, 0, 2, 2, 42};
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Node hub = Node.Plan.of(BadPeers.ALICE)
                        .dialling(BadPeers.BOB.ski(), server.getLocalPort())
                        .start();
                Socket dialled = server.accept()) {
            Upgraded.write(dialled, badCertificate);
            assertThat(explained(hub, BadPeers.BOB))
                    .containsExactly(
                            "while proving who is who (tls): expected a completed handshake, got alert bad_certificate",
                            "whose doing: the device's (tls.refused)",
                            "to do: the device expects another certificate than ours: remove this node on it and pair"
                                    + " again, or see its log");
        }
    }

    @Test
    void givenAnotherNodeAtTheAddress_whenDialled_thenWrongSki() throws Exception {
        try (Node other = Node.Plan.of(BadPeers.CAROL).start();
                Node hub = Node.Plan.of(BadPeers.ALICE)
                        .dialling(BadPeers.BOB.ski(), other.port())
                        .start()) {
            assertThat(explained(hub, BadPeers.BOB))
                    .containsExactly(
                            "while proving who is who (tls): expected SKI " + BadPeers.BOB.ski() + ", got SKI "
                                    + BadPeers.CAROL.ski(),
                            "whose doing: this hub's, as its rules demand (tls.wrong-ski)",
                            "to do: if the device was reset or replaced, remove it here and pair it again; else correct"
                                    + " its address");
        }
    }

    /** The lines on the failure and what to do, without the time. */
    private static List<String> explained(Node hub, NodeIdentity device) throws InterruptedException {
        hub.await(event -> event.kind() == HubEvent.Kind.FAILED);
        return hub.explain(device.ski()).stream()
                .filter(line ->
                        line.startsWith("last failure") || line.startsWith("whose doing") || line.startsWith("to do"))
                .map(line -> line.replaceFirst("^last failure: .*?, while", "while"))
                .toList();
    }
}
