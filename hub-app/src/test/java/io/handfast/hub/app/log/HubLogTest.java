// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.HubOverLoopback;
import io.handfast.hub.app.JsonTree;
import io.handfast.ship.hub.HubEvent;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a hub's log: the lines operators search for, as sentences or JSON, bounded in every way. */
class HubLogTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Ski SKI = Ski.parse("11".repeat(20));
    private static final Path PAGE = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .filter(folder -> Files.exists(folder.resolve("mvnw")))
            .findFirst()
            .orElseThrow()
            .resolve("docs/how-to/log-lines.md");

    @TempDir
    private Path folder;

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("logs/hub.0.log"));
    }

    private static HubEvent event(HubEvent.Kind kind, String name, String text) {
        return new HubEvent(NOON, kind, Optional.of(SKI), name, "", text, Optional.empty(), Optional.empty());
    }

    private static String line(HubEvent event) {
        return new EventLines(Environment.system().time()).of(event).getFirst().text();
    }

    /** One hub from its start to its end, with a device that refuses, then one that connects. */
    private List<String> course(String format) throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder);
                Environment environment = Environment.system();
                HubLog log = HubLog.open(folder, "info", format, environment)) {
            scene.listening(log).pairedWith(new Behaviour.Trusting());
            scene.await(HubEvent.Kind.CONNECTED);
            scene.awaitData();
            scene.hub().disconnect(scene.deviceSki());
            scene.await(HubEvent.Kind.DISCONNECTED);
            scene.stopHub();
        }
        return lines();
    }

    @Test
    void givenAHubAndADevice_whenTheyConnectAndPart_thenTheLinesThatOperatorsSearchForAreThere() throws Exception {
        String text = String.join("\n", course("text"));
        assertThat(text)
                .containsPattern("(?m)^2\\S+Z info Loaded 1 trusted devices from .*trusted_devices.json$")
                .containsPattern("(?m) info Hub started: SKI=[0-9a-f]{40}, port=\\d+, max connections=10, auto accept=")
                .containsPattern("(?m) info Device connected: [0-9a-f]{40} \\(device\\): ")
                .containsPattern("(?m) info Device [0-9a-f]{40} has SHIP ID: \\S+$")
                .containsPattern(
                        "(?m) info Pairing update for [0-9a-f]{40}: state=7, was=4 \\(in-progress to completed")
                .containsPattern("(?m) info Device disconnected: [0-9a-f]{40} \\(connected for \\d+s\\)")
                .containsPattern("(?m) warn Short-lived connection detected for [0-9a-f]{40}$")
                .containsPattern("(?m) info Stopped: in good order$");
    }

    @Test
    void givenShortIntervals_whenAHubRuns_thenHealthCheckAndReportAreLogged() throws Exception {
        Path file = Files.writeString(
                folder.resolve("config.json"), "{\"health_check_interval\": 1, \"metrics_report_interval\": 1}");
        try (HubOverLoopback scene = new HubOverLoopback(folder);
                Environment environment = Environment.system();
                HubLog log = HubLog.open(folder, "info", "text", environment)) {
            scene.listening(log).from(file).pairedWith(new Behaviour.Trusting());
            scene.await(HubEvent.Kind.CONNECTED);
            scene.lets(Duration.ofMillis(2500));
        }
        assertThat(String.join("\n", lines()))
                .containsPattern(
                        "(?m) info Health Check: uptime=\\d+s, connections=1, total=1, failed=0, goroutines=\\d+$")
                .containsPattern("(?m) info Metrics Report: uptime=\\d+s, active=1, trusted=1, \\{connected=1, ");
    }

    @Test
    void givenTheFormatJson_whenAHubRuns_thenEachLineIsAnObjectAndAStateHasTheOneBefore() throws Exception {
        List<Map<String, JsonTree.Node>> all = new ArrayList<>();
        for (String line : course("json")) {
            Map<String, JsonTree.Node> object = JsonTree.read(line).members();
            assertThat(object).containsKeys("at", "level", "text");
            all.add(object);
        }
        assertThat(all).anySatisfy(object -> {
            assertThat(member(object, "event")).isEqualTo("state");
            assertThat(member(object, "state")).isEqualTo("completed");
            assertThat(member(object, "stateBefore")).isEqualTo("in-progress");
        });
        assertThat(all).anySatisfy(object -> assertThat(member(object, "event")).isEqualTo("connected"));
    }

    private static String member(Map<String, JsonTree.Node> object, String name) {
        return String.valueOf(
                object.getOrDefault(name, new JsonTree.Node("", 0)).value());
    }

    @Test
    void givenEventsOfTheExample_whenWritten_thenInItsWords() {
        assertThat(line(event(HubEvent.Kind.PENDING, "", "x")))
                .isEqualTo("Trust decision requested for device: " + SKI);
        assertThat(line(event(HubEvent.Kind.TRUSTED, "Elli Box", "x")))
                .isEqualTo("Added trusted device: " + SKI + " (Elli Box)");
        EventLines lines = new EventLines(Environment.system().time());
        lines.counting(() -> 3);
        assertThat(lines.of(event(HubEvent.Kind.APPEARED, "", "at x"))
                        .getFirst()
                        .text())
                .startsWith("Discovered 3 devices: ");
    }

    /** What the page promises is searched for in it and in the sources of the sentences. */
    @Test
    void givenTheLinesOfTheExample_whenThePageIsRead_thenItListsEach() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(
                        "Device connected: <ski>",
                        "Device disconnected: <ski> (connected for <d>)",
                        "Short-lived connection detected for <ski>",
                        "Discovered <n> devices",
                        "Device <ski> has SHIP ID: <id>",
                        "Pairing update for <ski>: state=<n>",
                        "Trust decision requested for device: <ski>",
                        "User approved device: <ski>",
                        "User rejected device: <ski>",
                        "Added trusted device: <ski> (<name>)",
                        "Loaded <n> trusted devices from <file>",
                        "Health Check: uptime=",
                        "goroutines=",
                        "Metrics Report:",
                        "No active connections despite previous activity",
                        "High goroutine count: <n>",
                        "Low connection success rate: <p>%",
                        "Certificate expires in <d>",
                        "consider renewal",
                        "Approaching connection limit: <n>/<m>",
                        "Shutdown signal received...",
                        "Graceful shutdown completed",
                        "Shutdown timeout - forcing exit");
    }

    @Test
    void givenWhatAPeerSays_whenItHasLineFeeds_thenItStaysOneLine() {
        String line = LogFormat.TEXT.of(new LogLine(NOON, Level.INFO, "k", "a\n2026 info forged"));
        assertThat(line).isEqualTo("2026-11-21T12:00:00Z info a?2026 info forged");
    }

    // ---- bounds

    private static RollingFile rolling(Path logs, long limitBytes) {
        return new RollingFile(number -> logs.resolve("hub." + number + ".log"), false, limitBytes, 5);
    }

    private static LogLine stranger(Duration after, int number) {
        return new LogLine(NOON.plus(after), Level.WARNING, "stranger", "knocked " + number);
    }

    @Test
    void givenLinesOfOneKind_whenThereAreFiftyInAMinute_thenTenPassAndTheOthersAreCounted() {
        RepeatLimit limit = new RepeatLimit();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            limit.pass(stranger(Duration.ofMillis(100L * i), i)).forEach(line -> written.add(line.text()));
        }
        LogLine other = new LogLine(NOON.plusSeconds(30), Level.INFO, "other", "something else");
        limit.pass(other).forEach(line -> written.add(line.text()));
        assertThat(written).hasSize(11).endsWith("knocked 9", "something else");
        limit.pass(stranger(Duration.ofSeconds(61), 99)).forEach(line -> written.add(line.text()));
        assertThat(written).hasSize(13).endsWith("… 40 more of these: knocked 49", "knocked 99");
        assertThat(limit.rest()).isEmpty();
    }

    @Test
    void givenAThousandKinds_whenWritten_thenTheLimitForgetsTheOldest() {
        RepeatLimit limit = new RepeatLimit();
        for (int i = 0; i < 1000; i++) {
            assertThat(limit.pass(new LogLine(NOON, Level.INFO, "kind " + i, "line " + i)))
                    .extracting(LogLine::text)
                    .contains("line " + i);
        }
    }

    @Test
    void givenSmallFiles_whenMuchIsWritten_thenFiveAreKeptAndTheNewestIsNumberZero() throws IOException {
        RollingFile file = rolling(folder.resolve("logs"), 100);
        for (int i = 0; i < 100; i++) {
            file.write(NOON, "line number " + i, remark -> "remark: " + remark);
        }
        file.close();
        try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("hub.0.log", "hub.1.log", "hub.2.log", "hub.3.log", "hub.4.log");
        }
        assertThat(lines()).last().isEqualTo("line number 99");
        assertThat(Files.size(folder.resolve("logs/hub.1.log"))).isBetween(100L, 130L);
    }

    @Test
    void givenAFolderThatCannotBeWritten_whenItCanAgain_thenTheLogGoesOnAndSaysHowMuchIsMissing() throws IOException {
        Path logs = Files.writeString(folder.resolve("logs"), "in the way");
        RollingFile file = rolling(logs, 1000);
        file.begin(NOON);
        assertThat(file.trouble()).hasValueSatisfying(why -> assertThat(why).startsWith("the log cannot be written: "));
        for (int i = 0; i < 20; i++) {
            file.write(NOON.plusSeconds(i), "lost " + i, remark -> "remark: " + remark);
        }
        Files.delete(logs);
        file.write(NOON.plusSeconds(40), "written", remark -> "remark: " + remark);
        file.close();
        assertThat(file.trouble()).isEmpty();
        assertThat(lines()).hasSize(2).last().isEqualTo("written");
        assertThat(lines().getFirst()).startsWith("remark: 20 lines are missing here: the log cannot be written");
    }

    @Test
    void givenALogWithoutAFile_whenLibrariesAndTheHubSpeak_thenNothingHappensAndLoggingIsGivenBack()
            throws IOException {
        Files.writeString(folder.resolve("logs"), "in the way");
        Handler[] before = Logger.getLogger("").getHandlers();
        try (Environment environment = Environment.system();
                HubLog log = HubLog.open(folder, "info", "text", environment)) {
            assertThat(log.trouble()).isPresent();
            log.info("something");
            System.getLogger("a.library").log(Level.INFO, "something else");
        }
        assertThat(Logger.getLogger("").getHandlers()).containsExactly(before);
    }

    @Test
    void givenTheLevel_whenChanged_thenItTakesEffectAtOnceForLibrariesAndEvents() throws IOException {
        Pattern logged = Pattern.compile("^\\S+ (debug|info|warn) (one|two|three|Dialling: .*)$");
        try (Environment environment = Environment.system();
                HubLog log = HubLog.open(folder, "warn", "text", environment)) {
            System.getLogger("a.library").log(Level.INFO, "one");
            log.told(event(HubEvent.Kind.DIALLING, "", "x"));
            log.change("debug", "text");
            System.getLogger("a.library").log(Level.DEBUG, "two");
            log.told(event(HubEvent.Kind.DIALLING, "", "x"));
            log.change("error", "text");
            System.getLogger("a.library").log(Level.WARNING, "three");
        }
        assertThat(lines()).hasSize(2).allMatch(line -> logged.matcher(line).matches());
    }
}
