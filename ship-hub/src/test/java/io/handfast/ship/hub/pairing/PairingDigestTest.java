// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.NodeCertificate;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.Product;
import io.handfast.ship.hub.discovery.ShipQr;
import io.handfast.ship.hub.discovery.TxtRecord;
import io.handfast.ship.hub.discovery.Vectors;
import io.handfast.testkit.SeededEntropy;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Digest, composed records, fingerprints and targets against what ship-go made. */
class PairingDigestTest {
    static final String FILE = "pairing.jsonl";

    /** A record of a row, its digest empty where the row has none. */
    static PairingRecord record(Map<String, Object> row) throws Exception {
        List<String> strings = Vectors.child(Vectors.child(row, "input"), "txt").entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
        boolean signed = strings.stream().anyMatch(string -> string.startsWith("digest="));
        List<String> all = new java.util.ArrayList<>(strings);
        if (!signed) {
            all.add("digest=");
        }
        return PairingRecord.parse(TxtRecord.of(all));
    }

    @Test
    void givenVectors_whenDigested_thenAsShipGoButOnlyWithSecretsOf16Bytes() throws Exception {
        List<Map<String, Object>> rows = Vectors.read(FILE, "digest");
        assertThat(rows).hasSize(10);
        int digests = 0;
        for (Map<String, Object> row : rows) {
            String secret = Vectors.text(Vectors.child(row, "input"), "secret");
            if (secret.length() != 32) { // ship-go's function takes 15 bytes, its listener does not
                assertThatThrownBy(() -> PairingSecret.parse(secret)).isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            if (Vectors.text(row, "id").equals("digest-other-algorithm")) {
                continue; // there is one function for one algorithm; who names another one is judged by PairingCheck
            }
            byte[] digest = PairingDigest.of(new PairingSecret(secret), record(row));
            assertThat(HexFormat.of().withUpperCase().formatHex(digest))
                    .as(Vectors.text(row, "id"))
                    .isEqualTo(Vectors.text(Vectors.child(row, "output"), "digest"));
            digests++;
        }
        assertThat(digests).isEqualTo(7);
    }

    @Test
    void givenAnnouncementOfShipGo_whenWeCompose_thenTheSameStrings() throws Exception {
        Map<String, Object> row = Vectors.read(FILE, "announcement").stream()
                .filter(one -> "mdns-pairing".equals(one.get("id")))
                .findFirst()
                .orElseThrow();
        Map<String, Object> input = Vectors.child(row, "input");
        PairingTarget target = new PairingTarget(
                Optional.empty(),
                Vectors.text(input, "target_ship_id"),
                new Fingerprint(Vectors.text(input, "target_fingerprint")),
                new PairingSecret(Vectors.text(input, "secret")));
        Fingerprint ours = certificate("identity-devZ").fingerprint();
        PairingRecord record = target.record(Vectors.text(input, "own_ship_id"), ours, Vectors.text(input, "nonce"));
        assertThat(record.txt().strings())
                .isEqualTo(Vectors.child(row, "output").get("txt"))
                .hasSize(11);
        assertThat(PairingRecord.parse(record.txt())).isEqualTo(record);
    }

    @Test
    void givenCertificates_whenFingerprinted_thenAsShipGoInUpperCase() throws Exception {
        for (Map<String, Object> row : Vectors.read(FILE, "identity")) {
            NodeCertificate certificate = certificate(Vectors.text(row, "id"));
            Map<String, Object> output = Vectors.child(row, "output");
            assertThat(certificate.fingerprint().hex()).isEqualTo(output.get("fingerprint"));
            assertThat(certificate.computedSki().hex()).isEqualTo(output.get("ski"));
        }
        List<Map<String, Object>> rows = Vectors.read(FILE, "fingerprint");
        assertThat(rows).hasSize(6);
        for (Map<String, Object> row : rows) {
            Map<String, Object> input = Vectors.child(row, "input");
            String shown = certificate(Vectors.text(input, "certificate"))
                    .fingerprint()
                    .hex();
            assertThat(Boolean.toString(shown.equals(Vectors.text(input, "expected"))))
                    .as(Vectors.text(row, "id"))
                    .isEqualTo(Vectors.text(Vectors.child(row, "output"), "equal"));
        }
    }

    private static NodeCertificate certificate(String id) throws Exception {
        String pem = Vectors.text(
                Vectors.child(
                        Vectors.read(FILE, "identity").stream()
                                .filter(row -> id.equals(row.get("id")))
                                .findFirst()
                                .orElseThrow(),
                        "input"),
                "certificate_pem");
        return NodeCertificate.parse(Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
    }

    @Test
    void givenScannedCodes_whenTargeted_thenOnlyThoseWithSecretAndShipId() throws Exception {
        String fingerprint = "B".repeat(64);
        String secret = "7A37DCF81BDB50F8E92CFA4160CCB3DE";
        String ski = "6899cc5bab5dbcc22b4864032c2780feab015afd";
        PairingTarget target = PairingTarget.of(ShipQr.parse(
                        "SHIP;SKI:" + ski + ";ID:a;FPH256:" + fingerprint + ";SPSEC:" + secret + ";ENDSHIP;"))
                .orElseThrow();
        assertThat(target.shipId()).isEqualTo("a");
        assertThat(target.ski().orElseThrow().hex()).isEqualTo(ski);
        assertThat(target.certificate().hex()).isEqualTo(fingerprint);
        assertThat(target.secret().hex()).isEqualTo(secret);
        assertThat(target.toString()).doesNotContain(secret);
        assertThat(PairingTarget.of(ShipQr.parse("SHIP;SKI:" + ski + ";ID:a;ENDSHIP;")))
                .isEmpty();
        String tooLong = "i:" + "x".repeat(62);
        assertThat(PairingTarget.of(ShipQr.parse(
                        "SHIP;ID:" + tooLong + ";FPH256:" + fingerprint + ";SPSEC:" + secret + ";ENDSHIP;")))
                .isEmpty();
        assertThat(PairingTarget.of(ShipQr.parse("SHIPP:" + fingerprint + "#" + secret)))
                .isEmpty();
    }

    @Test
    void givenEntropy_whenSecretsAreMade_thenEachIsAnotherAndStandsInTheCode() throws Exception {
        SeededEntropy entropy = new SeededEntropy(7);
        PairingSecret secret = PairingSecret.create(entropy);
        assertThat(PairingSecret.create(entropy)).isNotEqualTo(secret);
        ShipQr code = ShipQr.of(new io.handfast.crypto.Ski("1".repeat(40)), "a", Product.UNKNOWN)
                .withPairing(new Fingerprint("A".repeat(64)), secret);
        assertThat(ShipQr.parse(code.text()).pairing().orElseThrow().secret()).isEqualTo(secret);
        assertThat(Objects.toString(code)).doesNotContain(secret.hex());
    }
}
