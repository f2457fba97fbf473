// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.ship.hub.HubEvent;
import io.handfast.testkit.TornDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a running hub is read again: no connection is touched, a mistake changes nothing. */
class ReloadTest {
    @TempDir
    private Path folder;

    @Test
    void givenAConnectedDevice_whenReloaded_thenItStaysAndWhatCanTakesEffect() throws Exception {
        Path file =
                Files.writeString(folder.resolve("config.json"), "{\"max_connections\": 10, \"device_model\": \"A\"}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            HubProgram program = scene.program();

            Files.writeString(file, "{\"max_connections\": 3, \"device_model\": \"B\", \"log_level\": \"debug\"}");
            HubProgram.Reloaded reloaded = program.reload();
            assertThat(reloaded.changed()).containsExactly("max_connections", "log_level");
            assertThat(reloaded.needRestart()).containsExactly("device_model");
            assertThat(program.hub().limits().peers()).isEqualTo(3);
            assertThat(program.configuration().logLevel()).isEqualTo("debug");
            assertThat(program.reload()).isEqualTo(new HubProgram.Reloaded(java.util.List.of(), java.util.List.of()));

            Files.writeString(file, "{\"max_connections\": 0, \"prot\": 1}");
            assertThatThrownBy(program::reload)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("\"max_connections\": 0; allowed")
                    .hasMessageContaining("did you mean \"port\"?");
            assertThat(program.hub().limits().peers()).isEqualTo(3);

            assertThat(scene.hub().device(scene.deviceSki()).orElseThrow().stage())
                    .isEqualTo("established");
            assertThat(scene.seen()).noneMatch(event -> event.kind() == HubEvent.Kind.DISCONNECTED);
        }
    }

    @Test
    void givenAutoAccept_whenAStrangerComes_thenItIsTrustedAndTheAuditLogSaysBywhom() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"auto_accept_pairing\": true}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).startHub(Map.of())) {
            assertThat(scene.program().identity().warnings())
                    .contains("auto_accept_pairing is on: every device that asks is trusted");
            scene.startStranger();
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(Files.readString(scene.trustFile())).contains("\"paired_by\" : \"auto-accept\"");
            assertThat(Files.readString(folder.resolve("data/audit.log")))
                    .contains("\"by\":\"auto-accept\"", scene.deviceSki().toString());
        }
    }

    @Test
    void givenShortIntervals_whenTheHubIsNearlyFull_thenItsOperatorIsToldOnceAndTheTotalsAreStored() throws Exception {
        Path file = Files.writeString(
                folder.resolve("config.json"),
                "{\"max_connections\": 1, \"health_check_interval\": 1, \"metrics_report_interval\": 1}");
        try (HubOverLoopback scene = new HubOverLoopback(folder).from(file).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.await(HubEvent.Kind.WARNING).text()).isEqualTo("Approaching connection limit: 1/1");
            assertThat(scene.pollFor(java.time.Duration.ofMillis(2500)))
                    .as("told once")
                    .isEmpty();
            assertThat(Files.readString(folder.resolve("data/hub_state.json"))).contains("\"connected\" : 1");
        }
    }

    @Test
    void givenAFullDisk_whenTheHubStarts_thenItRunsAndRefusesTrustAndSaysSoOnce() throws Exception {
        java.util.concurrent.BlockingQueue<HubEvent> events = new java.util.concurrent.LinkedBlockingQueue<>();
        HubConfiguration configuration =
                HubConfiguration.usual().withPort(0).hidden().withoutConsole();
        try (Environment environment = Environment.system()) {
            HubProgram.identity(configuration, folder, environment);
            StateFile.shipId(folder.resolve(configuration.stateFile()), Storage.silent(), environment.entropy());
            TornDisk disk = new TornDisk(folder);
            disk.full(true);
            HubProgram program = HubProgram.start(
                    configuration,
                    disk.folder(),
                    (_, _) -> {},
                    events::add,
                    HubOverLoopback.FAST,
                    CryptoProvider.detect(),
                    Machine.real(),
                    environment);
            io.handfast.ship.hub.TrustStore.TrustedDevice device = new io.handfast.ship.hub.TrustStore.TrustedDevice(
                    io.handfast.crypto.Ski.parse("11".repeat(20)), Optional.empty(), "x");
            assertThatThrownBy(() -> program.trust(device, DecidedBy.REST)).hasMessageContaining("No space left");
            assertThat(program.hub().isTrusted(device.ski())).isFalse();
            disk.full(false);
            program.trust(device, DecidedBy.REST);
            assertThat(program.hub().isTrusted(device.ski())).isTrue();
            program.stop();
        }
        assertThat(events.stream()
                        .filter(event -> event.kind() == HubEvent.Kind.WARNING)
                        .map(HubEvent::text))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).contains("No space left", "refuses changes of trust"))
                .anySatisfy(text -> assertThat(text).contains("can be written again"));
    }
}
