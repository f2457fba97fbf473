// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.time.SystemTime;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.discovery.MemoryNetwork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over HTTP: in order, resumed, filtered, ended; and who does not read is dropped. */
class EventStreamTest {
    private static final OpenApi DOCUMENT = new OpenApi();

    @TempDir
    private Path folder;

    /** Somebody who listens. */
    private static final class Ear implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Ear(RestScene scene, String query, String... headers) throws IOException {
            socket = HttpText.connect(scene.port());
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            String request = "GET /api/v1/events" + query + " HTTP/1.1\r\nHost: localhost:" + scene.port()
                    + "\r\nAuthorization: Bearer " + scene.token() + "\r\n" + more + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(HttpText.head(socket.getInputStream()))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("Content-type: text/event-stream");
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The lines of the next event, chunk sizes left out; empty at the end. */
        List<String> next() throws IOException {
            List<String> event = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean content = line.matches("(id|data|event|retry): .*|: .*");
                if (content) {
                    event.add(line);
                } else if (line.isEmpty() && event.stream().anyMatch(each -> !each.startsWith("retry"))) {
                    return event;
                }
            }
            return event;
        }

        /** The data of the next event that says it. */
        String await(String text) throws IOException {
            List<String> seen = new ArrayList<>();
            for (List<String> event = next(); !event.isEmpty() && seen.size() < 120; event = next()) {
                seen.addAll(event);
                if (event.getLast().contains(text)) {
                    String data = event.getLast().substring("data: ".length());
                    assertThat(DOCUMENT.judge("Event", data)).as(data).isEmpty();
                    return event.stream()
                            .filter(line -> line.startsWith("id: "))
                            .findFirst()
                            .orElse("");
                }
            }
            throw new AssertionError("no " + text + " in " + seen);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void givenAListener_whenThePairingServiceTells_thenItHearsThatToo() throws Exception {
        String secret = "7A37DCF81BDB50F8E92CFA4160CCB3DE";
        String code = "SHIP;ID:d:_i:far;FPH256:" + "AB".repeat(32) + ";SPSEC:" + secret + ";ENDSHIP;";
        MemoryNetwork network = new MemoryNetwork(new SystemTime());
        HubOverLoopback hub = new HubOverLoopback(folder)
                .pairing(PairingRole.ANNOUNCER, network.join("hub.local.", Set.of(InetAddress.getLoopbackAddress())))
                .startHub(Map.of());
        try (RestScene scene = new RestScene(folder, hub);
                Ear ear = new Ear(scene, "")) {
            scene.call("POST", "/api/v1/pairing/announcements", JsonTree.line(Map.of("qr", code)));
            ear.await(
                    "\"event\":\"pairing\",\"pairing\":\"announcing\",\"shipId\":\"d:_i:far\",\"fingerprint\":\"ABAB");
            scene.call("DELETE", "/api/v1/pairing/announcements/" + "AB".repeat(32), "");
            ear.await("\"pairing\":\"withdrawn\"");
        }
    }

    @Test
    void givenAListener_whenADeviceComes_thenItHearsOfItInOrder() throws Exception {
        try (RestScene scene = new RestScene(folder);
                Ear states = new Ear(scene, "");
                Ear ear = new Ear(scene, "")) {
            assertThat(ear.next()).contains("event: hello", "retry: 2000");
            Ski ski = scene.stranger();
            ear.await("\"event\":\"knocked\"");
            ear.await("\"event\":\"pending\",\"ski\":\"" + ski + "\"");
            scene.post("/api/v1/devices/" + ski + "/trust");
            ear.await("\"event\":\"trusted\"");
            ear.await("\"event\":\"connected\"");
            states.await("\"state\":\"received-pairing-request\"");
            states.await("\"state\":\"completed\"");
        }
    }

    @Test
    void givenAListenerThatWasAway_whenItComesBack_thenItHearsWhatItMissed() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            String seen;
            try (Ear ear = new Ear(scene, "")) {
                ear.next();
                scene.call("POST", "/api/v1/auto-accept", "");
                seen = ear.await("are trusted for 120 s").substring("id: ".length());
            }
            scene.call("DELETE", "/api/v1/auto-accept", "");
            try (Ear ear = new Ear(scene, "", "Last-Event-ID: " + seen)) {
                assertThat(ear.next()).contains("event: hello");
                ear.await("wait for a decision again");
            }
            for (String strange : List.of("ffffffff-1", "1", "", "x".repeat(500), seen + "999")) {
                try (Ear ear = new Ear(scene, "", "Last-Event-ID: " + strange)) {
                    assertThat(ear.next()).as(strange).contains("event: reset");
                }
            }
        }
    }

    @Test
    void givenASilentHub_whenAListenerWaits_thenThereIsAHeartbeatAndAtTheEndAFarewell() throws Exception {
        try (RestScene scene = new RestScene(folder);
                Ear ear = new Ear(scene, "?ski=" + "0".repeat(40))) {
            assertThat(ear.next()).contains("event: hello");
            assertThat(ear.next()).containsExactly(": heartbeat");
            scene.call("POST", "/api/v1/auto-accept", ""); // of no device: not wanted here
            assertThat(ear.next()).containsExactly(": heartbeat");
            scene.hub().stopHub();
            List<String> last = ear.next();
            while (last.equals(List.of(": heartbeat"))) {
                last = ear.next();
            }
            assertThat(last).contains("event: stopping");
            assertThat(ear.next()).isEmpty();
        }
    }

    @Test
    void givenAsManyListenersAsThereMayBe_whenOneMoreComes_thenItIsToldToWait() throws Exception {
        try (RestScene scene = new RestScene(folder)) {
            List<Ear> ears = new ArrayList<>();
            try {
                for (int i = 0; i < 32; i++) {
                    Ear ear = new Ear(scene, "");
                    ears.add(ear);
                    ear.next();
                }
                HttpText.Response refused = scene.get("/api/v1/events");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.text("code")).isEqualTo("rest.crowded");
            } finally {
                for (Ear ear : ears) {
                    ear.close();
                }
            }
        }
    }

    @Test
    void givenAListenerThatTakesNothing_whenTheDeadlineIsOver_thenItIsFreedByTheGuard() throws Exception {
        try (Environment environment = Environment.system()) {
            EventLog log = new EventLog("run", environment.time(), new Scope("log", environment.time()));
            AtomicReference<String> freedBy = new AtomicReference<>("");
            EventStream stream = new EventStream(
                    log,
                    Optional.of("other-1"),
                    Optional.empty(),
                    environment.time(),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(50),
                    () -> true);
            Thread reader = Thread.currentThread();
            DeadlineGuard.Watch watch = environment.guard().watch(() -> {
                freedBy.set("guard");
                reader.interrupt();
            });
            OutputStream stuck = new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    try {
                        new java.util.concurrent.CountDownLatch(1).await(); // as a full socket does
                    } catch (InterruptedException e) {
                        throw new IOException("closed", e);
                    }
                }
            };
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> stream.run(stuck, watch)))
                    .isInstanceOf(IOException.class);
            assertThat(freedBy.get()).isEqualTo("guard");
            assertThat(log.listening()).isZero();
            log.close();
        }
    }

    @Test
    void givenAFullLog_whenTheOldestGo_thenWhoSawThemLastHasMissedSomething() throws Exception {
        SystemTime time = new SystemTime();
        Scope scope = new Scope("log", time);
        EventLog log = new EventLog("run", time, scope);
        try (EventLog.Listener listener = log.listen()) {
            for (int i = 1; i <= 5000; i++) {
                log.add(Optional.empty(), "{}");
                while (i - log.latest() > 1000) {
                    Thread.onSpinWait();
                }
            }
            log.close();
            scope.join(time.in(Duration.ofSeconds(10)));
            assertThat(log.latest()).isEqualTo(5000);
            assertThat(log.after(0)).hasSize(2048);
            assertThat(log.hasAllAfter(5000 - 2048)).isTrue();
            assertThat(log.hasAllAfter(5000 - 2049)).isFalse();
            assertThat(log.hasAllAfter(5001)).isFalse();
            assertThat(listener.inbox().ending()).isPresent();
        }
    }
}
