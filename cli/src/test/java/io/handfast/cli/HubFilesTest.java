// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.ConfigurationFile;
import io.handfast.hub.app.JsonTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration, backup and renewal as users type them. */
class HubFilesTest {
    @TempDir
    private Path folder;

    private static String member(String line, String name) throws JsonTree.NotJson {
        return String.valueOf(JsonTree.read(line)
                .members()
                .getOrDefault(name, new JsonTree.Node("", 0))
                .value());
    }

    @Test
    void givenAConfiguration_whenCheckedPrintedAndDescribed_thenAsTheHubWouldReadIt() throws Exception {
        Files.writeString(folder.resolve("good.json"), "{\"port\": 4713,\n\"reconnect_delay_max\": 60}");
        Program.Result check = Program.run(folder, "hub", "config", "check", "good.json");
        assertThat(check.status()).as(check.err()).isZero();

        Program.Result print = Program.run(folder, "hub", "config", "print", "--config", "good.json");
        assertThat(print.out())
                .anyMatch(line -> line.matches("port +4713 +good.json line 1"))
                .anyMatch(line -> line.matches("max_connections +10 +default"));
        Program.Result schema = Program.run(folder, "hub", "config", "schema");
        assertThat(String.join("\n", schema.out()) + "\n").isEqualTo(ConfigurationFile.schema());

        Files.writeString(folder.resolve("bad.json"), "{\"prot\": 1,\n\"port\": -1}");
        Program.Result bad = Program.run(folder, "hub", "config", "check", "bad.json");
        assertThat(bad.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(bad.err().lines())
                .containsExactly(
                        "handfast: configuration bad.json line 1: \"prot\": unknown key; did you mean \"port\"?",
                        "handfast: configuration bad.json line 2: \"port\": -1; allowed: a whole number from 0 to 65535");
    }

    @Test
    void givenARunningHub_whenItGetsSighup_thenItReadsItsConfigurationAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"port\": 0, \"max_connections\": 5}");
        try (Program hub = Program.start(folder, "hub", "c.json", "--no-mdns", "--json")) {
            hub.await(line -> line.contains("listening"));
            Files.writeString(file, "{\"port\": 1, \"max_connections\": 6}");
            hub.hangUp();
            String reloaded = hub.await(line -> line.contains("reloaded"));
            assertThat(reloaded).contains("\"changed\":[\"max_connections\"]", "\"needRestart\":[\"port\"]");
            Files.writeString(file, "{\"port\": \"x\"");
            hub.hangUp();
            assertThat(hub.await(line -> line.contains("reloaded"))).contains("\"mistakes\":[", "not JSON");
            hub.terminate();
            Program.Result result = hub.finish();
            assertThat(result.status()).as(result.err()).isZero();
            assertThat(result.err()).contains("needs a restart: port", "the hub runs on as before");
        }
    }

    @ParameterizedTest
    @CsvSource({"info, true", "warn, false"})
    void p8_givenALogLevel_whenTheHubRuns_thenLessSeriousEventsAreNeitherPrintedNorLogged(String level, boolean shown)
            throws Exception {
        Files.writeString(folder.resolve("c.json"), "{\"port\": 0, \"log_level\": \"" + level + "\"}");
        try (Program hub = Program.start(folder, "hub", "c.json", "--no-mdns", "--no-ask")) {
            hub.await(line -> line.contains("trusted devices"));
            hub.terminate();
            Program.Result result = hub.finish();
            assertThat(result.out().stream().anyMatch(line -> line.contains(" stopped ")))
                    .isEqualTo(shown);
            assertThat(Files.readString(folder.resolve("logs/hub.0.log")).contains("in good order"))
                    .isEqualTo(shown);
        }
    }

    @Test
    void givenAHub_whenBackedUpAndRestored_thenItIsTheSameAndFailuresAreTyped() throws Exception {
        Files.writeString(folder.resolve("secret"), "correct horse\n");
        Files.writeString(folder.resolve("wrong"), "correct house\n");
        String ski =
                member(Program.run(folder, "hub", "identity", "--json").out().getFirst(), "ski");
        Program.Result backup = Program.run(folder, "hub", "backup", "b", "--passphrase-file", "secret", "--json");
        assertThat(backup.status()).as(backup.err()).isZero();
        assertThat(member(backup.out().getFirst(), "ski")).isEqualTo(ski);

        String there = folder.resolve("there").toString();
        Program.Result wrong =
                Program.run(folder, "hub", "restore", "b", "--data", there, "--passphrase-file", "wrong", "--json");
        assertThat(wrong.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(member(wrong.out().getFirst(), "code")).isEqualTo("backup.passphrase");
        assertThat(wrong.err()).contains("handfast: not restored: backup.passphrase");

        Program.Result restored =
                Program.run(folder, "hub", "restore", "b", "--data", there, "--passphrase-file", "secret");
        assertThat(restored.status()).as(restored.err()).isZero();
        Program.Result again = Program.run(folder, "hub", "identity", "--data", there, "--json");
        assertThat(member(again.out().getFirst(), "ski")).isEqualTo(ski);
        assertThat(Program.run(folder, "hub", "restore", "b", "--data", there, "--passphrase-file", "secret")
                        .err())
                .contains("backup.exists", "--replace");
        assertThat(Program.run(folder, "hub", "restore", "b").err()).contains("use --passphrase-file");
    }

    @Test
    void givenAnIdentity_whenRenewed_thenTheSkiIsTheSameOrTheOneThatWasPrepared() throws Exception {
        Map<String, JsonTree.Node> before = JsonTree.read(
                        Program.run(folder, "hub", "identity", "--json").out().getFirst())
                .members();
        String old = String.valueOf(
                before.getOrDefault("ski", new JsonTree.Node("", 0)).value());
        Program.Result same = Program.run(folder, "hub", "identity", "renew", "--same-key", "--json");
        assertThat(member(same.out().getFirst(), "ski")).isEqualTo(old);
        Program.Result prepared = Program.run(folder, "hub", "identity", "renew", "--new-key", "--json");
        String next = member(prepared.out().getFirst(), "ski");
        assertThat(next).matches("[0-9a-f]{40}").isNotEqualTo(old);
        assertThat(member(Program.run(folder, "hub", "identity", "--json").out().getFirst(), "ski"))
                .isEqualTo(old);
        assertThat(Program.run(folder, "hub", "identity", "renew", "--switch").status())
                .isZero();
        assertThat(member(Program.run(folder, "hub", "identity", "--json").out().getFirst(), "ski"))
                .isEqualTo(next);
        assertThat(Program.run(folder, "hub", "identity", "renew").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void givenTheKeys_whenThePageIsRead_thenItHasTheTableThatFollowsFromThem() throws Exception {
        String page = Files.readString(ArchitectureTest.projectRoot().resolve("docs/how-to/configure.md"));
        assertThat(page)
                .as("the table of docs/how-to/configure.md; replace it with what was expected")
                .contains(String.join("\n", ConfigurationFile.table()));
    }
}
