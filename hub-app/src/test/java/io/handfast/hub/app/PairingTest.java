// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.TrustStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that nobody knew comes, is approved, and stays: real files, real TCP and TLS. */
class PairingTest {
    @TempDir
    private Path folder;

    @Test
    void givenAStranger_whenApproved_thenTheFileHasItAndItIsConnectedWithinTwoSeconds() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).startHub(Map.of())) {
            Address hub = Address.of("127.0.0.1", scene.hub().port());
            scene.startDevice(HubOverLoopback.setting()
                    .dialling(Map.of(scene.program().identity().node().ski(), hub)));
            scene.await(HubEvent.Kind.PENDING);
            long approvedAt = System.nanoTime();
            scene.hub().trust(new TrustStore.TrustedDevice(scene.deviceSki(), Optional.empty(), "new one"));
            assertThat(Files.readString(scene.trustFile()))
                    .contains(
                            "\"" + scene.deviceSki() + "\"",
                            "\"fingerprint\" : \""
                                    + scene.deviceIdentity().fingerprint().hex() + "\"");
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(Duration.ofNanos(System.nanoTime() - approvedAt)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void givenADialledDevice_whenTheHubStartsAgainWithoutItsAddress_thenTheLastGoodOneIsDialledWithoutAsking()
            throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.program().identity().warnings()).isEmpty();
            scene.stopHub();
            scene.startHub(Map.of());
            scene.await(HubEvent.Kind.STOPPED);
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.seen()).noneMatch(event -> event.kind() == HubEvent.Kind.PENDING);
            assertThat(scene.program().identity().warnings())
                    .as("it stopped in good order")
                    .isEmpty();
            assertThat(scene.hub().device(scene.deviceSki()).orElseThrow().addresses())
                    .containsExactly(Address.of("127.0.0.1", scene.device().port()));
        }
    }

    @Test
    void givenAHubThatCrashed_whenItStartsAgain_thenItsOperatorIsToldOnce() throws Exception {
        Path state = folder.resolve(HubConfiguration.usual().stateFile());
        Files.createDirectories(state.toAbsolutePath().getParent());
        Files.writeString(state, "{\"version\": 1, \"ship_id\": \"i:x\", \"clean_stop\": false}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).startHub(Map.of())) {
            assertThat(scene.program().identity().warnings())
                    .containsExactly("the hub did not stop in good order the last time: power cut, crash or kill");
            scene.stopHub();
            scene.startHub(Map.of());
            assertThat(scene.program().identity().warnings()).isEmpty();
        }
    }
}
