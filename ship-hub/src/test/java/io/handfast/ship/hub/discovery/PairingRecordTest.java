// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairingRecordTest {
    @Test
    void givenVectors_whenRead_thenTheSameVerdicts() throws Exception {
        List<Map<String, Object>> rows = Vectors.read("pairing.jsonl", "record");
        assertThat(rows).hasSize(15);
        for (Map<String, Object> row : rows) {
            Map<String, Object> txt = Vectors.child(Vectors.child(row, "input"), "txt");
            String error = Vectors.text(Vectors.child(row, "output"), "parse_error");
            List<String> strings = txt.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            assertThat(read(strings)).as(Vectors.text(row, "id")).isEqualTo(verdict(error));
        }
    }

    private static String verdict(String error) {
        return switch (error) {
            case "" -> "read";
            case "txtvers", "missing-txtvers" -> "discovery.txt-version in txtvers";
            default -> "discovery.txt-missing in " + error.replace("missing-", "");
        };
    }

    private static String read(List<String> strings) {
        try {
            PairingRecord.parse(TxtRecord.of(strings));
            return "read";
        } catch (MalformedRecord e) {
            return e.code().code() + " in " + e.key();
        }
    }

    @Test
    void givenAnnouncementOfShipGo_whenRead_thenTextsAsTheyCame() throws Exception {
        List<String> strings = Vectors.read("pairing.jsonl", "announcement").stream()
                .map(row -> Vectors.child(row, "output"))
                .filter(output -> PairingRecord.SERVICE_TYPE.equals(Vectors.text(output, "service_type")))
                .map(output -> ((List<?>) output.getOrDefault("txt", List.of())))
                .findFirst()
                .orElseThrow()
                .stream()
                .map(String::valueOf)
                .map(string -> string.startsWith("digest") ? string.toLowerCase(Locale.ROOT) : string)
                .toList();
        PairingRecord record = PairingRecord.parse(TxtRecord.of(strings));
        assertThat(record.forId()).isEqualTo("devA-ship-id");
        assertThat(record.trustId()).isEqualTo("devZ-ship-id");
        assertThat(record.trustCurve()).isEqualTo("secp256r1");
        assertThat(record.trustNonce()).isEqualTo("000102030405060708090A0B0C0D0E0F");
        assertThat(record.digest()).startsWith("cfd04d0cda4c").hasSize(64);
    }
}
