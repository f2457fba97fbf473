// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Behaviour;
import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.SimulatedDevice;
import io.handfast.ship.conformance.ShipCase;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code handfast ship conformance} as a process, with quick cases against a simulated device. */
class ConformanceCommandTest {
    @TempDir
    private Path folder;

    /** A device on loopback for one test. */
    private record Device(Environment environment, SimulatedDevice running) implements AutoCloseable {
        static Device start(Behaviour behaviour) throws IOException {
            Environment environment = Environment.system();
            SimulatedDevice.Setting setting = new SimulatedDevice.Setting(
                            SimulatedDevice.Type.WALLBOX, SimulatedDevice.loopback(0))
                    .with(behaviour);
            return new Device(
                    environment,
                    SimulatedDevice.start(
                            setting,
                            SimulatedDevice.newIdentity("tested", environment),
                            _ -> {},
                            CryptoProvider.detect(),
                            environment));
        }

        String at() {
            return "127.0.0.1:" + running.port();
        }

        String shipId() {
            return "d:_i:handfast_wallbox-" + running.ski().brief();
        }

        @Override
        public void close() {
            try (environment) {
                running.stop(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String text(String line, String member) {
        try {
            Map<String, JsonTree.Node> object = JsonTree.read(line).members();
            return String.valueOf(
                    object.getOrDefault(member, new JsonTree.Node("", 0)).value());
        } catch (JsonTree.NotJson e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    @Test
    void givenUnknownCase_whenRun_thenUsageThatListsAllNames() throws InterruptedException {
        Program.Result result =
                Program.run(folder, "ship", "conformance", "127.0.0.1:1", "--only", "HELLO_001,HELLO_9");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).startsWith("handfast: --only: there is no case 'HELLO_9'");
        for (ShipCase each : ShipCase.values()) {
            assertThat(result.err()).contains(each.shortName());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--listen 65535, the next one is needed too",
        "--prompt --hook true, two operators",
        "--hook-timeout 0, at least 1 second",
        "--junit no/such/folder.xml, there is no folder",
        "--only nonsense, there is no case",
    })
    void givenOptionsThatMakeNoSense_whenRun_thenUsage(String options, String why) throws InterruptedException {
        String[] arguments = ("ship conformance 127.0.0.1:1 " + options).split(" ");
        Program.Result result = Program.run(folder, arguments);
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).startsWith("handfast: --").contains(why);
    }

    @Test
    void givenNobodyThere_whenRun_thenOneFailureAtOnce() throws IOException, InterruptedException {
        int port = LastingPort.choose();
        Program.Result result = Program.run(folder, "ship", "conformance", "127.0.0.1:" + port, "--json", "--no-mdns");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(result.out()).hasSize(1);
        assertThat(text(result.out().getFirst(), "code")).isEqualTo("net.connection-refused");
        assertThat(result.err()).contains("cannot be tested: net.connection-refused in tcp");
    }

    @Test
    void givenDeviceThatRefuses_whenRun_thenSaysWhomToTrustThere() throws Exception {
        try (Device device = Device.start(new Behaviour.Refusing())) {
            Program.Result result = Program.run(folder, "ship", "conformance", device.at(), "--no-mdns");
            assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(result.out()).noneMatch(line -> line.startsWith("TC_SHIP_"));
            String ski = result.out().getFirst().replaceAll("[^0-9a-f ]| (?=[0-9a-f])", "");
            assertThat(ski).endsWith(result.err().replaceAll("(?s).*trust SKI ([0-9a-f]{40}) .*", "$1"));
            assertThat(result.err()).contains("ship.hello.remote-denied", "--prompt or --hook");
        }
    }

    @Test
    void givenDevice_whenRunWithJson_thenAnObjectPerCaseAndOneSummary() throws Exception {
        try (Device device = Device.start(new Behaviour.Trusting())) {
            Path junit = folder.resolve("report.xml");
            List<String> out =
                    conformance(device, ExitStatus.DONE, "--ship-id", device.shipId(), "--junit", junit.toString());
            assertThat(out).hasSize(5);
            assertThat(out.stream().map(line -> text(line, "case") + " " + text(line, "verdict")))
                    .containsExactly(
                            "TC_SHIP_MDNS_001 needs-operator",
                            "TC_SHIP_CONN_001 not-applicable",
                            "TC_SHIP_MSG_001 pass",
                            "TC_SHIP_AM_001 pass",
                            " ");
            String summary = out.getLast();
            assertThat(text(summary, "event")).isEqualTo("summary");
            assertThat(text(summary, "pass")).isEqualTo("2");
            assertThat(text(summary, "needsOperator")).isEqualTo("1");
            assertThat(text(summary, "notApplicable")).isEqualTo("1");
            assertThat(text(summary, "ski")).isEqualTo(device.running().ski().hex());
            assertThat(text(summary, "shipId")).isEqualTo(device.shipId());
            assertThat(Files.readString(junit))
                    .contains("tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"2\"", "name=\"TC_SHIP_AM_001: ");

            List<String> again = conformance(device, ExitStatus.FAILED, "--ship-id", device.shipId(), "--strict");
            assertThat(text(again.getLast(), "testerSki"))
                    .matches("[0-9a-f]{40}")
                    .isEqualTo(text(summary, "testerSki"));
        }
    }

    @Test
    void givenDeviceThatTellsAnotherShipId_whenRun_thenThatCaseFails() throws Exception {
        try (Device device = Device.start(new Behaviour.Trusting())) {
            List<String> out = conformance(device, ExitStatus.FAILED, "--ship-id", "i:another");
            assertThat(text(out.get(3), "verdict")).isEqualTo("fail");
            assertThat(text(out.get(3), "expected")).contains("i:another");
            assertThat(text(out.get(3), "got")).contains(device.shipId());
        }
    }

    private List<String> conformance(Device device, int status, String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "ship",
                "conformance",
                device.at(),
                "--json",
                "--no-mdns",
                "--only",
                "MDNS,CONN,MSG_001,tc_ship_am_001"));
        arguments.addAll(List.of(more));
        Program.Result result = Program.run(folder, arguments.toArray(String[]::new));
        assertThat(result.status()).as("%s", result).isEqualTo(status);
        return result.out();
    }

    @Test
    void givenRunUnderWay_whenInterrupted_thenWhatIsFinishedIsShown() throws Exception {
        try (Device device = Device.start(new Behaviour.Trusting());
                Program program = Program.start(
                        folder,
                        "ship",
                        "conformance",
                        device.at(),
                        "--json",
                        "--no-mdns",
                        "--only",
                        "MSG_001,HELLO_003")) {
            program.await(line -> line.contains("\"TC_SHIP_MSG_001\""));
            program.terminate();
            Program.Result result = program.finish();
            assertThat(result.status()).isEqualTo(ExitStatus.INTERRUPTED);
            assertThat(result.out()).hasSize(2);
            assertThat(text(result.out().getLast(), "endedBy")).isEqualTo("interrupted");
            assertThat(text(result.out().getLast(), "notRun")).isEqualTo("1");
            assertThat(text(result.out().getLast(), "pass")).isEqualTo("1");
        }
    }

    @Test
    void givenPersonAtTheTerminal_whenAsked_thenAnswersCount() throws Exception {
        try (Device device = Device.start(new Behaviour.Trusting());
                Program program = Program.start(
                        folder,
                        "ship",
                        "conformance",
                        device.at(),
                        "--no-mdns",
                        "--prompt",
                        "--only",
                        "TERM,MSG_001")) {
            program.await(line -> line.startsWith("trust SKI "));
            program.type("");
            program.await(line -> line.startsWith("remove SKI "));
            program.type("n");
            Program.Result result = program.finish();
            assertThat(result.status()).as("%s", result).isZero();
            assertThat(result.out())
                    .anyMatch(line -> line.startsWith("TC_SHIP_MSG_001    pass"))
                    .anyMatch(line -> line.startsWith("TC_SHIP_TERM_001   needs-operator"))
                    .anyMatch(line -> line.startsWith("1 of 2 cases passed, 0 failed, 1 need an operator"));
        }
    }
}
