// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.JsonTree;
import io.handfast.testkit.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The {@code handfast} command in a process of its own, on this test's class path. One thread calls all methods. */
public final class Handfast implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private Handfast(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    /** What starts a command, with the options of {@code ./handfast}. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms24m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:-ShrinkHeapInSteps",
                "-XX:MarkSweepDeadRatio=0",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.handfast.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Writes the trust store of a hub that has these files and does not run. */
    public static void trust(Path folder, List<Ski> devices) throws IOException {
        Map<String, Object> trusted = new LinkedHashMap<>();
        devices.forEach(ski -> trusted.put(ski.toString(), Map.of("brand", "Handfast", "model", "device")));
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/trusted_devices.json"), JsonTree.line(trusted));
    }

    /** Who the hub with these files is; makes its identity where there is none. */
    public static Ski identity(Path folder) throws Exception {
        try (Environment environment = Environment.system()) {
            return HubProgram.identity(HubConfiguration.usual(), folder, environment)
                    .node()
                    .ski();
        }
    }

    /** Starts a command; its standard error goes to a file in the folder. */
    public static Handfast start(Path folder, String... arguments) throws IOException {
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.environment().put("HANDFAST_CONSOLE_PORT", "0");
        builder.redirectError(errors.toFile());
        return new Handfast(Programs.start(builder), errors);
    }

    /**
     * How a command ended.
     *
     * @param status exit status
     * @param out lines of standard output
     * @param err lines of standard error
     */
    public record Outcome(int status, List<String> out, List<String> err) {
        /** The only line of standard output, as JSON. */
        public Map<String, JsonTree.Node> json() throws JsonTree.NotJson {
            assertThat(out).describedAs("one JSON line, %s", this).hasSize(1);
            return JsonTree.read(out.getFirst()).members();
        }

        public String text(String member) throws JsonTree.NotJson {
            return Handfast.text(json(), member);
        }
    }

    /** Runs a command to its end. */
    public static Outcome run(Path folder, String... arguments) throws IOException, InterruptedException {
        try (Handfast command = start(folder, arguments)) {
            List<String> out = command.output.readAllLines();
            assertThat(command.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            return new Outcome(command.process.exitValue(), out, Files.readAllLines(command.errors));
        }
    }

    /** A member as text; nothing where it is missing. */
    public static String text(Map<String, JsonTree.Node> members, String name) {
        JsonTree.Node node = members.get(name);
        return node == null ? "" : String.valueOf(node.value());
    }

    /** Waits for a JSON line that tells of this event; fails when the output ends first. */
    public Map<String, JsonTree.Node> await(String event) throws IOException, JsonTree.NotJson {
        return await(line -> text(line, "event").equals(event));
    }

    /** Waits for a JSON line with these members; fails when the output ends first. */
    public Map<String, JsonTree.Node> await(Predicate<Map<String, JsonTree.Node>> wish)
            throws IOException, JsonTree.NotJson {
        List<String> heard = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            heard.add(line);
            Map<String, JsonTree.Node> members = JsonTree.read(line).members();
            if (wish.test(members)) {
                return members;
            }
        }
        throw new AssertionError("the process ended, having said " + heard + " and " + Files.readString(errors));
    }

    /** SIGTERM; the exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The process, looked at from outside. */
    public ProcessStatus status() {
        return new ProcessStatus(process.pid());
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
