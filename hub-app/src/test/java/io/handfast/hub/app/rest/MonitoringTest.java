// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.JsonTree;
import io.handfast.ship.hub.HubEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and health of a real hub with a real device, read as Prometheus, a supervisor and the console read them. */
class MonitoringTest {
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)(?:\\{(.*)})? (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"[^\"]*\"");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+)` \\| ([a-z]+) \\|([^|]*)\\|[^|]+\\|[^|]*\\|$", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`([a-z_]+)`");
    private static final Pattern NAME = Pattern.compile("\\b(?:handfast|process|jvm)_[a-z_]+\\b");
    private static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(folder -> Files.exists(folder.resolve("mvnw")))
            .findFirst()
            .orElseThrow();

    @TempDir
    private Path folder;

    private static String scrape(RestScene scene) throws Exception {
        HttpText.Response metrics = scene.call("GET", "/metrics", "", new String[0]); // no token
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        return metrics.body();
    }

    private static double value(String text, String sample) {
        return SAMPLE.matcher(text)
                .results()
                .filter(line -> line.group().startsWith(sample + " "))
                .map(line -> Double.parseDouble(line.group(3)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + sample + " in\n" + text));
    }

    @Test
    void givenOneHandshake_whenScraped_thenTheNumbersSaySoAndNameNoDevice() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            hub.awaitData();
            String text = scrape(scene);
            assertThat(value(text, "handfast_handshakes_total{outcome=\"complete\",role=\"client\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "handfast_handshake_duration_seconds_count{outcome=\"complete\",role=\"client\"}"))
                    .isEqualTo(1);
            for (String phase : new String[] {"tcp", "tls", "websocket", "cmi", "hello", "protocol", "pin", "access"}) {
                String series = "{outcome=\"complete\",phase=\"" + phase + "\"}";
                assertThat(value(text, "handfast_handshake_phase_duration_seconds_count" + series))
                        .as(phase)
                        .isEqualTo(1);
            }
            assertThat(value(text, "handfast_devices{role=\"client\",state=\"completed\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "handfast_trusted_devices")).isEqualTo(1);
            assertThat(value(text, "handfast_places_taken")).isEqualTo(1);
            assertThat(value(text, "handfast_connection_success_ratio")).isEqualTo(1);
            assertThat(value(text, "handfast_bytes_total{direction=\"received\"}"))
                    .isGreaterThan(500);
            assertThat(value(text, "handfast_messages_total{direction=\"sent\"}"))
                    .isBetween(5.0, 30.0);
            assertThat(value(text, "handfast_failures_total{code=\"ship.hello.remote-denied\"}"))
                    .isZero();
            assertThat(text)
                    .doesNotContain(
                            hub.deviceSki().toString(),
                            hub.program().identity().node().ski().toString());
        }
    }

    @Test
    void givenADeviceThatRefuses_whenScraped_thenTheFailureIsCountedByItsCode() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Refusing());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.FAILED);
            String text = scrape(scene);
            assertThat(value(text, "handfast_failures_total{code=\"ship.hello.remote-denied\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "handfast_handshakes_total{outcome=\"peer\",role=\"client\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "handfast_connection_success_ratio")).isZero();
            HttpText.Response health = scene.call("GET", "/api/v1/health", "", new String[0]);
            assertThat(health.node("lastFailure").members().get("code"))
                    .extracting(
                            code -> String.valueOf(Objects.requireNonNull(code).value()))
                    .isEqualTo("ship.hello.remote-denied");
        }
    }

    @Test
    void givenAStranger_whenTrusted_thenTheDecisionIsCountedAndItsStopIsMeasured() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).startHub(Map.of());
        try (RestScene scene = new RestScene(folder, hub)) {
            String path = "/api/v1/devices/" + scene.stranger() + "/trust";
            assertThat(value(scrape(scene), "handfast_pending_devices")).isEqualTo(1);
            assertThat(scene.post(path).status()).isEqualTo(200);
            hub.await(HubEvent.Kind.CONNECTED);
            String text = scrape(scene);
            assertThat(value(text, "handfast_trust_decisions_total{by=\"rest\",decision=\"trusted\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "handfast_devices{role=\"server\",state=\"completed\"}"))
                    .isEqualTo(1);
            hub.stopHub();
            hub.startHub(Map.of());
            assertThat(value(scrape(scene), "handfast_last_stop_duration_seconds"))
                    .isBetween(0.001, 10.0);
        }
    }

    @Test
    void givenADeviceThatComesAnew_whenScraped_thenTheReconnectAndTheShortConnectionAreCounted() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            hub.hub().disconnect(hub.deviceSki());
            hub.await(HubEvent.Kind.DISCONNECTED);
            hub.hub().connect(hub.deviceSki());
            hub.await(HubEvent.Kind.CONNECTED);
            String text = scrape(scene);
            assertThat(value(text, "handfast_reconnects_total")).isEqualTo(1);
            assertThat(value(text, "handfast_short_connections_total")).isEqualTo(1);
            assertThat(value(text, "handfast_connection_duration_seconds_count"))
                    .isEqualTo(1);
            assertThat(hub.program().totals()).containsEntry("short-connection", 1L);
        }
    }

    @Test
    void givenAHubWithoutRoom_whenAStrangerComes_thenTheRefusalWith503IsCounted() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).startHub(Map.of());
        try (RestScene scene = new RestScene(folder, hub)) {
            String none = "{\"maxConnections\":1,\"maxUnknown\":0}";
            assertThat(scene.call("PUT", "/api/v1/limits", none).status()).isEqualTo(200);
            hub.startStranger();
            hub.await(HubEvent.Kind.REFUSED);
            String text = scrape(scene);
            assertThat(value(text, "handfast_refusals_total{reason=\"limit\"}")).isEqualTo(1);
            assertThat(value(text, "handfast_failures_total{code=\"ws.declined\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "handfast_connections_limit{devices=\"unknown\"}"))
                    .isZero();
        }
    }

    @Test
    void givenAHub_whenItsHealthIsAsked_thenItIsWellAndWarnsWhenItIsNearlyFull() throws Exception {
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.call("GET", "/health/live", "", new String[0]).text("status"))
                    .isEqualTo("live");
            assertThat(scene.call("GET", "/health/ready", "", new String[0]).text("status"))
                    .isEqualTo("ready");
            assertThat(scene.get("/api/v1/health").text("status")).isEqualTo("well");
            assertThat(scene.call("PUT", "/api/v1/limits", "{\"maxConnections\":1}")
                            .status())
                    .isEqualTo(200);
            HttpText.Response health = scene.get("/api/v1/health");
            assertThat(health.text("status")).isEqualTo("warning");
            assertThat(health.body()).contains("Approaching connection limit: 1/1");
            assertThat(value(scrape(scene), "handfast_health_warning{warning=\"limit\"}"))
                    .isEqualTo(1);
        }
    }

    /** Name, kind and labels of each metric. */
    private static Map<String, String> rendered(String text) {
        Map<String, String> metrics = new TreeMap<>();
        for (MatchResult type : TYPE.matcher(text).results().toList()) {
            String name = type.group(1);
            Set<String> labels = new TreeSet<>();
            SAMPLE.matcher(text)
                    .results()
                    .filter(sample -> sample.group(1).equals(name)
                            || (type.group(2).equals("histogram")
                                    && sample.group(1).equals(name + "_count")))
                    .map(sample -> Optional.ofNullable(sample.group(2)).orElse(""))
                    .forEach(all -> LABEL.matcher(all).results().forEach(label -> labels.add(label.group(1))));
            metrics.put(name, type.group(2) + " " + labels);
        }
        return metrics;
    }

    @Test
    void givenTheMetrics_whenComparedWithTheirPage_thenBothNameTheSame() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            Map<String, String> documented = ROW.matcher(Files.readString(ROOT.resolve("docs/metrics.md")))
                    .results()
                    .collect(Collectors.toMap(
                            row -> row.group(1),
                            row -> row.group(2) + " "
                                    + QUOTED.matcher(row.group(3))
                                            .results()
                                            .map(label -> label.group(1))
                                            .collect(Collectors.toCollection(TreeSet::new)),
                            (one, _) -> one,
                            TreeMap::new));
            assertThat(documented).isEqualTo(rendered(scrape(scene)));
        }
    }

    @Test
    void givenTheDashboard_whenComparedWithWhatAHubRendersAfterAHandshake_thenItUsesOnlyThat() throws Exception {
        JsonTree.Node dashboard = JsonTree.read(Files.readString(ROOT.resolve("packaging/grafana/handfast-hub.json")));
        Set<String> used = new TreeSet<>();
        for (JsonTree.Node panel : items(dashboard, "panels")) {
            for (JsonTree.Node target : items(panel, "targets")) {
                String expression = String.valueOf(
                        Objects.requireNonNull(target.members().get("expr")).value());
                Set<String> names = NAME.matcher(expression)
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(names).as(expression).isNotEmpty();
                used.addAll(names);
            }
        }
        HubOverLoopback hub = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting());
        try (RestScene scene = new RestScene(folder, hub)) {
            hub.await(HubEvent.Kind.CONNECTED);
            Set<String> samples = SAMPLE.matcher(scrape(scene))
                    .results()
                    .map(sample -> sample.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(samples).containsAll(used);
        }
        assertThat(used.stream().map(name -> Arrays.asList(name.split("_", -1)).getFirst()))
                .contains("handfast", "process");
    }

    private static java.util.List<JsonTree.Node> items(JsonTree.Node object, String member) {
        return object.members().getOrDefault(member, new JsonTree.Node(null, 0)).items();
    }
}
