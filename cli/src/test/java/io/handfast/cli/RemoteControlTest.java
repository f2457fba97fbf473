// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running hub told and asked by other processes, as its operator does. */
class RemoteControlTest {
    @TempDir
    private Path folder;

    private static Map<String, JsonTree.Node> json(String line) {
        try {
            return JsonTree.read(line).members();
        } catch (JsonTree.NotJson e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }

    private Program.Result run(String... arguments) throws InterruptedException {
        return Program.run(folder, arguments);
    }

    /** What a command says as JSON, which is one line. */
    private Map<String, JsonTree.Node> ask(String... arguments) throws InterruptedException {
        Program.Result result = run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).hasSize(1);
        return json(result.out().getFirst());
    }

    @Test
    void givenARunningHub_whenADeviceComes_thenItIsPairedExplainedTracedAndForgottenFromOutside() throws Exception {
        try (Program hub = Program.start(folder, "hub", "--no-mdns", "--port", "0", "--json")) {
            Map<String, JsonTree.Node> listening = json(hub.await(line -> line.contains("listening")));
            String text = RemoteHub.text(listening, "text");
            String port = text.replaceAll("port (\\d+), SKI .*", "$1");
            String hubSki = text.replaceAll(".*SKI ([0-9a-f]{40}).*", "$1");
            try (Program device =
                    Program.start(folder, "device", "--dial", "127.0.0.1:" + port, "--ski", hubSki, "--json")) {
                String ski = RemoteHub.text(json(hub.await(line -> line.contains("\"pending\""))), "ski");
                assertThat(RemoteHub.text(
                                ask("hub", "status", "--json")
                                        .getOrDefault("health", new JsonTree.Node(null, 0))
                                        .members(),
                                "status"))
                        .isEqualTo("well");
                assertThat(RemoteHub.text(ask("hub", "status", "--json"), "ski"))
                        .isEqualTo(hubSki);
                Map<String, JsonTree.Node> waiting = ask("hub", "devices", "--json");
                assertThat(RemoteHub.text(waiting, "standing")).isEqualTo("pending");
                assertThat(RemoteHub.text(
                                ask("hub", "pair", ski.substring(0, 8), "--name", "Garage", "--json"), "decision"))
                        .isEqualTo("trusted");
                hub.await(line -> line.contains("\"connected\""));
                requireToldTwice(ski);
                Program.Result explained = run("hub", "explain", "garage");
                assertThat(explained.status()).as(explained.err()).isZero();
                assertThat(explained.out().getFirst())
                        .startsWith("Garage (" + ski.substring(0, 8) + "): trusted, connected");
                Program.Result trace = run("hub", "trace", ski);
                assertThat(trace.out()).anyMatch(line -> line.contains("ms  ship.complete"));
                assertThat(RemoteHub.text(ask("hub", "forget", "Garage", "--json"), "decision"))
                        .isEqualTo("forgotten");
                device.await(line -> line.contains("\"disconnected\""));
            }
            hub.terminate();
            Program.Result stopped = hub.finish();
            assertThat(stopped.status()).isZero();
            assertThat(stopped.err()).contains("console http://127.0.0.1:").doesNotContain("token=");
        }
        assertThat(run("hub", "status").status()).isEqualTo(ExitStatus.FAILED);
    }

    private void requireToldTwice(String ski) throws InterruptedException {
        Program.Result again = run("hub", "pair", ski, "--json");
        assertThat(again.status()).isEqualTo(ExitStatus.FAILED);
        Map<String, JsonTree.Node> problem = json(again.out().getFirst());
        assertThat(RemoteHub.text(problem, "code")).isEqualTo("rest.decided");
        assertThat(RemoteHub.text(problem, "stand")).isEqualTo("trusted");
        assertThat(again.err()).contains("handfast: hub pair: rest.decided", "the device is trusted");
    }

    @Test
    void givenNoHub_whenAsked_thenItSaysSoAndWhatToDo() throws Exception {
        for (List<String> command : List.of(
                List.of("status"),
                List.of("devices"),
                List.of("explain", "abcd"),
                List.of("pair", "abcd"),
                List.of("refuse", "abcd"),
                List.of("forget", "abcd"),
                List.of("trace", "abcd"))) {
            String[] arguments = java.util.stream.Stream.concat(java.util.stream.Stream.of("hub"), command.stream())
                    .toArray(String[]::new);
            Program.Result result = run(arguments);
            assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
            assertThat(result.err())
                    .contains("handfast: hub " + command.getFirst() + ": remote.no-hub", "handfast hub");
        }
        assertThat(folder.resolve("data-directory")).doesNotExist();
    }

    @Test
    void givenAHubThatCrashed_whenAsked_thenItIsNoHubAnyMore() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data-directory"));
        Files.writeString(data.resolve("console.token"), "x".repeat(43));
        Files.writeString(data.resolve("console.json"), "{\"version\": 1, \"address\": \"http://127.0.0.1:1\"}");
        Program.Result result = run("hub", "status", "--json");
        assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(RemoteHub.text(json(result.out().getFirst()), "code")).isEqualTo("remote.no-hub");
    }

    @Test
    void givenNoHub_whenItsQrCodeIsDrawn_thenItIsThatOfItsIdentity() throws Exception {
        String identity = RemoteHub.text(ask("hub", "identity", "--json"), "qr");
        assertThat(RemoteHub.text(ask("hub", "qr", "--json"), "qr")).isEqualTo(identity);
        assertThat(run("hub", "qr").out().getLast()).isEqualTo(identity);
    }

    @Test
    void givenTheCommand_whenAskedForCompletion_thenItIsAScriptThatKnowsTheCommands() throws Exception {
        Program.Result script = run("completion");
        assertThat(script.status()).isZero();
        assertThat(String.join("\n", script.out())).contains("complete ", "handfast", "explain", "--data");
    }
}
