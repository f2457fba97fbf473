// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import io.handfast.testkit.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Go tool of this machine. */
public final class Go {
    /** A cold build downloads four modules and compiles Go's standard library: 40 s on two busy cores. */
    private static final long BUILD_LIMIT_MINUTES = 5;

    private static final String MISSING = "Go is missing: install Go 1.24 or newer (https://go.dev/dl), or put it on "
            + "the PATH or in /usr/local/go, to test against ship-go";

    private final Path tool;
    private final Path sources;
    private final Path target;

    private Go(Path tool) {
        this.tool = tool;
        this.sources = module().resolve("go");
        this.target = module().resolve("target").resolve("go");
    }

    /** The folder of this Maven module: surefire names it, an IDE starts there. */
    public static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    /**
     * The tool, or the end of the test: skipped with the reason, failed where {@code CI=true}.
     *
     * @return the tool
     */
    public static Go required() {
        Optional<Path> tool = find(Objects.requireNonNullElse(System.getenv("PATH"), ""));
        return new Go(require(tool, "true".equals(System.getenv("CI"))));
    }

    /** The tool, or the end of the test in the way that fits the place. */
    static Path require(Optional<Path> tool, boolean continuousIntegration) {
        if (tool.isEmpty() && continuousIntegration) {
            throw new AssertionError(MISSING);
        }
        Assumptions.assumeTrue(tool.isPresent(), MISSING);
        return tool.orElseThrow();
    }

    /**
     * Looks for the tool.
     *
     * @param path folders to look in first, separated as in the environment variable PATH
     * @return an executable file
     */
    static Optional<Path> find(String path) {
        Stream<Path> onPath = Stream.of(path.split(File.pathSeparator)).map(Path::of);
        return Stream.concat(onPath, Stream.of(Path.of("/usr/local/go/bin")))
                .map(folder -> folder.resolve("go"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Builds the program of a version of ship-go unless it is newer than all its sources.
     *
     * @param library which one
     * @return the executable below {@code target/go}
     * @throws IOException when the tool cannot be run
     * @throws InterruptedException when the thread was interrupted
     */
    public Path build(ShipGo library) throws IOException, InterruptedException {
        return build(library.program());
    }

    /**
     * Builds a program unless it is newer than all its sources.
     *
     * @param program its folder below {@code go/}
     * @return the executable below {@code target/go}
     * @throws IOException when the tool cannot be run
     * @throws InterruptedException when the thread was interrupted
     */
    public Path build(String program) throws IOException, InterruptedException {
        Path executable = target.resolve(program);
        Path folder = sources.resolve(program);
        if (Files.exists(executable)
                && newest(folder, sources.resolve("control")).compareTo(modified(executable)) <= 0) {
            return executable;
        }
        Files.createDirectories(target);
        Path fresh = Files.createTempFile(target, program, ".new");
        Path output = Files.createTempFile(target, program, ".log");
        ProcessBuilder builder = new ProcessBuilder(tool.toString(), "build", "-o", fresh.toString(), ".")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The versions in go.mod and go.sum count, nothing that a machine adds; no C compiler is needed.
        builder.environment()
                .putAll(Map.of(
                        "GOTOOLCHAIN", "local",
                        "GOWORK", "off",
                        "CGO_ENABLED", "0",
                        "GOFLAGS", "-mod=readonly -buildvcs=false -trimpath"));
        Process process = Programs.start(builder);
        if (!process.waitFor(BUILD_LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("go build of " + program + " took more than " + BUILD_LIMIT_MINUTES + " min");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("go build of " + program + " failed:\n" + Files.readString(output));
        }
        Files.move(fresh, executable, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(output);
        return executable;
    }

    private static FileTime newest(Path... folders) throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    times.add(modified(file));
                }
            }
        }
        return times.stream().max(FileTime::compareTo).orElseThrow();
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
