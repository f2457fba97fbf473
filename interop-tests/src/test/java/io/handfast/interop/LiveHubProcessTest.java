// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static io.handfast.interop.Handfast.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code handfast hub} as a process with its files, dialling live ship-go. */
@Tag("interop")
@Timeout(300)
class LiveHubProcessTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void givenHubProcess_whenKilled_thenTheyNoticeAndTheNextOneConnects(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start()) {
            String ours = ours();
            peer.trust(ours);
            try (Handfast hub = hub(peer)) {
                awaitConnected(hub, peer);
                peer.awaitConnected(ours);

                hub.kill();

                peer.awaitDisconnected(ours);
            }
            peer.fromHere();
            try (Handfast next = hub(peer)) {
                awaitConnected(next, peer);
                peer.awaitConnected(ours);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenHubProcess_whenTerminated_thenAnnouncedAndExitStatusZero(ShipGo library) throws Exception {
        try (GoPeer peer = GoPeers.on(library).start()) {
            peer.trust(ours());
            try (Handfast hub = hub(peer)) {
                awaitConnected(hub, peer);
                peer.sendContent(ours(), 1024);
                Map<String, JsonTree.Node> data = hub.await("data");
                assertThat(text(data, "bytes")).isEqualTo(String.valueOf(1024 + 27 + 2)); // the EEBUS form has []

                assertThat(hub.terminate()).isZero();

                peer.await(
                        PeerEvent.Message.class,
                        message -> !message.sent() && message.text().orElse("").contains("\"connectionClose\""),
                        GoPeer.PATIENCE);
            }
            String remembered = Files.readString(folder.resolve("data/trusted_devices.json"));
            assertThat(remembered).contains("\"ship_id\"", library.program() + "-interop");
        }
    }

    private static void awaitConnected(Handfast hub, GoPeer peer) throws Exception {
        Map<String, JsonTree.Node> connected = hub.await("connected");
        assertThat(text(connected, "ski")).isEqualTo(peer.ski());
    }

    private Handfast hub(GoPeer peer) throws IOException {
        Path configuration = folder.resolve("hub.json");
        Files.writeString(
                configuration,
                JsonTree.line(Map.of(
                        "port",
                        0,
                        "static_peers",
                        List.of(Map.of("ski", peer.ski(), "host", "127.0.0.1", "port", peer.port())))));
        Path trust = folder.resolve("data/trusted_devices.json");
        if (!Files.exists(trust)) {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(trust, JsonTree.line(Map.of(peer.ski(), Map.of("brand", "ship-go", "model", "live"))));
        }
        return Handfast.start(
                folder, "hub", "--json", "--config", configuration.toString(), "--data", folder.toString());
    }

    private String ours() throws Exception {
        return Handfast.identity(folder).toString();
    }
}
