// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import static io.handfast.interop.Handfast.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import io.handfast.interop.Handfast;
import io.handfast.testkit.LastingPort;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast decred listen} and {@code watch} as processes, with live nodes that come and go. */
@Tag("interop")
@Timeout(300) // the first start may build
class LiveLongCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void givenWeListen_whenANodeDialsAndAnnounces_thenAllIsShownAndSigtermEndsItInOrder() throws Exception {
        try (DcrdPeer peer = DcrdPeers.any().blocks(3).start();
                Handfast listen =
                        Handfast.start(folder, "decred", "listen", "--network", "simnet", "--port", "0", "--json")) {
            String address = text(listen.await("listening"), "address");
            int connection = peer.dial(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
            Map<String, JsonTree.Node> connected = listen.await("connected");
            assertThat(text(connected, "userAgent")).isEqualTo("/dcrwire:1.0.0/interop:1.0.0/");
            assertThat(text(connected, "negotiated")).isEqualTo("11");
            peer.awaitHandshake(connection);
            peer.mine(1, 0);
            assertThat(text(listen.await("received"), "command")).isEqualTo("inv");
            assertThat(listen.terminate()).isZero();
            assertThat(peer.awaitEnd(connection).flag("handshake")).isTrue();
        }
    }

    @Test
    void givenWeWatch_whenTheNodeDiesAndComesBack_thenItIsWatchedAgain() throws Exception {
        DcrdPeers how = DcrdPeers.any().blocks(3).port(LastingPort.choose());
        try (DcrdPeer first = how.start();
                Handfast watch = Handfast.start(
                        folder, "decred", "watch", "127.0.0.1:" + first.port(), "--network", "simnet", "--json")) {
            assertThat(text(watch.await("connected"), "height")).isEqualTo("3");
            first.kill();
            watch.await("ended");
            try (DcrdPeer second = how.start()) {
                watch.await("connected");
                second.awaitHandshake(second.awaitConnection());
                assertThat(watch.terminate()).isZero();
            }
        }
    }
}
