// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairingservice;

import static io.handfast.interop.Handfast.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.hub.app.JsonTree;
import io.handfast.interop.AvahiNetwork;
import io.handfast.interop.GoPeer;
import io.handfast.interop.GoPeers;
import io.handfast.interop.Handfast;
import io.handfast.interop.ShipGo;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ShipQr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code handfast hub} as a process and its commands, paired with ship-go by QR code in both directions. */
@Tag("interop")
@Tag("waits")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LivePairingProcessTest {
    private static final String THEIR_SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";

    @AutoClose
    private AvahiNetwork network;

    @BeforeAll
    void layTheWire() throws Exception {
        network = AvahiNetwork.up();
    }

    @Test
    void givenOurCodeFromTheCommand_whenTheyAnnounce_thenTheHubPairsAndStores(@TempDir Path folder) throws Exception {
        try (Handfast hub = hub(folder, "listener");
                GoPeer peer = peer().start()) {
            hub.await(members -> text(members, "pairing").equals("listening"));
            ShipQr ours = ShipQr.parse(command(folder, "qr", "--secret").text("qr"));
            ShipQr.Pairing pairing = ours.pairing().orElseThrow();
            String ski = ours.ski().orElseThrow().hex();
            String fingerprint = pairing.certificate().hex();
            peer.trust(ski, ours.shipId(), fingerprint);
            peer.announceTo(ski, ours.shipId(), fingerprint, pairing.secret().hex());

            Map<String, JsonTree.Node> paired =
                    hub.await(members -> text(members, "pairing").equals("paired"));
            assertThat(text(paired, "shipId")).isEqualTo(peer.ready().shipId());
            peer.awaitConnected(ski);
            assertThat(Files.readString(folder.resolve("data/audit.log")))
                    .contains("\"what\":\"paired\",\"by\":\"pairing-service\"");
            assertThat(hub.terminate()).isZero();
            assertThat(Files.readString(folder.resolve("data/trusted_devices.json")))
                    .contains(peer.ski(), "pairing-service");
        }
    }

    @Test
    void givenTheirCode_whenTheCommandIsToldIt_thenTheHubAnnouncesAndTheyConnect(@TempDir Path folder)
            throws Exception {
        try (GoPeer peer = peer().pairingSecret(THEIR_SECRET).start();
                Handfast hub = hub(folder, "announcer")) {
            hub.await("listening");
            String code = ShipQr.of(
                            Ski.parse(peer.ski()),
                            peer.ready().shipId(),
                            new Product("ship-go", "live", "", "", List.of()))
                    .withPairing(new Fingerprint(peer.ready().fingerprint()), new PairingSecret(THEIR_SECRET))
                    .text();
            awaitConsole(folder);
            assertThat(command(folder, "pair", "--qr", code).text("ski")).isEqualTo(peer.ski());
            Map<String, JsonTree.Node> connected = hub.await("connected");
            assertThat(text(connected, "ski")).isEqualTo(peer.ski());
            assertThat(hub.terminate()).isZero();
        }
    }

    /** The hub says that it listens before its console is open. */
    private static void awaitConsole(Path folder) throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(folder.resolve("console.json"))) {
                Optional.ofNullable(watch.poll(GoPeer.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .orElseThrow(() -> new AssertionError("no console.json"))
                        .reset();
            }
        }
    }

    private Handfast hub(Path folder, String role) throws IOException {
        Path configuration = folder.resolve("hub.json");
        Files.writeString(
                configuration,
                JsonTree.line(
                        Map.of("port", 0, "pairing_service", role, "network_interfaces", List.of(network.here()))));
        return Handfast.start(
                folder, "hub", "--json", "--config", configuration.toString(), "--data", folder.toString());
    }

    private static Handfast.Outcome command(Path folder, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("hub"));
        arguments.addAll(List.of(words));
        arguments.addAll(
                List.of("--json", "--config", folder.resolve("hub.json").toString(), "--data", folder.toString()));
        Handfast.Outcome outcome = Handfast.run(folder, arguments.toArray(String[]::new));
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        return outcome;
    }

    private GoPeers peer() {
        return GoPeers.on(ShipGo.V2026).seenOn(network.there()).through(network.launcher(), network.environment());
    }
}
