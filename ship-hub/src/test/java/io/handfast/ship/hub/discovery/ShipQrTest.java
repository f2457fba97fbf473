// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShipQrTest {
    private static final String SKI = "6899cc5bab5dbcc22b4864032c2780feab015afd";
    private static final String FINGERPRINT = "BC07E8682D32AA9FDF20149814B76CEBAF80F5C135E9A6EB4B64F75DE3E118A9";
    private static final String SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";

    @Test
    void givenVectors_whenComposedAndRead_thenAsShipGoExceptForASemicolonInTheId() throws Exception {
        List<Map<String, Object>> rows = Vectors.read("pairing.jsonl", "qr");
        assertThat(rows).hasSize(12);
        for (Map<String, Object> row : rows) {
            Map<String, Object> output = Vectors.child(row, "output");
            // ship-go writes a code that nobody can read back; we write none
            boolean composes = output.containsKey("text") && !"qr-id-with-semicolon".equals(Vectors.text(row, "id"));
            if (!composes) {
                assertThatThrownBy(() -> code(Vectors.child(row, "input")))
                        .as(Vectors.text(row, "id"))
                        .isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            ShipQr code = code(Vectors.child(row, "input"));
            assertThat(code.text()).isEqualTo(output.get("text"));
            ShipQr read = ShipQr.parse(code.text());
            assertThat(ShipQr.parse(read.text())).isEqualTo(read);
            assertThat(read.ski()).isEqualTo(code.ski());
            assertThat(read.shipId()).isEqualTo(code.shipId());
            assertThat(read.pairing()).isEqualTo(code.pairing());
            assertThat(read.product().brand()).isEqualTo(code.product().brand().replace(";", ""));
            assertThat(read.product().categories()).isEqualTo(code.product().categories());
        }
    }

    private static ShipQr code(Map<String, Object> input) {
        List<?> categories = input.get("categories") instanceof List<?> list ? list : List.of();
        Product product = new Product(
                Vectors.text(input, "brand"),
                Vectors.text(input, "model"),
                Vectors.text(input, "type"),
                Vectors.text(input, "serial"),
                categories.stream().map(String::valueOf).map(Integer::valueOf).toList());
        ShipQr plain = ShipQr.of(Ski.parse(Vectors.text(input, "ski")), Vectors.text(input, "ship_id"), product);
        String secret = Vectors.text(input, "secret");
        return secret.isEmpty() ? plain : plain.withPairing(new Fingerprint(FINGERPRINT), PairingSecret.parse(secret));
    }

    @Test
    void givenThePlaceholderOfTheVectors_whenFilledIn_thenEveryFieldIsRead() throws Exception {
        String form = Vectors.text(
                Vectors.read("mdns.jsonl").stream()
                        .filter(row -> "qr-001".equals(row.get("id")))
                        .collect(Collectors.toList())
                        .getFirst(),
                "text");
        String text = form.replace("<40 hex>", SKI)
                .replace("<ship id>", "i:1_a:b")
                .replace("<brand>", "B")
                .replace("<type>", "T")
                .replace("<model>", "M")
                .replace("<serial>", "S")
                .replace("<n,n>", "2,7");
        ShipQr read = ShipQr.parse(text);
        assertThat(read).isEqualTo(ShipQr.of(new Ski(SKI), "i:1_a:b", new Product("B", "M", "T", "S", List.of(2, 7))));
        assertThat(read.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHIP;SKI:" + SKI + ";ID:a",
                "SHIP;SKI:" + SKI + ";ID:a;ENDSHIP",
                "  SHIP;SKI:" + SKI + ";ID:a;ENDSHIP;  ",
                "SHIP;ID:a;SKI:" + SKI + ";ENDSHIP;ID:behind the end",
                "SHIP;SKI:" + SKI + ";ID:a;ID:again;PIN:1234;NOMINALPOWER:-8000,11000;x;:y;;ENDSHIP;",
                "SHIP;SKI:6899 CC5B-AB5D:BCC22B4864032C2780FEAB015AFD;ID:a;ENDSHIP;",
                "SHIP;SKI:" + SKI + ";ID:a;FPH256:" + FINGERPRINT + ";ENDSHIP;",
                "SHIP;SKI:" + SKI + ";ID:a;FPH256:;SPSEC:;ENDSHIP;",
            })
    void givenOddButClearText_whenRead_thenTheSame(String text) throws Exception {
        assertThat(ShipQr.parse(text)).isEqualTo(ShipQr.of(new Ski(SKI), "a", Product.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "'', QR_UNKNOWN",
        "SHIP, QR_UNKNOWN",
        "ship;SKI:x;, QR_UNKNOWN",
        "https://example.org/, QR_UNKNOWN",
        "SHIP;, QR_MISSING",
        "SHIP;ENDSHIP;, QR_MISSING",
        "SHIP;ID:a;ENDSHIP;, QR_MISSING",
        "SHIP;SKI:6899;ID:a;ENDSHIP;, QR_VALUE",
        "SHIP;SKI:" + SKI + ";FPH256:BC07;SPSEC:" + SECRET + ";, QR_VALUE",
        "SHIP;SKI:" + SKI + ";FPH256:" + FINGERPRINT + ";SPSEC:" + SECRET + "00;, QR_VALUE",
        "SHIP;SKI:" + SKI + ";SPSEC:" + SECRET + ";, QR_MISSING",
        "SHIPP:, QR_MISSING",
        "SHIPP:" + FINGERPRINT + ", QR_MISSING",
        "SHIPP:" + FINGERPRINT + "#, QR_MISSING",
        "SHIPP:" + FINGERPRINT + "#7A37, QR_VALUE",
        "SHIPP:#" + SECRET + ", QR_MISSING",
    })
    void givenUselessText_whenRead_thenTypedAndWithoutTheSecret(String text, DiscoveryFailure expected) {
        MalformedRecord failure = catchThrowableOfType(MalformedRecord.class, () -> ShipQr.parse(text));
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.getMessage()).doesNotContain(SECRET.substring(0, 4));
    }

    @Test
    void givenTheOldPairingForm_whenRead_thenFingerprintAndSecret() throws Exception {
        ShipQr read = ShipQr.parse("SHIPP:" + FINGERPRINT.toLowerCase(Locale.ROOT) + "#" + SECRET);
        assertThat(read.ski()).isEmpty();
        assertThat(read.shipId()).isEmpty();
        assertThat(read.pairing())
                .isEqualTo(Optional.of(new ShipQr.Pairing(new Fingerprint(FINGERPRINT), new PairingSecret(SECRET))));
        assertThat(read.text()).isEqualTo("SHIP;FPH256:" + FINGERPRINT + ";SPSEC:" + SECRET + ";ENDSHIP;");
        assertThat(ShipQr.parse(read.text())).isEqualTo(read);
        assertThat(read.toString()).doesNotContain(SECRET);
    }
}
