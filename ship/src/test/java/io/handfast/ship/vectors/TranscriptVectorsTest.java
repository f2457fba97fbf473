// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Frame;
import io.handfast.testkit.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test kit's transcripts read the recorded dialogues as the JSON library does. */
class TranscriptVectorsTest {
    @ParameterizedTest
    @ValueSource(ints = {2024, 2025, 2026})
    void givenRecordedDialogues_whenReadByTheTestKit_thenTheSameFrames(int year) throws IOException {
        String file = "live-shipgo-" + year + ".jsonl";
        List<Transcript> transcripts = transcripts(file);
        List<VectorRecord> records = VectorFile.read(file);
        assertThat(transcripts).hasSameSizeAs(records).isNotEmpty();
        for (int i = 0; i < records.size(); i++) {
            VectorRecord record = records.get(i);
            List<String> expected = record.list("events").stream()
                    .flatMap(event -> event.frame().stream())
                    .map(HexFormat.of()::formatHex)
                    .toList();
            assertThat(messages(transcripts.get(i))).as(record.text("id")).isEqualTo(expected);
            Transcript again = Transcript.parse(transcripts.get(i).line());
            assertThat(messages(again)).as(record.text("id")).isEqualTo(expected);
            assertThat(again.line()).isEqualTo(transcripts.get(i).line());
        }
    }

    private static List<Transcript> transcripts(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TranscriptVectorsTest.class.getResourceAsStream("/vectors/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Transcript::parse)
                    .toList();
        }
    }

    private static List<String> messages(Transcript transcript) {
        return transcript.entries().stream()
                .map(Transcript.Entry::frame)
                .flatMap(Optional::stream)
                .flatMap(frame -> frame instanceof Frame.Message message
                        ? Stream.of(HexFormat.of().formatHex(message.bytes()))
                        : Stream.empty())
                .toList();
    }
}
