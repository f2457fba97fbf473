// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.TrustStore;
import io.handfast.testkit.LastingPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong with ship-go's production example must not come back here. Its first approval, which deadlocks there
 * (P1), is {@link PairingTest}'s.
 */
class ExampleDefectsTest {
    @TempDir
    private Path folder;

    @Test
    void p2_givenTwoRestarts_whenLookedAt_thenCertificateAndShipIdAreTheSame() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).startHub(Map.of())) {
            HubProgram.Identity first = scene.program().identity();
            for (int restart = 0; restart < 2; restart++) {
                scene.stopHub();
                scene.startHub(Map.of());
                assertThat(scene.program().identity().node().fingerprint())
                        .isEqualTo(first.node().fingerprint());
                assertThat(scene.program().identity().shipId()).isEqualTo(first.shipId());
                assertThat(scene.program().identity().created()).isFalse();
            }
        }
    }

    @Test
    void p3_givenATrustedDevice_whenTheHubRestarts_thenItIsLetInWithoutAPrompt() throws Exception {
        int port = LastingPort.choose();
        Path file = Files.writeString(
                folder.resolve("config.json"), "{\"auto_accept_pairing\": true, \"port\": " + port + "}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).startHubAsConfigured()) {
            scene.startStranger();
            scene.await(HubEvent.Kind.CONNECTED);
            scene.stopHub();
            scene.await(HubEvent.Kind.STOPPED);
            scene.seen().clear();
            Files.writeString(file, "{\"port\": " + port + "}");
            scene.from(file).startHubAsConfigured();
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.seen()).noneMatch(event -> event.kind() == HubEvent.Kind.PENDING);
        }
    }

    @Test
    void p4_givenASerial_whenADeviceIsTold_thenTheShipIdIsTheAnnouncedOne() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"device_serial\": \"SEG-1\"}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.program().identity().shipId()).isEqualTo("SEG-1-ship-id");
            scene.stopHub();
            assertThat(Files.readString(folder.resolve("data/hub_state.json"))).contains("\"SEG-1-ship-id\"");
        }
    }

    @Test
    void p5_givenAFailedHandshake_whenCounted_thenTheTotalsSayOneAndSurviveARestart() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Refusing())) {
            HubEvent failed = scene.await(HubEvent.Kind.FAILED);
            String code = failed.failure().orElseThrow().code().code();
            assertThat(scene.program().totals()).containsEntry("failed", 1L).containsEntry("failed." + code, 1L);
            scene.stopHub();
            scene.startHub(Map.of());
            assertThat(scene.program().totals().get("failed")).isGreaterThanOrEqualTo(1L);
        }
    }

    @Test
    void p6_givenManyThreads_whenTrustIsReadAndChanged_thenNothingIsLost() throws Exception {
        try (Environment environment = Environment.system();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Path file = folder.resolve("trusted.json");
            TrustFile trust = TrustFile.open(file, environment);
            List<Future<?>> running = Stream.concat(
                            IntStream.range(0, 40)
                                    .mapToObj(number -> threads.submit(() -> {
                                        trust.trust(new TrustStore.TrustedDevice(ski(number), Optional.empty(), "x"));
                                        return trust.find(ski(number)).orElseThrow();
                                    })),
                            IntStream.range(0, 40)
                                    .mapToObj(number -> threads.submit(() -> {
                                        trust.connected(ski(number), "id", Instant.EPOCH);
                                        return trust.all().size();
                                    })))
                    .<Future<?>>map(future -> future)
                    .toList();
            for (Future<?> each : running) {
                each.get();
            }
            trust.close();
            assertThat(TrustFile.open(file, environment).size()).isEqualTo(40);
        }
    }

    private static Ski ski(int number) {
        return Ski.parse(String.format(Locale.ROOT, "%040x", number));
    }

    /** The hello of both sides lasts two seconds here, so it is prolonged meanwhile. */
    @Test
    void p7_givenAStrangerThatWaits_whenNobodyDecides_thenThereIsOnePromptAndTheHelloIsKeptAlive() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).hurried().startHub(Map.of())) {
            scene.startStranger();
            scene.await(HubEvent.Kind.PENDING);
            assertThat(scene.pollFor(Duration.ofSeconds(5))).isEmpty();
            assertThat(scene.hub().pending()).hasSize(1);
            scene.program()
                    .trust(new TrustStore.TrustedDevice(scene.deviceSki(), Optional.empty(), "x"), DecidedBy.TERMINAL);
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.seen())
                    .filteredOn(event -> event.kind() == HubEvent.Kind.PENDING)
                    .hasSize(1);
        }
    }

    @Test
    void p8_givenAStateFileAndALogLevel_whenTheHubRuns_thenBothHaveAnEffect() throws Exception {
        Path file = Files.writeString(
                folder.resolve("config.json"), "{\"state_file\": \"elsewhere.json\", \"log_level\": \"warn\"}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).startHub(Map.of())) {
            assertThat(Files.readString(folder.resolve("elsewhere.json"))).contains("\"clean_stop\" : false");
            scene.stopHub();
            assertThat(Files.readString(folder.resolve("elsewhere.json"))).contains("\"clean_stop\" : true");
            assertThat(scene.configured().logLevel()).isEqualTo("warn"); // its effect is a test of the command
        }
    }

    @Test
    void p9_givenABrokenTrustFile_whenTheHubStarts_thenItIsKeptAsideAndTheStartRefused() throws Exception {
        Path file = folder.resolve("data/trusted_devices.json");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(file, "{\"half");
        HubOverLoopback scene = new HubOverLoopback(folder);
        assertThatThrownBy(() -> scene.startHub(Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("it was moved to");
        scene.close();
        try (Stream<Path> left = Files.list(folder.resolve("data"))) {
            assertThat(left.filter(path -> path.toString().contains(".broken-")))
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasContent("{\"half"));
        }
    }

    @Test
    void p10_givenAKnownDevice_whenItConnectsASecondTime_thenThatIsToldToo() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            scene.hub().disconnect(scene.deviceSki());
            scene.await(HubEvent.Kind.DISCONNECTED);
            scene.hub().connect(scene.deviceSki());
            scene.await(HubEvent.Kind.CONNECTED);
            scene.stopHub();
            assertThat(Files.readString(scene.trustFile())).contains("\"connection_count\" : 2", "\"last_seen\"");
            scene.startHub(Map.of(
                    scene.deviceSki(), Address.of("127.0.0.1", scene.device().port())));
            assertThat(scene.program().unused(Duration.ofDays(1))).isEmpty();
        }
    }
}
