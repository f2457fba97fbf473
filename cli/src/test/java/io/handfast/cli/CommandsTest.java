// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each command once as users run it: a process, its lines, its exit status. */
class CommandsTest {
    @TempDir
    private Path folder;

    private static Map<String, JsonTree.Node> json(String line) {
        try {
            return JsonTree.read(line).members();
        } catch (JsonTree.NotJson e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    private static String text(Map<String, JsonTree.Node> object, String member) {
        return String.valueOf(
                object.getOrDefault(member, new JsonTree.Node("", 0)).value());
    }

    private static List<JsonTree.Node> items(Map<String, JsonTree.Node> object, String member) {
        return object.getOrDefault(member, new JsonTree.Node(null, 0)).items();
    }

    @Test
    void version() throws InterruptedException {
        Program.Result result = Program.run(folder, "version", "--json");
        assertThat(result.status()).isZero();
        assertThat(text(json(result.out().getFirst()), "version")).isEqualTo(Version.NUMBER);
    }

    @Test
    void givenNoIdentity_whenAskedTwice_thenTheSecondTimeItIsTheSame() throws InterruptedException {
        Program.Result first = Program.run(folder, "hub", "identity", "--json");
        Program.Result second = Program.run(folder, "hub", "identity", "--json");
        assertThat(first.status()).isZero();
        assertThat(first.err()).contains("a NEW identity was made");
        assertThat(second.err()).doesNotContain("NEW identity");
        for (String member : List.of("ski", "shipId", "fingerprint", "qr")) {
            assertThat(text(json(second.out().getFirst()), member))
                    .isNotEmpty()
                    .isEqualTo(text(json(first.out().getFirst()), member));
        }
        assertThat(text(json(first.out().getFirst()), "ski")).matches("[0-9a-f]{40}");
        assertThat(text(json(first.out().getFirst()), "qr")).matches("SHIP;SKI:[0-9a-f]{40};ID:.*ENDSHIP;");
    }

    @Test
    void givenTheDemo_whenRun_thenThreeDevicesAreEstablishedAndNothingIsLeft()
            throws InterruptedException, IOException {
        Program.Result result = Program.run(folder, "demo", "--json");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).hasSize(3).allSatisfy(line -> {
            assertThat(text(json(line), "stage")).isEqualTo("established");
            assertThat(items(json(line), "entities")).hasSize(2);
        });
        Map<String, JsonTree.Node> heatPump = json(result.out().get(1));
        assertThat(text(heatPump, "device")).isEqualTo("heat-pump");
        assertThat(Integer.parseInt(text(heatPump, "prolongations"))).isGreaterThanOrEqualTo(2);
        assertThat(Integer.parseInt(text(heatPump, "afterMs"))).isBetween(6_500, 36_500);
        Map<String, JsonTree.Node> controlBox = json(result.out().get(2));
        assertThat(text(controlBox, "device")).isEqualTo("control-box");
        assertThat(text(controlBox, "pinAsked")).isEqualTo("true");
        assertThat(result.err())
                .contains("the devices' clock runs 20 times faster", "pin-wanted", "2 times prolonged", "with a PIN");
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void givenADeviceAndATrustingHub_whenBothRun_thenTheyConnectAndStopInGoodOrder()
            throws InterruptedException, IOException {
        try (Program device = Program.start(folder, "device", "--type", "heat-pump", "--json")) {
            String listening = text(json(device.await(line -> line.contains("listening"))), "text");
            String port = listening.replaceAll("port (\\d+), SKI .*", "$1");
            String ski = listening.replaceAll(".*SKI ([0-9a-f]{40}).*", "$1");
            Path trust = folder.resolve("data/trusted_devices.json");
            Files.createDirectories(trust.getParent());
            Files.writeString(trust, "{\"" + ski + "\": {\"brand\": \"B\", \"model\": \"M\", \"note\": \"kept\"}}");
            Files.writeString(
                    folder.resolve("config.json"),
                    "{\"port\": 0, \"trusted_devices_file\": \"data/trusted_devices.json\", \"static_peers\": [{\"ski\": \""
                            + ski + "\", \"host\": \"127.0.0.1\", \"port\": " + port + "}]}");
            try (Program hub = Program.start(folder, "hub", "config.json", "--no-mdns", "--json")) {
                Map<String, JsonTree.Node> connected = json(hub.await(line -> line.contains("\"connected\"")));
                assertThat(text(connected, "ski")).isEqualTo(ski);
                assertThat(text(connected, "name")).isEqualTo("B M");
                device.await(line -> line.contains("\"connected\""));
                hub.terminate();
                Program.Result stopped = hub.finish();
                assertThat(stopped.status()).as(stopped.err()).isZero();
                assertThat(stopped.out()).anyMatch(line -> line.contains("\"stopped\"") && line.contains("good order"));
            }
            String ended = text(json(device.await(line -> line.contains("\"disconnected\""))), "text");
            assertThat(ended).contains("ANNOUNCED_BY_PEER");
            assertThat(Files.readString(trust))
                    .contains("\"ship_id\"", "\"connection_count\" : 1", "\"last_connection\"", "\"note\" : \"kept\"");
            device.terminate();
            assertThat(device.finish().status()).isZero();
        }
    }

    @Test
    void givenADeviceThatDials_whenNobodyCanDecide_thenItIsRefusedAndSaysSo() throws InterruptedException, IOException {
        Files.writeString(folder.resolve("alone.json"), "{\"console_enabled\": false}");
        try (Program hub = Program.start(folder, "hub", "alone.json", "--no-mdns", "--port", "0", "--json")) {
            String listening = text(json(hub.await(line -> line.contains("listening"))), "text");
            String port = listening.replaceAll("port (\\d+), SKI .*", "$1");
            String ski = listening.replaceAll(".*SKI ([0-9a-f]{40}).*", "$1");
            try (Program device =
                    Program.start(folder, "device", "--dial", "127.0.0.1:" + port, "--ski", ski, "--json")) {
                Map<String, JsonTree.Node> failed = json(device.await(line -> line.contains("\"failed\"")));
                assertThat(text(failed, "code")).isEqualTo("ship.hello.remote-denied");
                assertThat(text(failed, "ski")).isEqualTo(ski);
            }
        }
    }

    @Test
    void givenADeviceThatWantsAPin_whenDialled_thenTheHubSaysSo() throws InterruptedException, IOException {
        try (Program device = Program.start(folder, "device", "--pin", "1a2b3c4d", "--json")) {
            String listening = text(json(device.await(line -> line.contains("listening"))), "text");
            String port = listening.replaceAll("port (\\d+), SKI .*", "$1");
            String ski = listening.replaceAll(".*SKI ([0-9a-f]{40}).*", "$1");
            Files.writeString(
                    folder.resolve("config.json"),
                    "{\"port\": 0, \"trusted_devices_file\": \"trusted.json\", \"static_peers\": [{\"ski\": \"" + ski
                            + "\", \"host\": \"127.0.0.1\", \"port\": " + port + "}]}");
            Files.writeString(folder.resolve("trusted.json"), "{\"" + ski + "\": {}}");
            try (Program hub = Program.start(folder, "hub", "config.json", "--no-mdns", "--json")) {
                hub.await(line -> line.contains("\"pin-wanted\""));
                hub.terminate();
                assertThat(hub.finish().status()).isZero();
            }
            Files.writeString(folder.resolve("trusted.json"), "{\"" + ski + "\": {\"pin\": \"1A2B3C4D\"}}");
            try (Program hub = Program.start(folder, "hub", "config.json", "--no-mdns", "--json")) {
                hub.await(line -> line.contains("\"connected\""));
                hub.terminate();
                Program.Result stopped = hub.finish();
                assertThat(stopped.status()).isZero();
                assertThat(stopped.out() + stopped.err()).doesNotContainIgnoringCase("1a2b3c4d");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--behaviour odd | unknown; allowed: trusting, late",
                "--behaviour pin | it needs a PIN; add --pin",
                "--behaviour late --pin 12345678 | leave one of them out",
                "--pin 1234 | 8 to 16 hexadecimal digits",
                "--behaviour slow --after -1 | not a time to wait",
                "--behaviour late --dial box:1 --ski 00 | only listens",
                "--behaviour refusing --dial box:1 --ski 00 | only listens",
                "--behaviour silent --dial box:1 --ski 00 | only listens",
                "--dial box:1 | go together",
                "--dial box --ski 00 | write HOST:PORT"
            })
    void givenWrongOptionsOfADevice_whenStarted_thenRefusedInOneLine(String options, String expected)
            throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("device"));
        command.addAll(List.of(options.split(" ")));
        Program.Result result = Program.run(folder, command.toArray(String[]::new));
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).startsWith("handfast: ").contains(expected);
    }

    @Test
    void givenTwoHubs_whenTheyShareADataDirectory_thenTheSecondIsRefused() throws InterruptedException {
        try (Program first = Program.start(folder, "hub", "--no-mdns", "--port", "0")) {
            first.await(line -> line.contains("listening"));
            Program.Result second = Program.run(folder, "hub", "--no-mdns", "--port", "0");
            assertThat(second.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(second.err()).contains("used by another hub");
            first.terminate();
            assertThat(first.finish().status()).isZero();
        }
    }

    @Test
    void givenAStranger_whenItProbesAHub_thenItIsRefusedWithTheProtocolsFarewell()
            throws InterruptedException, IOException {
        Files.writeString(folder.resolve("alone.json"), "{\"console_enabled\": false}");
        try (Program hub = Program.start(folder, "hub", "alone.json", "--no-mdns", "--port", "0", "--json")) {
            String listening = text(json(hub.await(line -> line.contains("listening"))), "text");
            String port = listening.replaceAll("port (\\d+), SKI .*", "$1");
            Path elsewhere = folder.resolve("elsewhere");
            Program.Result probe =
                    Program.run(folder, "ship", "probe", "127.0.0.1:" + port, "--json", "--data", elsewhere.toString());
            assertThat(probe.status()).isEqualTo(ExitStatus.FAILED);
            Map<String, JsonTree.Node> report = json(probe.out().getFirst());
            assertThat(text(report, "code")).isEqualTo("ship.hello.remote-denied");
            assertThat(text(report, "blame")).isEqualTo("peer");
            Map<String, JsonTree.Node> refused = json(hub.await(line -> line.contains("\"refused\"")));
            assertThat(text(refused, "code")).isEqualTo("ship.hello.not-trusted");
            hub.terminate();
            assertThat(hub.finish().status()).isZero();
        }
    }

    @Test
    void givenADevice_whenProbed_thenEveryPhaseHasItsTime() throws InterruptedException {
        try (Program device = Program.start(folder, "device", "--json")) {
            String listening = text(json(device.await(line -> line.contains("listening"))), "text");
            String port = listening.replaceAll("port (\\d+), SKI .*", "$1");
            Program.Result probe = Program.run(folder, "ship", "probe", "127.0.0.1:" + port, "--json");
            assertThat(probe.status()).as(probe.err()).isZero();
            Map<String, JsonTree.Node> report = json(probe.out().getFirst());
            assertThat(text(report, "stage")).isEqualTo("established");
            List<String> phases = items(report, "phases").stream()
                    .map(node -> text(node.members(), "phase"))
                    .toList();
            assertThat(phases).startsWith("tcp", "tls", "websocket").endsWith("ship.complete");
        }
    }

    @Test
    void givenAClosedPort_whenProbed_thenTheFailureIsTyped() throws InterruptedException, IOException {
        int port = LastingPort.choose();
        Program.Result probe = Program.run(folder, "ship", "probe", "127.0.0.1:" + port, "--json");
        assertThat(probe.status()).isEqualTo(ExitStatus.FAILED);
        Map<String, JsonTree.Node> report = json(probe.out().getFirst());
        assertThat(text(report, "code")).isEqualTo("net.connection-refused");
        assertThat(text(report, "phase")).isEqualTo("tcp");
        assertThat(text(report, "hint")).isNotEmpty();
        assertThat(probe.err()).contains("handfast: probe of 127.0.0.1:" + port + ": net.connection-refused");
    }

    @Test
    void givenAStranger_whenApprovedAtThePrompt_thenConnectedAndAfterARestartWithoutAPrompt() throws Exception {
        try (Program hub = Program.start(folder, "hub", "--no-mdns", "--ask", "--port", "0")) {
            String listening = hub.await(line -> line.contains("listening"));
            String port = listening.replaceAll(".*port (\\d+), SKI .*", "$1");
            String ski = listening.replaceAll(".*SKI ([0-9a-f]{40}).*", "$1");
            try (Program device = Program.start(folder, "device", "--dial", "127.0.0.1:" + port, "--ski", ski)) {
                hub.await(line -> line.contains("A device asks to be trusted"));
                hub.type("maybe");
                hub.await(line -> line.contains("yes or no"));
                hub.type("yes");
                hub.await(line -> line.contains("trusted from now on"));
                hub.await(line -> line.contains(" connected "));
                hub.type("quit");
                assertThat(hub.finish().status()).isZero();
                try (Program again = Program.start(folder, "hub", "--no-mdns", "--ask", "--port", port)) {
                    again.await(line -> line.contains(" connected "));
                    again.terminate();
                    Program.Result result = again.finish();
                    assertThat(result.status()).as(result.err()).isZero();
                    assertThat(result.out()).noneMatch(line -> line.contains("asks to be trusted"));
                }
                device.terminate();
                assertThat(device.finish().status()).isZero();
            }
        }
    }

    @Test
    void givenAMachine_whenExamined_thenOneObjectThatSaysWhetherAHubCanRun() throws Exception {
        Program.Result result = Program.run(folder, "doctor", "--json");
        Map<String, JsonTree.Node> report = json(result.out().getFirst());
        assertThat(result.out()).hasSize(1);
        assertThat(items(report, "findings").stream().map(node -> text(node.members(), "subject")))
                .contains("java", "crypto", "clock", "data", "identity", "port", "interface");
        assertThat(Objects.requireNonNull(report.get("ok")).value()).isEqualTo(result.status() == ExitStatus.DONE);
        assertThat(folder.resolve("data-directory")).doesNotExist();
    }

    @Test
    void help() throws InterruptedException {
        for (List<String> command : List.of(
                List.of("--help"),
                List.of("hub", "--help"),
                List.of("hub", "identity", "--help"),
                List.of("hub", "status", "--help"),
                List.of("hub", "devices", "--help"),
                List.of("hub", "explain", "--help"),
                List.of("hub", "pair", "--help"),
                List.of("hub", "refuse", "--help"),
                List.of("hub", "forget", "--help"),
                List.of("hub", "qr", "--help"),
                List.of("hub", "trace", "--help"),
                List.of("completion", "--help"),
                List.of("hub", "identity", "renew", "--help"),
                List.of("hub", "config", "check", "--help"),
                List.of("hub", "backup", "--help"),
                List.of("hub", "restore", "--help"),
                List.of("device", "--help"),
                List.of("demo", "--help"),
                List.of("doctor", "--help"),
                List.of("ship", "probe", "--help"))) {
            Program.Result result = Program.run(folder, command.toArray(String[]::new));
            assertThat(result.status()).isZero();
            assertThat(String.join("\n", result.out())).contains("Usage: handfast");
        }
    }
}
