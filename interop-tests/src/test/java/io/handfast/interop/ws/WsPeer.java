// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.handfast.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code ws/peer.js}. */
final class WsPeer implements AutoCloseable {
    private static final Path SOURCE = Path.of("ws");
    private static final Path INSTALLED = Path.of("target", "ws");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "peer.js");
    private static final Pattern LISTENING = Pattern.compile("\\{\"event\":\"listening\",\"port\":(\\d+)}");

    private final Process process;
    private final BufferedReader events;

    private WsPeer(Process process) {
        this.process = process;
        this.events = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Skips the test where node or npm are missing, fails it where the package cannot be installed. */
    static void install() throws IOException, InterruptedException {
        assumeTrue(runs("node", "--version"), "skipped: node is not on the path");
        assumeTrue(runs("npm", "--version"), "skipped: npm is not on the path");
        Files.createDirectories(INSTALLED);
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = Programs.start(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true));
        String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(npm.waitFor())
                .as("'npm ci' in interop-tests/target/ws, which needs a package registry, said: %s", said)
                .isZero();
    }

    static WsPeer start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("node", "peer.js"));
        command.addAll(List.of(arguments));
        return new WsPeer(Programs.start(new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)));
    }

    /** Blocks until the server says on which port it listens. */
    int awaitPort() throws IOException {
        Matcher line = LISTENING.matcher(awaitEvent());
        assertThat(line.matches()).as("a port").isTrue();
        return Integer.parseInt(line.group(1));
    }

    /** Blocks until the peer tells something. */
    String awaitEvent() throws IOException {
        String line = events.readLine();
        assertThat(line).as("a line of the peer before its end").isNotNull();
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return Programs.start(new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD))
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
