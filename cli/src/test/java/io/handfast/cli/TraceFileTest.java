// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub's trace as users print it. */
class TraceFileTest {
    private static final String SKI = "11".repeat(20);

    @TempDir
    private Path folder;

    private static String frame(String dir, String text) {
        return "{\"at\":\"2026-11-21T12:00:00.123Z\",\"ski\":\"" + SKI + "\",\"role\":\"client\",\"conn\":1,\"dir\":\""
                + dir + "\",\"t\":\"0.010\",\"type\":2,\"text\":\"" + text.replace("\"", "\\\"") + "\"}\n";
    }

    @Test
    void givenATrace_whenPrinted_thenInTheFormThatWasAskedFor() throws Exception {
        String data = "{\"data\":[{\"header\":[]},{\"payload\":{\"datagram\":[]}}]}";
        String hello = "{\"connectionHello\":[{\"phase\":\"ready\"}]}";
        Files.writeString(
                folder.resolve("t.jsonl"),
                frame("send", hello) + "2026 warn 3 lines are missing here\n" + frame("recv", data) + "{\"cut");
        assertThat(Program.run(folder, "ship", "trace", "t.jsonl", "--form", "eebus-hub")
                        .out())
                .containsExactly(
                        "2026-11-21 12:00:00    [Send] " + SKI + hello, "2026-11-21 12:00:00    [Recv] " + SKI + data);
        assertThat(Program.run(folder, "ship", "trace", "t.jsonl", "--form", "eebus-go")
                        .out())
                .containsExactly("1 [12:00:00.123] RECV from ship_" + SKI + "_0x1 MSG: {\"datagram\":[]}");
        assertThat(Program.run(folder, "ship", "trace", "t.jsonl", "--form", "eet")
                        .out())
                .hasSize(4)
                .startsWith("{\"version\":\"1.0\",\"trace\":{\"name\":\"Handfast hub\","
                        + "\"startedAt\":\"2026-11-21T12:00:00.123Z\","
                        + "\"stoppedAt\":\"2026-11-21T12:00:00.123Z\"},\"messages\":[")
                .endsWith("]}");
        List<String> transcript =
                Program.run(folder, "ship", "trace", "t.jsonl").out();
        assertThat(transcript).singleElement().asString().startsWith("{\"id\":\"" + SKI + " client 1\",\"events\":[{");
    }

    @Test
    void givenWhatIsNoTrace_whenPrinted_thenItIsRefused() throws Exception {
        assertThat(Program.run(folder, "ship", "trace", "none.jsonl").status()).isEqualTo(ExitStatus.USAGE);
        Program.Result form = Program.run(folder, "ship", "trace", "x", "--form", "pcap");
        assertThat(form.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(form.err()).contains("--form pcap: allowed are transcript, eebus-hub, eebus-go, eet");
    }
}
