// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.Fingerprint;
import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import io.handfast.ship.hub.discovery.Vectors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PairingCheckTest {
    private static final PairingSecret SECRET = new PairingSecret("7A37DCF81BDB50F8E92CFA4160CCB3DE");
    private static final Fingerprint DEVICE = new Fingerprint("A".repeat(64));
    private static final Fingerprint UNIT = new Fingerprint("B".repeat(64));
    private static final String NONCE = "0A0B0C0D0E0F0A0B0C0D0E0F0A0B0C0D";
    private static final ReplayRing EMPTY = new ReplayRing(10, List.of());
    private static final PairingCheck CHECK = new PairingCheck("device", DEVICE, SECRET);
    private static final PairingRecord RIGHT =
            new PairingTarget(Optional.empty(), "device", DEVICE, SECRET).record("unit", UNIT, NONCE);

    /** What ship-go takes (run) and we do not: the same digest in lower case again, a nonce of 64 bits. */
    private static final Map<String, String> STRICTER =
            Map.of("check-replayed-lower-case-digest", "REPLAY", "check-nonce-8-bytes", "NONCE");

    @Test
    void givenVectors_whenJudgedInTheirOrder_thenAsShipGoBesidesTwo() throws Exception {
        List<Map<String, Object>> rows = Vectors.read(PairingDigestTest.FILE, "validation");
        assertThat(rows).hasSize(34);
        ReplayRing ring = EMPTY;
        int judged = 0;
        for (Map<String, Object> row : rows) {
            Map<String, Object> input = Vectors.child(row, "input");
            if (!input.containsKey("txt")) { // with such a secret ship-go's listener does not start
                assertThatThrownBy(() -> PairingSecret.parse(Vectors.text(input, "secret")))
                        .isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            String id = Vectors.text(row, "id");
            PairingCheck check = new PairingCheck(
                    Vectors.text(input, "own_ship_id"),
                    new Fingerprint(Vectors.text(input, "own_fingerprint")),
                    PairingSecret.parse(Vectors.text(input, "secret")));
            PairingVerdict verdict = check.judge(PairingDigestTest.record(row), ring);
            assertThat(word(verdict)).as(id).isEqualTo(STRICTER.getOrDefault(id, expected(row)));
            if (verdict instanceof PairingVerdict.Valid(PairedDevice _, UsedDigest digest)) {
                ring = ring.with(digest);
            }
            judged++;
        }
        assertThat(judged).isEqualTo(32);
        assertThat(ring.used()).hasSize(10);
    }

    private static String expected(Map<String, Object> row) {
        Map<String, Object> output = Vectors.child(row, "output");
        String failure = Vectors.text(output, "failure");
        boolean nonce = "check-nonce-not-hex".equals(row.get("id"));
        return switch (failure) {
            case "" -> "valid";
            case "skipped" -> "for another";
            case "record" -> nonce ? "NONCE" : "OTHER_CERTIFICATE";
            case "alg" -> "ALGORITHM";
            case "parType" -> "PAR_TYPE";
            default -> failure.toUpperCase(Locale.ROOT);
        };
    }

    private static String word(PairingVerdict verdict) {
        return switch (verdict) {
            case PairingVerdict.Valid _ -> "valid";
            case PairingVerdict.ForAnother _ -> "for another";
            case PairingVerdict.Invalid(PairingFailure failure, String _) -> failure.name();
        };
    }

    private static Arguments row(String name, UnaryOperator<PairingRecord> change, String expected) {
        return Arguments.of(name, change.apply(RIGHT), expected);
    }

    /** The same with other values, signed again with the right secret or left as it was. */
    private static PairingRecord changed(PairingRecord r, String key, String value) {
        return new PairingRecord(
                key.equals("parType") ? value : r.parType(),
                key.equals("forId") ? value : r.forId(),
                key.equals("forPar") ? value : r.forPar(),
                key.equals("trustId") ? value : r.trustId(),
                key.equals("trustPar") ? value : r.trustPar(),
                key.equals("trustCurve") ? value : r.trustCurve(),
                key.equals("type") ? value : r.type(),
                key.equals("trustNonce") ? value : r.trustNonce(),
                key.equals("alg") ? value : r.alg(),
                key.equals("digest") ? value : r.digest());
    }

    private static PairingRecord signed(PairingRecord r, String key, String value) {
        return PairingDigest.sign(SECRET, changed(r, key, value));
    }

    static Stream<Arguments> rows() {
        String nonce = NONCE.toLowerCase(Locale.ROOT);
        return Stream.of(
                row("right", r -> r, "valid"),
                row("another nonce", r -> changed(r, "trustNonce", "0".repeat(32)), "DIGEST"),
                row("nonce in another case than signed", r -> changed(r, "trustNonce", nonce), "DIGEST"),
                row("nonce signed in lower case", r -> signed(r, "trustNonce", nonce), "valid"),
                row("digest in lower case", r -> changed(r, "digest", r.digest().toLowerCase(Locale.ROOT)), "valid"),
                row("our certificate in lower case", r -> signed(r, "forPar", "a".repeat(64)), "valid"),
                row("its certificate in lower case", r -> signed(r, "trustPar", "b".repeat(64)), "valid"),
                row("certificate changed", r -> changed(r, "trustPar", "C".repeat(64)), "DIGEST"),
                row("SHIP ID changed", r -> changed(r, "trustId", "other"), "DIGEST"),
                row("our SHIP ID in another case", r -> signed(r, "forId", "Device"), "for another"),
                row("another curve, for another", r -> changed(signed(r, "forId", "x"), "trustCurve", "y"), "CURVE"),
                row("digest cut", r -> r.withDigest(r.digest().substring(2)), "DIGEST"),
                row("digest longer", r -> r.withDigest(r.digest() + "00"), "DIGEST"),
                row("digest with a blank", r -> r.withDigest(r.digest().substring(1) + " "), "DIGEST"),
                row("nonce cut", r -> signed(r, "trustNonce", NONCE.substring(2)), "NONCE"),
                row("nonce longer", r -> signed(r, "trustNonce", NONCE + "00"), "NONCE"),
                row("nonce empty", r -> changed(r, "trustNonce", ""), "NONCE"),
                row("no SHIP ID", r -> signed(r, "trustId", " "), "CONTROL_UNIT"),
                row("SHIP ID of two lines", r -> signed(r, "trustId", "a\nb"), "CONTROL_UNIT"),
                row("certificate cut", r -> signed(r, "trustPar", "B".repeat(62)), "CONTROL_UNIT"),
                row(
                        "certificate in groups",
                        r -> signed(r, "trustPar", "B".repeat(32) + ":" + "B".repeat(32)),
                        "CONTROL_UNIT"),
                row("our own certificate", r -> signed(r, "trustPar", DEVICE.hex()), "CONTROL_UNIT"),
                row("our own SHIP ID", r -> signed(r, "trustId", "device"), "CONTROL_UNIT"),
                row("algorithm in another case", r -> signed(r, "alg", "HMACSHA256"), "ALGORITHM"),
                row("type in another case", r -> signed(r, "type", "addcu"), "TYPE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void givenRecord_whenJudged_thenThatVerdict(String name, PairingRecord record, String expected) {
        assertThat(word(CHECK.judge(record, EMPTY))).as(name).isEqualTo(expected);
    }

    @Test
    void givenAnySingleDigitOfTheDigestChanged_whenJudged_thenForged() {
        for (int at = 0; at < 64; at++) {
            char[] digits = RIGHT.digest().toCharArray();
            digits[at] = digits[at] == '0' ? '1' : '0';
            assertThat(word(CHECK.judge(RIGHT.withDigest(new String(digits)), EMPTY)))
                    .isEqualTo("DIGEST");
        }
    }

    @Test
    void givenValidRecord_whenJudged_thenWhomItTrustsWithoutAKey() {
        PairingVerdict.Valid valid = (PairingVerdict.Valid) CHECK.judge(RIGHT, EMPTY);
        assertThat(valid.controlUnit()).isEqualTo(PairedDevice.expected("unit", UNIT));
        assertThat(valid.digest()).isEqualTo(new UsedDigest("hmacSha256", RIGHT.digest()));
    }

    @Test
    void givenUsedDigest_whenJudgedAgainInAnyCase_thenReplayUntilTenOthersFollowed() {
        PairingVerdict.Valid valid = (PairingVerdict.Valid) CHECK.judge(RIGHT, EMPTY);
        ReplayRing ring = EMPTY.with(valid.digest());
        PairingRecord lower = RIGHT.withDigest(RIGHT.digest().toLowerCase(Locale.ROOT));
        assertThat(word(CHECK.judge(RIGHT, ring))).isEqualTo("REPLAY");
        assertThat(word(CHECK.judge(lower, ring))).isEqualTo("REPLAY");
        ReplayRing usual = new ReplayRing(ReplayRing.USUAL_PLACES, ring.used());
        for (UsedDigest other : others(10)) {
            assertThat(word(CHECK.judge(RIGHT, ring))).isEqualTo("REPLAY");
            ring = ring.with(other);
            usual = usual.with(other);
        }
        assertThat(ring.used()).hasSize(10);
        assertThat(word(CHECK.judge(RIGHT, ring))).isEqualTo("valid");
        assertThat(word(CHECK.judge(RIGHT, usual))).isEqualTo("REPLAY");
        assertThat(new ReplayRing(10, usual.used()).used()).isEqualTo(ring.used());
    }

    private static List<UsedDigest> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new UsedDigest("hmacSha256", "%064X".formatted(number)))
                .toList();
    }

    @Test
    void givenImpossibleRingsAndDigests_whenMade_thenRejected() {
        assertThatThrownBy(() -> new ReplayRing(9, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new UsedDigest("hmacSha256", "ab".repeat(32)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
