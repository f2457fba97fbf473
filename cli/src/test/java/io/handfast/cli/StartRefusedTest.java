// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A hub that cannot start as configured says so in one line: what, where, how to mend it; exit status 2. */
class StartRefusedTest {
    @TempDir
    private Path folder;

    private record Refusal(String name, String configuration, List<String> expected) {}

    private static Refusal refusal(String name, String configuration, String... expected) {
        return new Refusal(name, configuration, List.of(expected));
    }

    @TestFactory
    Stream<DynamicTest> givenABadConfiguration_whenTheHubStarts_thenOneLineNamesFileLineKeyAndWhatIsAllowed() {
        return Stream.of(
                        refusal("unknown key", "{\n \"prot\": 4712\n}", "line 2", "\"prot\"", "unknown key", "port"),
                        refusal("wrong type", "{\n\"port\": \"4712\"}", "line 2", "\"port\"", "a text", "0 to 65535"),
                        refusal("out of range", "{\"port\": 70000}", "line 1", "\"port\"", "70000", "0 to 65535"),
                        refusal("no whole number", "{\"port\": 1.5}", "\"port\"", "1.5", "whole number"),
                        refusal("no room", "{\"max_connections\": 0}", "\"max_connections\"", "1 to 100000"),
                        refusal("twice", "{\"port\": 0,\n\"port\": 1}", "line 2", "port", "mend the file"),
                        refusal("cut off", "{\"port\": ", "not JSON"),
                        refusal("a list", "[]", "a list", "write an object"),
                        refusal("country", "{\"country\": \"de\"}", "\"country\"", "two upper-case letters"),
                        refusal(
                                "peer without ski",
                                "{\"static_peers\": [\n{\"host\": \"h\", \"port\": 1}]}",
                                "line 2",
                                "no ski"),
                        refusal(
                                "peer with a bad ski",
                                "{\"static_peers\": [{\"ski\": \"12\", \"host\": \"h\", \"port\": 1}]}",
                                "static_peers.ski",
                                "40 hexadecimal digits"),
                        refusal(
                                "peer with a bad port",
                                "{\"static_peers\": [{\"ski\": \"" + "a".repeat(40)
                                        + "\", \"host\": \"h\", \"port\": 0}]}",
                                "static_peers.port",
                                "1 to 65535"))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    Path file = Files.writeString(folder.resolve("config.json"), row.configuration());
                    assertRefused(
                            Program.run(folder, "hub", "config.json"),
                            Stream.concat(Stream.of(file.getFileName().toString()), row.expected().stream())
                                    .toArray(String[]::new));
                }));
    }

    @Test
    void givenNoConfigurationFile_whenNamed_thenItIsNamed() throws InterruptedException {
        assertRefused(Program.run(folder, "hub", "--config", "nowhere.json"), "nowhere.json", "no such file");
    }

    @Test
    void givenThePortInUse_whenTheHubStarts_thenThePortIsNamed() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            String port = String.valueOf(taken.getLocalPort());
            assertRefused(
                    Program.run(folder, "hub", "--no-mdns", "--port", port), "port " + port, "in use", "\"port\"");
        }
    }

    @Test
    void givenAnIdentity_whenAFileIsMissingOrWrong_thenItIsNamedAndNothingIsChanged()
            throws IOException, InterruptedException {
        assertThat(Program.run(folder, "hub", "identity").status()).isZero();
        Path key = folder.resolve("data-directory/certs/ship.key");
        Path certificate = folder.resolve("data-directory/certs/ship.crt");
        String goodKey = Files.readString(key);
        String goodCertificate = Files.readString(certificate);

        Files.delete(certificate);
        assertRefused(Program.run(folder, "hub", "--no-mdns", "--port", "0"), "ship.crt", "ship.key");
        assertThat(certificate).doesNotExist();

        Files.writeString(certificate, goodCertificate);
        Files.writeString(key, "no key");
        assertRefused(Program.run(folder, "hub", "--no-mdns", "--port", "0"), "ship.key");
        assertThat(key).hasContent("no key");

        Files.delete(key);
        Files.createDirectory(key); // unreadable for root too, who reads every file
        assertRefused(Program.run(folder, "hub", "--no-mdns", "--port", "0"), "ship.key");

        Files.delete(key);
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(Program.run(other, "hub", "identity").status()).isZero();
        Files.copy(other.resolve("data-directory/certs/ship.key"), key);
        assertRefused(Program.run(folder, "hub", "--no-mdns", "--port", "0"), "ship.key", "ship.crt");

        Files.writeString(key, goodKey);
        assertThat(Program.run(folder, "hub", "identity").status()).isZero();
    }

    @Test
    void givenAFolderThatCannotBeWritten_whenTheHubStarts_thenItIsNamed() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String data = file.resolve("data").toString();
        assertRefused(Program.run(folder, "hub", "--data", data), data, "cannot be written", "--data");
    }

    @Test
    void givenABrokenTrustFile_whenTheHubStarts_thenItIsMovedAsideAndNamed() throws IOException, InterruptedException {
        Path file = folder.resolve("data-directory/data/trusted_devices.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{ \"broken\": ");
        assertRefused(
                Program.run(folder, "hub", "--no-mdns", "--port", "0"), "trusted_devices.json", "moved to", ".broken-");
        assertThat(file).doesNotExist();
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left.filter(aside -> aside.toString().contains(".broken-")))
                    .singleElement()
                    .satisfies(aside -> assertThat(aside).hasContent("{ \"broken\": "));
        }
    }

    @Test
    void givenABrokenStateFile_whenTheHubStarts_thenItIsNamedAndKept() throws IOException, InterruptedException {
        Path file = folder.resolve("data-directory/data/hub_state.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{ \"version\": 7 }");
        assertRefused(Program.run(folder, "hub", "--no-mdns", "--port", "0"), "hub_state.json", "version is 7");
        assertThat(file).hasContent("{ \"version\": 7 }");
    }

    @Test
    void givenUsageErrors_whenRun_thenOneLineSaysWhereHelpIs() throws InterruptedException {
        assertRefused(Program.run(folder, "hub", "--prot", "1"), "--prot", "handfast hub --help");
        assertRefused(Program.run(folder, "ship", "probe", "nonsense"), "nonsense", "HOST:PORT");
        assertRefused(Program.run(folder, "device", "--type", "toaster"), "toaster", "wallbox");
    }

    private static void assertRefused(Program.Result result, String... expected) {
        String line = result.err()
                .lines()
                .filter(text -> !text.contains("NEW identity"))
                .collect(java.util.stream.Collectors.joining("\n"));
        assertThat(line).startsWith("handfast: ").contains(expected);
        assertThat(line.lines()).as("one line").hasSize(1);
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
    }
}
