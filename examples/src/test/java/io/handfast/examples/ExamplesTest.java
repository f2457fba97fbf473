// SPDX-License-Identifier: Apache-2.0
package io.handfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples talk with each other, each as a program of its own. */
class ExamplesTest {
    private static Process start(Class<?> example, String... arguments) throws IOException {
        String classPath = Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                example.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void givenBothExamples_whenRun_thenOneAnswersTheOther() throws IOException, InterruptedException {
        Process accept = start(AcceptShipDevice.class, "0");
        try (BufferedReader heard = accept.inputReader(StandardCharsets.UTF_8)) {
            String listening = String.valueOf(heard.readLine());
            assertThat(listening).matches("listening port \\d+, SKI [0-9a-f]{40}");
            String[] words = listening.split("[ ,]+", -1);
            Process dial = start(DialShipDevice.class, "127.0.0.1", words[2], words[4]);
            String said;
            try (BufferedReader reader = dial.inputReader(StandardCharsets.UTF_8)) {
                said = reader.lines().collect(Collectors.joining("\n"));
            }
            assertThat(said)
                    .contains("connected with i:example-accept", "answer: {\"datagram\"", "ended: CLOSED_HERE")
                    .contains("confirmed");
            assertThat(dial.waitFor()).isZero();
            accept.getOutputStream().close();
            assertThat(heard.lines()).anyMatch(line -> line.startsWith("connected SHIP ID i:example-dial"));
            assertThat(accept.waitFor()).isZero();
        } finally {
            accept.destroyForcibly();
        }
    }

    @Test
    void givenAnEmbeddedHub_whenAStrangerDials_thenItWaitsForADecisionAndTheHubEndsInGoodOrder(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("config.json"), "{\"port\": 0, \"mdns_enabled\": false, \"console_port\": 0}");
        Process embed = start(EmbedHub.class, file.toString());
        Process dial = embed;
        try (BufferedReader heard = embed.inputReader(StandardCharsets.UTF_8)) {
            String[] words = heard.lines() // what the library logs comes first
                    .filter(line -> line.startsWith("listening port "))
                    .findFirst()
                    .orElseThrow()
                    .split("[ ,]+", -1);
            assertThat(words).hasSize(5);
            dial = start(DialShipDevice.class, "127.0.0.1", words[2], words[4]);
            assertThat(heard.lines().takeWhile(line -> !line.startsWith("pending")))
                    .noneMatch(line -> line.startsWith("failed"));
            dial.destroyForcibly();
            embed.getOutputStream().close();
            assertThat(heard.lines().toList()).endsWith("all took leave");
            assertThat(embed.waitFor()).isZero();
            assertThat(folder.resolve("certs/ship.key")).exists();
        } finally {
            dial.destroyForcibly();
            embed.destroyForcibly();
        }
    }
}
