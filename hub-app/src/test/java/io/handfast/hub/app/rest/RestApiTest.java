// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.message.Pin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running hub tells, and what it can be told: a real hub, a real device, real HTTP. */
class RestApiTest {
    private static final String UNKNOWN = "/api/v1/devices/" + "0".repeat(40);

    @TempDir
    private Path folder;

    private static String path(Ski ski, String... more) {
        return "/api/v1/devices/" + ski + String.join("", more);
    }

    private static String text(JsonTree.Node object, String member) {
        JsonTree.Node node = object.members().get(member);
        return node == null ? "missing" : String.valueOf(node.value());
    }

    private static List<JsonTree.Node> items(JsonTree.Node object, String member) {
        return object.members().getOrDefault(member, new JsonTree.Node(null, 0)).items();
    }

    private static List<String> values(HttpText.Response response, String member) {
        return response.node(member).items().stream()
                .map(item -> String.valueOf(item.value()))
                .toList();
    }

    /** What was decided, by whom, about whom. */
    private List<String> audit() throws Exception {
        List<String> decisions = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("data/audit.log"))) {
            JsonTree.Node entry = JsonTree.read(line);
            decisions.add(text(entry, "what") + " by " + text(entry, "by") + " " + text(entry, "ski"));
        }
        return decisions;
    }

    @Test
    void givenAHub_whenAsked_thenItTellsWhoItIs() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            HttpText.Response hub = scene.get("/api/v1/hub");
            assertThat(hub.status()).isEqualTo(200);
            String ski = scene.hub().program().identity().node().ski().toString();
            assertThat(hub.text("ski")).isEqualTo(ski);
            assertThat(text(hub.node("autoAccept"), "always")).isEqualTo("false");
            assertThat(hub.text("qr")).startsWith("SHIP;SKI:" + ski + ";ID:").endsWith("ENDSHIP;");
            assertThat(hub.text("port"))
                    .isEqualTo(Integer.toString(scene.hub().hub().port()));
            assertThat(text(hub.node("devices"), "trusted")).isEqualTo("0");
            assertThat(text(hub.node("autoAccept"), "open")).isEqualTo("false");
            HttpText.Response picture = scene.get("/api/v1/hub/qr.svg");
            assertThat(picture.header("Content-Type")).isEqualTo("image/svg+xml");
            assertThat(picture.body()).startsWith("<svg ").contains("<path ").doesNotContain("script", "style=");
        }
    }

    @Test
    void givenAConnectedDevice_whenAsked_thenItsStageItsDiagnosisAndItsPhasesAreTold() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            HttpText.Response device = scene.get(path(hub.deviceSki()));
            assertThat(device.text("stage")).isEqualTo("established");
            assertThat(device.text("state")).isEqualTo("completed");
            assertThat(device.text("trusted")).isEqualTo("true");
            assertThat(device.text("name")).isEqualTo("device");
            assertThat(device.text("lastFailure")).isEqualTo("null");
            assertThat(String.valueOf(
                            device.node("diagnosis").items().getFirst().value()))
                    .contains("trusted, connected");
            List<JsonTree.Node> all =
                    scene.get("/api/v1/devices").node("devices").items();
            assertThat(all).hasSize(1);
            HttpText.Response trace = scene.get(path(hub.deviceSki(), "/trace"));
            List<String> phases = items(trace.node("handshake"), "phases").stream()
                    .map(phase -> text(phase, "phase"))
                    .toList();
            assertThat(phases).startsWith("tcp", "tls", "websocket").endsWith("ship.complete");
            assertThat(trace.node("events").items().stream().map(event -> text(event, "event")))
                    .contains("dialling", "connected");
        }
    }

    @Test
    void givenADeviceThatCannotBeReached_whenAsked_thenCodeBlameHintAndNextAttemptAreTold() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Refusing());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.FAILED);
            JsonTree.Node failure = scene.get(path(hub.deviceSki())).node("lastFailure");
            assertThat(text(failure, "code")).isEqualTo("ship.hello.remote-denied");
            assertThat(text(failure, "blame")).isEqualTo("peer");
            assertThat(text(failure, "hint")).isNotEmpty();
            assertThat(Long.parseLong(scene.get(path(hub.deviceSki())).text("nextAttemptMs")))
                    .isPositive();
        }
    }

    @Test
    void givenAStranger_whenTrusted_thenItIsConnectedAndTheSecondOperatorIsToldWhoWasFirst() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            Ski ski = scene.stranger();
            List<JsonTree.Node> pending =
                    scene.get("/api/v1/pending").node("pending").items();
            assertThat(pending).hasSize(1);
            assertThat(text(pending.getFirst(), "ski")).isEqualTo(ski.toString());
            assertThat(text(pending.getFirst(), "knocks")).isEqualTo("1");
            assertThat(Long.parseLong(text(pending.getFirst(), "timeLeftMs"))).isPositive();
            HttpText.Response first =
                    scene.call("POST", path(ski, "/trust"), "{\"name\": \"Garage\", \"expected\": \"pending\"}");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text("decision")).isEqualTo("trusted");
            scene.hub().await(HubEvent.Kind.CONNECTED);
            HttpText.Response second = scene.call("POST", path(ski, "/trust"), "{\"expected\": \"pending\"}");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.text("code")).isEqualTo("rest.decided");
            assertThat(second.text("stand")).isEqualTo("trusted");
            assertThat(text(second.node("decided"), "at")).isEqualTo(first.text("at"));
            HttpText.Response third = scene.post(path(ski, "/refuse"));
            assertThat(third.status()).isEqualTo(409);
            assertThat(text(third.node("decided"), "decision")).isEqualTo("trusted");
            assertThat(Files.readString(scene.hub().trustFile()))
                    .contains(ski.toString(), "Garage", "\"paired_by\" : \"rest\"");
            assertThat(audit()).containsExactly("trusted by rest " + ski);
            assertThat(scene.get(path(ski)).text("name")).isEqualTo("Garage");
        }
    }

    @Test
    void givenAStranger_whenManyOperatorsDecideAtOnce_thenOneOfThemDoes() throws Exception {
        try (RestScene scene = new RestScene(folder);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Ski ski = scene.stranger();
            List<CompletableFuture<Integer>> statuses = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> status(scene, path(ski, number % 2 == 0 ? "/trust" : "/refuse")), threads))
                    .toList();
            List<Integer> all =
                    statuses.stream().map(CompletableFuture::join).sorted().toList();
            assertThat(all).containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
        }
    }

    private static int status(RestScene scene, String path) {
        try {
            return scene.post(path).status();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void givenAStranger_whenRefused_thenItIsGoneAndOnlyAKnowingOperatorTrustsItNevertheless() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            Ski ski = scene.stranger();
            assertThat(scene.post(path(ski, "/refuse")).text("decision")).isEqualTo("refused");
            assertThat(audit()).contains("refused by rest " + ski);
            HttpText.Response second = scene.post(path(ski, "/trust"));
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.text("stand")).isEqualTo("refused");
            assertThat(scene.hub().hub().isTrusted(ski)).isFalse();
            assertThat(scene.call("POST", path(ski, "/trust"), "{\"expected\": \"refused\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(scene.hub().hub().isTrusted(ski)).isTrue();
        }
    }

    @Test
    void givenATrustedDevice_whenForgotten_thenItIsAStrangerAgain() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.post(path(hub.deviceSki(), "/forget")).status()).isEqualTo(200);
            assertThat(Files.readString(hub.trustFile()))
                    .doesNotContain(hub.deviceSki().toString());
            HttpText.Response again = scene.post(path(hub.deviceSki(), "/forget"));
            assertThat(again.status()).isEqualTo(409);
            assertThat(text(again.node("decided"), "decision")).isEqualTo("forgotten");
            assertThat(scene.post(UNKNOWN + "/forget").text("code")).isEqualTo("rest.device-unknown");
        }
    }

    @Test
    void givenAConnectedDevice_whenDisconnectedAndConnected_thenItStaysAwayMeanwhile() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.post(path(hub.deviceSki(), "/disconnect")).status())
                    .isEqualTo(204);
            hub.await(HubEvent.Kind.DISCONNECTED);
            assertThat(scene.get(path(hub.deviceSki())).text("staysAway")).isEqualTo("true");
            assertThat(scene.post(path(hub.deviceSki(), "/connect")).status()).isEqualTo(204);
            hub.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.post(UNKNOWN + "/connect").text("code")).isEqualTo("rest.not-trusted");
            assertThat(scene.post(UNKNOWN + "/disconnect").text("code")).isEqualTo("rest.not-trusted");
        }
    }

    @Test
    void givenADeviceThatWantsAPin_whenItIsGiven_thenItConnects() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.DemandingPin(new Pin("1a2b3c4d")));
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.PIN_WANTED);
            assertThat(text(scene.get(path(hub.deviceSki())).node("pinWish"), "required"))
                    .isEqualTo("true");
            HttpText.Response wrong = scene.call("PUT", path(hub.deviceSki(), "/pin"), "{\"pin\": \"geheim\"}");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.body()).doesNotContain("geheim");
            assertThat(scene.call("PUT", path(hub.deviceSki(), "/pin"), "{\"pin\": \"1A2B3C4D\"}")
                            .status())
                    .isEqualTo(204);
            hub.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.call("PUT", UNKNOWN + "/pin", "{\"pin\": \"1a2b3c4d\"}")
                            .text("code"))
                    .isEqualTo("rest.not-trusted");
        }
    }

    @Test
    void givenATrustedDevice_whenAPinIsDemanded_thenItIsStoredUntilItIsTakenBack() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            String demand = path(hub.deviceSki(), "/pin-demand");
            assertThat(scene.call("PUT", demand, "{\"pin\": \"1a2b3c4d\"}").status())
                    .isEqualTo(204);
            assertThat(scene.get(path(hub.deviceSki())).text("pinDemanded")).isEqualTo("true");
            assertThat(Files.readString(hub.trustFile())).contains("\"demanded_pin\" : \"1a2b3c4d\"");
            assertThat(scene.call("DELETE", demand, "").status()).isEqualTo(204);
            assertThat(Files.readString(hub.trustFile())).doesNotContain("demanded_pin");
            assertThat(scene.call("DELETE", UNKNOWN + "/pin-demand", "").text("code"))
                    .isEqualTo("rest.not-trusted");
            assertThat(audit())
                    .contains("pin-demanded by rest " + hub.deviceSki(), "pin-waived by rest " + hub.deviceSki());
            assertThat(Files.readString(folder.resolve("data/audit.log"))).doesNotContain("1a2b3c4d");
        }
    }

    @Test
    void givenTheLimits_whenChanged_thenTheHubHasThem() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            assertThat(scene.get("/api/v1/limits").text("maxConnections")).isEqualTo("10");
            HttpText.Response changed = scene.call("PUT", "/api/v1/limits", "{\"maxConnections\": 20}");
            assertThat(changed.text("maxConnections")).isEqualTo("20");
            assertThat(changed.text("maxUnknown")).isEqualTo("10");
            assertThat(scene.hub().hub().limits().peers()).isEqualTo(20);
            assertThat(scene.call("PUT", "/api/v1/limits", "{\"maxConnections\": 0}")
                            .status())
                    .isEqualTo(400);
            assertThat(scene.hub().hub().limits().peers()).isEqualTo(20);
        }
    }

    @Test
    void givenAStranger_whenTheWindowIsOpened_thenItIsTrustedAndTheWindowSaysSo() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            Ski ski = scene.stranger();
            HttpText.Response opened = scene.call("POST", "/api/v1/auto-accept", "{\"lastingMs\": 60000}");
            assertThat(opened.text("open")).isEqualTo("true");
            assertThat(Long.parseLong(opened.text("timeLeftMs"))).isBetween(1L, 60_000L);
            scene.hub().await(HubEvent.Kind.CONNECTED);
            assertThat(scene.get("/api/v1/auto-accept").node("accepted").items().stream()
                            .map(JsonTree.Node::value))
                    .containsExactly(ski.toString());
            assertThat(audit()).containsExactly("trusted by auto-accept " + ski);
            HttpText.Response closed = scene.call("DELETE", "/api/v1/auto-accept", "");
            assertThat(closed.text("open")).isEqualTo("false");
            assertThat(scene.call("POST", "/api/v1/auto-accept", "{\"lastingMs\": 120001}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void givenAnApplicationThatLetsNobodyWait_whenTheWindowIsOpen_thenAStrangerComesInAllTheSame() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).lettingNobodyWait().startHub(Map.of());
        try (RestScene scene = new RestScene(folder, hub)) {
            scene.call("POST", "/api/v1/auto-accept", "");
            scene.stranger();
            hub.await(HubEvent.Kind.CONNECTED);
        }
    }

    @Test
    void givenAConfiguration_whenReadAgain_thenWhatChangedIsToldAndTheLimitsAreItsAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"max_connections\": 5}");
        HubOverLoopback hub = new HubOverLoopback(folder).from(file).startHub(Map.of());
        try (RestScene scene = new RestScene(folder, hub)) {
            scene.call("PUT", "/api/v1/limits", "{\"maxConnections\": 20}");
            Files.writeString(file, "{\"max_connections\": 5, \"auto_accept_pairing\": true, \"device_model\": \"B\"}");
            HttpText.Response reloaded = scene.post("/api/v1/reload");
            assertThat(values(reloaded, "changed")).containsExactly("auto_accept_pairing");
            assertThat(values(reloaded, "needRestart")).containsExactly("device_model");
            assertThat(scene.get("/api/v1/limits").text("maxConnections")).isEqualTo("5");
            assertThat(scene.get("/api/v1/auto-accept").text("always")).isEqualTo("true");

            Files.writeString(file, "{\"max_connections\": 0, \"prot\": 1}");
            HttpText.Response refused = scene.post("/api/v1/reload");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("rest.configuration");
            assertThat(refused.text("detail").lines()).hasSize(2);
            assertThat(scene.get("/api/v1/limits").text("maxConnections")).isEqualTo("5");
        }
    }

    @Test
    void givenADeviceThatWasHereLongAgo_whenUnusedOnesAreAskedFor_thenItIsThere() throws Exception {
        String ski = "ab".repeat(20);
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/trusted_devices.json"),
                "{\"" + ski + "\": {\"brand\": \"Old\", \"last_connection\": \"2020-01-01T00:00:00Z\"}}");
        try (RestScene scene = new RestScene(folder)) {
            List<JsonTree.Node> unused =
                    scene.get("/api/v1/unused").node("devices").items();
            assertThat(unused).singleElement().satisfies(device -> {
                assertThat(text(device, "ski")).isEqualTo(ski);
                assertThat(text(device, "name")).isEqualTo("Old");
            });
            assertThat(scene.get("/api/v1/unused?days=36500").node("devices").items())
                    .isEmpty();
            for (String wrong : List.of("0", "36501", "x", "-1", "", "9999999999")) {
                assertThat(scene.get("/api/v1/unused?days=" + wrong).text("code"))
                        .isEqualTo("rest.query");
            }
        }
    }

    @Test
    void givenNoDiscovery_whenAsked_thenNothingIsSeen() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            HttpText.Response seen = scene.get("/api/v1/discovered");
            assertThat(seen.status()).isEqualTo(200);
            assertThat(scene.get(UNKNOWN).text("code")).isEqualTo("rest.device-unknown");
            assertThat(scene.get(UNKNOWN + "/trace").status()).isEqualTo(404);
        }
    }

    @Test
    void givenTheDiskCannotBeWritten_whenTrusted_thenNothingHasChangedAndItIsSaid() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            Path data = scene.hub().trustFile().getParent();
            Files.createDirectories(scene.hub().trustFile()); // a folder in its place
            HttpText.Response response = scene.post(UNKNOWN + "/trust");
            assertThat(response.status()).as(data + ": " + response).isEqualTo(500);
            assertThat(response.text("code")).isEqualTo("rest.not-stored");
            assertThat(scene.hub().hub().devices()).isEmpty();
            Files.delete(scene.hub().trustFile());
            assertThat(scene.post(UNKNOWN + "/trust").status()).isEqualTo(200);
        }
    }

    /** 192.0.2.0/24 is for documentation: no machine has it. */
    @Test
    void givenAnAddressOfSomebodyElse_whenTheHubStarts_thenItIsRefusedAndLeavesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"console_address\": \"192.0.2.1\"}");
        try (HubOverLoopback hub = new HubOverLoopback(folder).from(file)) {
            assertThatThrownBy(() -> hub.startHub(Map.of()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("console address 192.0.2.1:0 cannot be used");
            Files.writeString(file, "{}");
            hub.from(file).startHub(Map.of());
            assertThat(hub.program().identity().created()).isFalse();
            assertThat(hub.program().identity().warnings()).isEmpty();
        }
    }

    @Test
    void givenAHubThatStops_whenItIsGone_thenItsAddressIsGoneTooAndTheTokenStays() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            assertThat(Files.readString(folder.resolve("console.json")))
                    .contains(scene.server().address());
            String token = scene.token();
            scene.hub().stopHub();
            assertThat(folder.resolve("console.json")).doesNotExist();
            scene.hub().startHub(Map.of());
            assertThat(scene.token()).isEqualTo(token);
        }
    }
}
