// SPDX-License-Identifier: Apache-2.0
package io.handfast.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's project builds from what we publish, and its hub runs on the module path. */
class ConsumerTest {
    private static final Path HERE = Published.ROOT.resolve("packaging");

    @Test
    void givenPublishedArtifacts_whenAProjectImportsTheBom_thenItBuildsAndItsHubRuns(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path repository = folder.resolve("published");
        publish(repository);
        Path project = folder.resolve("project");
        copy(HERE.resolve("consumer"), project);
        Path settings = Files.writeString(folder.resolve("settings.xml"), settings(folder.resolve("local")));
        String built = run(
                project,
                "mvn",
                "-B",
                "-q",
                "-s",
                settings.toString(),
                "-Dhandfast.repository=" + repository.toUri(),
                "process-classes");
        assertThat(project.resolve("target/dependency/handfast-hub-app-" + Published.VERSION + ".jar"))
                .as(built)
                .exists();
        Path file = Files.writeString(
                folder.resolve("config.json"), "{\"port\": 0, \"mdns_enabled\": false, \"console_port\": 0}");
        String said = run(
                project,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--module-path",
                "target/classes" + File.pathSeparator + "target/dependency",
                "--module",
                "com.example.consumer/com.example.Consumer",
                file.toString());
        assertThat(said).contains("listening port ", "stopped well");
    }

    /** As a deployment lays them out. */
    private static void publish(Path repository) throws IOException {
        put(repository, "handfast", Published.ROOT.resolve("pom.xml"), ".pom");
        put(repository, "handfast-bom", Published.ROOT.resolve("bom/pom.xml"), ".pom");
        for (String library : Published.LIBRARIES) {
            put(
                    repository,
                    "handfast-" + library,
                    Published.ROOT.resolve(library).resolve("pom.xml"),
                    ".pom");
            put(repository, "handfast-" + library, Published.jar(library, ""), ".jar");
        }
    }

    private static void put(Path repository, String artifact, Path file, String ending) throws IOException {
        Path folder = repository.resolve("io/handfast").resolve(artifact).resolve(Published.VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifact + "-" + Published.VERSION + ending));
    }

    /** A local repository of its own; what is not ours comes from the one that this build uses. */
    private static String settings(Path local) {
        Path ours = Path.of(System.getProperty("maven.repository"));
        return """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>here</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(local, ours.toUri());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(from.resolve("target")))
                    .toList()) {
                Path copy = to.resolve(from.relativize(path));
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy);
            }
        }
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
