// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.tls.foreign.Jsse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** When a hub dials a device again. */
class RedialTest {
    @Test
    void givenDeviceOnItsWayToUs_whenOurDialFails_thenRedialPlannedOnlyAfterItsEndToo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Node hub = Node.Plan.of(BadPeers.ALICE)
                        .dialling(BadPeers.BOB.ski(), server.getLocalPort())
                        .start();
                Socket dialled = server.accept();
                Socket dialling = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            Upgraded.client(Jsse.of(BadPeers.BOB).open(dialling, true, new String[0]), "ship");
            hub.await(event -> event.kind() == HubEvent.Kind.KNOCKED);

            dialled.shutdownOutput();
            HubEvent ours = hub.await(event -> event.kind() == HubEvent.Kind.FAILED);
            dialling.shutdownOutput();
            HubEvent theirs = hub.await(event -> event.kind() == HubEvent.Kind.FAILED);

            assertThat(ours.stage()).isEqualTo("tls");
            assertThat(ours.nextAttempt()).isEmpty();
            assertThat(theirs.nextAttempt()).isPresent();
        }
    }
}
