// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairing service as its operator uses it: commands beside a hub, and commands to one. */
class PairingCommandsTest {
    private static final String PRINT = "AB".repeat(32);
    private static final String SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";
    private static final String CODE = "SHIP;ID:d:_i:far;FPH256:" + PRINT + ";SPSEC:" + SECRET + ";ENDSHIP;";

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

    private Map<String, JsonTree.Node> ask(String... arguments) throws InterruptedException {
        Program.Result result = run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).hasSize(1);
        return json(result.out().getFirst());
    }

    private static String secretOf(String qr) {
        assertThat(qr).matches("SHIP;.*;FPH256:[0-9A-F]{64};SPSEC:[0-9A-F]{32};ENDSHIP;");
        return qr.replaceAll(".*SPSEC:([0-9A-F]{32});.*", "$1");
    }

    @Test
    void givenNoHub_whenTheCodeIsAskedFor_thenTheSecretIsShownOnlyWhenAskedForAndRenewed() throws Exception {
        String plain = RemoteHub.text(ask("hub", "qr", "--json"), "qr");
        assertThat(plain).doesNotContain("SPSEC");
        assertThat(folder.resolve("data-directory/data/pairing_secret.json")).doesNotExist();

        Program.Result shown = run("hub", "identity", "--secret", "--json");
        String secret = secretOf(RemoteHub.text(json(shown.out().getFirst()), "qr"));
        assertThat(shown.err()).contains("pairing_service is off", "whoever sees this code");
        assertThat(secretOf(RemoteHub.text(ask("hub", "qr", "--secret", "--json"), "qr")))
                .isEqualTo(secret);
        assertThat(RemoteHub.text(ask("hub", "identity", "--json"), "qr")).isEqualTo(plain);

        assertThat(RemoteHub.text(ask("hub", "pairing", "renew-secret", "--json"), "done"))
                .isEqualTo("renewed");
        assertThat(secretOf(RemoteHub.text(ask("hub", "qr", "--secret", "--json"), "qr")))
                .isNotEqualTo(secret);
        assertThat(Files.readString(folder.resolve("data-directory/data/audit.log")))
                .contains("\"what\":\"secret-renewed\",\"by\":\"terminal\"")
                .doesNotContain(secret);
        Program.Result pairing = run("hub", "pairing");
        assertThat(pairing.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(pairing.err()).contains("handfast: hub pairing: remote.no-hub");
    }

    @Test
    void givenARunningHub_whenItIsToldCodes_thenItAnnouncesListsWithdrawsAndForgets() throws Exception {
        // No such interface: what is announced leaves this machine nowhere.
        Files.writeString(
                folder.resolve("config.json"),
                "{\"port\": 0, \"pairing_service\": \"both\", \"network_interfaces\": [\"none0\"]}");
        try (Program hub = Program.start(folder, "hub", "--config", "config.json", "--data", "data-directory")) {
            hub.await(line -> line.startsWith("console http"));

            String secret = secretOf(RemoteHub.text(ask("hub", "qr", "--secret", "--json"), "qr"));
            assertThat(RemoteHub.text(ask("hub", "pairing", "renew-secret", "--json"), "done"))
                    .isEqualTo("renewed");
            assertThat(secretOf(RemoteHub.text(ask("hub", "qr", "--secret", "--json"), "qr")))
                    .isNotEqualTo(secret);

            refuses("scan.no-secret", "--qr", "SHIP;SKI:" + "11".repeat(20) + ";ID:d;ENDSHIP;");
            refuses("scan.no-ship-id", "--qr", "SHIPP:" + PRINT + "#" + SECRET);
            refuses("discovery.qr-unknown", "--qr", SECRET);
            Map<String, JsonTree.Node> announcing = ask("hub", "pair", "--qr", CODE, "--json");
            assertThat(RemoteHub.text(announcing, "shipId")).isEqualTo("d:_i:far");
            hub.await(line -> line.contains(" pairing      d:_i:far: announcing, as Hub "));
            List<String> lines = run("hub", "pairing").out();
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("listening        yes"))
                    .anyMatch(line -> line.startsWith("scanned          d:_i:far") && line.contains("not seen yet"))
                    .anyMatch(line -> line.startsWith("announcing to    d:_i:far")
                            && line.contains("no device announces itself as d:_i:far"));

            ask("hub", "pairing", "withdraw", "d:_i:far", "--json");
            hub.await(line -> line.contains("d:_i:far: withdrawn, as asked for"));
            assertThat(run("hub", "pairing", "withdraw", "d:_i:far").err()).contains("remote.no-device");
            ask("hub", "pairing", "forget", PRINT.substring(0, 8), "--json");
            hub.await(line -> line.contains("d:_i:far: forgotten"));

            hub.terminate();
            Program.Result stopped = hub.finish();
            assertThat(stopped.status()).as(stopped.err()).isZero();
            assertThat(stopped.out()).anyMatch(line -> line.contains(" pairing      listening, nobody is paired"));
            assertThat(String.join("\n", stopped.out()) + stopped.err()).doesNotContain(secret, SECRET);
            assertNoLogHolds(secret);
            assertNoLogHolds(SECRET);
        }
    }

    private void refuses(String why, String... code) throws InterruptedException {
        String[] arguments = Stream.concat(Stream.of("hub", "pair", "--json"), Stream.of(code))
                .toArray(String[]::new);
        Program.Result result = run(arguments);
        assertThat(result.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(RemoteHub.text(json(result.out().getFirst()), "code")).isEqualTo("rest.qr");
        assertThat(RemoteHub.text(json(result.out().getFirst()), "why")).isEqualTo(why);
        assertThat(result.err()).doesNotContain(SECRET);
    }

    private void assertNoLogHolds(String secret) throws Exception {
        try (Stream<Path> logs = Files.list(folder.resolve("data-directory/logs"))) {
            for (Path log : logs.toList()) {
                assertThat(Files.readString(log)).doesNotContain(secret);
            }
        }
    }

    @Test
    void givenDeviceAndCode_whenPairing_thenOneOfThem() throws Exception {
        Program.Result both = run("hub", "pair", "abcd", "--qr", CODE);
        assertThat(both.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(both.err()).doesNotContain(SECRET);
        assertThat(run("hub", "pair").status()).isEqualTo(ExitStatus.USAGE);
        Program.Result named = run("hub", "pair", "--qr", CODE, "--name", "x");
        assertThat(named.status()).isNotZero();
        assertThat(named.err()).doesNotContain(SECRET);
    }
}
