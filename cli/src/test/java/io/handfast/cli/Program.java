// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The handfast command as a process of its own: its output, its exit status, its signals. */
final class Program implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BufferedReader stdout;
    private final CompletableFuture<String> stderr;
    private final List<String> seen = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
        this.stdout = process.inputReader(StandardCharsets.UTF_8);
        this.stderr = CompletableFuture.supplyAsync(
                () -> process.errorReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n")),
                Thread.ofPlatform().daemon()::start); // a thread each: on small machines the common pool has one
    }

    /** What a finished command left. */
    record Result(int status, List<String> out, String err) {}

    static Program start(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "io.handfast.cli.Main"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "HANDFAST_DATA",
                            folder.resolve("data-directory").toString(),
                            "HANDFAST_CONSOLE_PORT",
                            "0"));
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Result run(Path folder, String... arguments) throws InterruptedException {
        try (Program program = start(folder, arguments)) {
            return program.finish();
        }
    }

    /** Everything the test itself was started with, modules included. */
    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path", "surefire.test.class.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Blocks until a line of stdout fits; fails with everything seen when there is none. */
    String await(Predicate<String> wanted) {
        try {
            String line = stdout.readLine();
            while (line != null) {
                seen.add(line);
                if (wanted.test(line)) {
                    return line;
                }
                line = stdout.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the program ended before that line; it printed " + seen + " and " + stderr.join());
    }

    Result finish() throws InterruptedException {
        process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> process.destroyForcibly());
        stdout.lines().forEach(seen::add);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program did not end; it printed " + seen);
        }
        return new Result(process.exitValue(), List.copyOf(seen), stderr.join());
    }

    /** Types a line on stdin. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // unlike Process.destroy it leaves the pipes open
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** SIGHUP. */
    void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
