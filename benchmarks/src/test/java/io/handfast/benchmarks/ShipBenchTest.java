// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.hub.app.JsonTree;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.RawJson;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny counts: keeps the measurements from rotting, and says nothing about speed. */
class ShipBenchTest {
    @TempDir
    private Path folder;

    @Test
    void givenTinyCounts_whenAPairIsMeasured_thenEachLineHasItemsAndNoFailures() throws Exception {
        for (String size : List.of("1k", "32k")) {
            Files.writeString(folder.resolve("payload-" + size + ".json"), Payload.ordinary(1024));
        }
        List<Map<String, JsonTree.Node>> lines = new ArrayList<>();
        Process process = java(ShipPair.class.getName(), folder.toString(), "0.02", "0.05");
        for (String line : process.inputReader(StandardCharsets.UTF_8).readAllLines()) {
            lines.add(JsonTree.read(line).members());
        }
        assertThat(process.waitFor()).isZero();
        assertThat(lines).hasSize(11).allSatisfy(line -> {
            assertThat(number(line, "items")).as("%s", line).isPositive();
            assertThat(number(line, "failed")).isZero();
            assertThat(number(line, "cpuNanos")).isNotNegative(); // in hundredths of a second
        });
        assertThat(new TreeSet<>(lines.stream().map(line -> text(line, "line")).toList()))
                .contains("connect-1", "connect-8", "connect-8-settle", "raw-1k-16", "echo-32k-1");
    }

    @Test
    void givenThreeDevices_whenAHubIsMeasured_thenEachValueIsThere() throws Exception {
        Process process = java(
                ShipBench.class.getName(),
                folder.resolve("go").toString(),
                folder.resolve("work").toString(),
                "0",
                "0",
                "0",
                "3");
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
    }

    @Test
    void givenResults_whenTheTableIsMade_thenItHasMedianRangeAndRatios() throws Exception {
        Path results = folder.resolve("results.jsonl");
        Files.writeString(results, """
                {"contestant":"HANDFAST_NATIVE","what":"connect-8 per-second","value":30}
                {"contestant":"SHIP_GO_2024","what":"connect-8 per-second","value":10}
                {"contestant":"HANDFAST_NATIVE","what":"connect-8 per-second","value":10}
                {"contestant":"HANDFAST_NATIVE","what":"connect-8 per-second","value":20}
                {"contestant":"SHIP_GO_2026","what":"hub idle-rss-kib","value":9000}
                {"contestant":"HANDFAST_NATIVE","what":"hub idle-rss-kib","value":90000}
                {"contestant":"SHIP_GO_2024","what":"connect-8 failed","value":0}
                """);
        assertThat(ShipTable.of(results)).isEqualTo("""
                | what | Handfast | Handfast, pure Java | ship-go v0.6.0 | ship-go July 2026 | against v0.6.0 | against July 2026 |
                |---|---:|---:|---:|---:|---:|---:|
                | connect-8 per-second | 20 (10-30) |  | 10 (10-10) |  | 2.00 |  |
                | hub idle-rss-kib | 90 000 (90 000-90 000) |  |  | 9 000 (9 000-9 000) |  | 0.10 |
                """);
    }

    @Test
    void givenASize_whenAPayloadIsMade_thenItIsOrdinaryJsonOfAboutThatSizeThatSurvivesBothConversions()
            throws Exception {
        for (int bytes : List.of(1024, 32 * 1024)) {
            RawJson ordinary = RawJson.parse(Payload.ordinary(bytes));
            assertThat(ordinary.length()).isBetween(bytes - 160, bytes);
            assertThat(EebusJson.toStandard(EebusJson.fromStandard(ordinary))).isEqualTo(ordinary);
        }
    }

    /** On all of this test's path, whether surefire made it a class or a module path. */
    static Process java(String main, String... arguments) throws Exception {
        String path = String.join(
                File.pathSeparator,
                Stream.of("java.class.path", "jdk.module.path")
                        .map(System::getProperty)
                        .filter(Objects::nonNull)
                        .toList());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static long number(Map<String, JsonTree.Node> line, String name) {
        return Long.parseLong(text(line, name));
    }

    private static String text(Map<String, JsonTree.Node> line, String name) {
        return String.valueOf(Objects.requireNonNull(line.get(name), name).value());
    }
}
