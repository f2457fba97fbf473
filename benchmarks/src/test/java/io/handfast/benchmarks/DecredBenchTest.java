// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny times: keeps the measurements from rotting, and says nothing about speed. */
class DecredBenchTest {
    private static final List<String> CODEC = Stream.of("headers", "block", "inv")
            .flatMap(name -> Stream.of("decode", "encode", "read", "write").map(step -> name + "-" + step))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void givenTinyTimes_whenAllIsMeasured_thenEachLineHasItsRate() throws Exception {
        Process process = ShipBenchTest.java(
                "-Dbench.idle=4",
                DecredBench.class.getName(),
                folder.resolve("go").toString(),
                folder.toString(),
                "1",
                "0",
                "0",
                "HANDFAST");
        String table = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        assertThat(table).contains("| blake-1m mb-per-second |", "| blake-180 mb-per-second |", "| headers-hash ");
        assertThat(table)
                .contains(
                        "| handshake-1 per-second |", "| handshake-8 cpu-nanos |", "| idle heap-bytes |", "| sync per-")
                .doesNotContain("failed");
        CODEC.forEach(line -> assertThat(table).contains("| " + line + " mb-per-second |"));
    }

    @Test
    void givenThePayloads_whenWritten_thenOfTheSizesThatAreSeen() throws Exception {
        DecredPayloads.write(folder);
        assertThat(Files.size(folder.resolve("headers.bin"))).isEqualTo(362_003);
        assertThat(Files.size(folder.resolve("block.bin"))).isBetween(390_000L, 393_216L);
        assertThat(Files.size(folder.resolve("inv.bin"))).isEqualTo(1_800_003);
    }
}
