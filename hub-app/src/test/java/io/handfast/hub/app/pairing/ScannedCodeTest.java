// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.hub.pairing.PairingTarget;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannedCodeTest {
    private static final Ski OWN_SKI = Ski.parse("00".repeat(20));
    private static final Fingerprint OWN = new Fingerprint("00".repeat(32));
    private static final String SKI = "11".repeat(20);
    private static final String PRINT = "AB".repeat(32);
    private static final String SECRET = "7A37DCF81BDB50F8E92CFA4160CCB3DE";

    private static PairingTarget read(String text, Optional<String> shipId) throws UselessCode {
        return ScannedCode.target(text, shipId, "i:own", OWN, OWN_SKI);
    }

    private static String filled(String text) {
        return text.replace("$SKI", SKI)
                .replace("$FP", PRINT)
                .replace("$SECRET", SECRET)
                .replace("$OWNFP", OWN.hex())
                .replace("$OWNSKI", OWN_SKI.hex())
                .replace("$LONG", "x".repeat(64));
    }

    @Test
    void givenACode_whenRead_thenItsDevice() throws UselessCode {
        PairingTarget target = read(
                filled("SHIP;SKI:$SKI;ID:d:_i:1;BRAND:B;CAT:1,2;FPH256:$FP;SPSEC:$SECRET;ENDSHIP;"),
                Optional.of("what the code tells comes first"));
        assertThat(target.ski()).contains(Ski.parse(SKI));
        assertThat(target.shipId()).isEqualTo("d:_i:1");
        assertThat(target.certificate().hex()).isEqualTo(PRINT);
        assertThat(target.secret().hex()).isEqualTo(SECRET);
    }

    @Test
    void givenTheOldForm_whenTheShipIdIsSaid_thenItsDeviceWithoutAKey() throws UselessCode {
        PairingTarget target = read(filled("SHIPP:$FP#$SECRET"), Optional.of("d:_i:1"));
        assertThat(target.ski()).isEmpty();
        assertThat(target.shipId()).isEqualTo("d:_i:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nothing                        | ''                                                     | discovery.qr-unknown
                    the secret alone               | $SECRET                                                | discovery.qr-unknown
                    a web address                  | https://example.org/pair                               | discovery.qr-unknown
                    cut in the first word          | SHI                                                    | discovery.qr-unknown
                    cut after the first word       | SHIP;                                                  | discovery.qr-missing
                    cut before the fingerprint     | SHIP;SKI:$SKI;ID:d;BRAND:B;                            | scan.no-secret
                    cut in the fingerprint         | SHIP;SKI:$SKI;ID:d;FPH256:ABAB                         | discovery.qr-value
                    cut before the secret          | SHIP;SKI:$SKI;ID:d;FPH256:$FP;                         | scan.no-secret
                    cut in the secret              | SHIP;SKI:$SKI;ID:d;FPH256:$FP;SPSEC:7A37               | discovery.qr-value
                    a secret of 17 bytes           | SHIP;SKI:$SKI;ID:d;FPH256:$FP;SPSEC:$SECRETFF;ENDSHIP; | discovery.qr-value
                    a secret without fingerprint   | SHIP;SKI:$SKI;ID:d;SPSEC:$SECRET;ENDSHIP;              | discovery.qr-missing
                    an SKI of 19 bytes             | SHIP;SKI:1111;ID:d;FPH256:$FP;SPSEC:$SECRET;ENDSHIP;   | discovery.qr-value
                    a plain code                   | SHIP;SKI:$SKI;ID:d;ENDSHIP;                            | scan.no-secret
                    the old form                   | SHIPP:$FP#$SECRET                                      | scan.no-ship-id
                    the old form, cut              | SHIPP:$FP                                              | discovery.qr-missing
                    without SHIP ID                | SHIP;SKI:$SKI;FPH256:$FP;SPSEC:$SECRET;ENDSHIP;        | scan.no-ship-id
                    a SHIP ID that is too long     | SHIP;SKI:$SKI;ID:$LONG;FPH256:$FP;SPSEC:$SECRET;       | discovery.qr-value
                    this hub's certificate         | SHIP;SKI:$SKI;ID:d;FPH256:$OWNFP;SPSEC:$SECRET;        | scan.own-code
                    this hub's SHIP ID             | SHIP;SKI:$SKI;ID:i:own;FPH256:$FP;SPSEC:$SECRET;       | scan.own-code
                    this hub's SKI                 | SHIP;SKI:$OWNSKI;ID:d;FPH256:$FP;SPSEC:$SECRET;        | scan.own-ski
                    """)
    void givenAUselessCode_whenRead_thenItSaysWhyAndNeverTheSecret(String what, String text, String code) {
        UselessCode useless = catchThrowableOfType(UselessCode.class, () -> read(filled(text), Optional.empty()));
        assertThat(useless).as(what).isNotNull();
        assertThat(useless.failure().code()).as(what).isEqualTo(code);
        assertThat(useless.failure().hint()).isNotBlank();
        assertThat(useless.getMessage())
                .isNotBlank()
                .doesNotContainIgnoringCase(SECRET)
                .doesNotContain("7A37");
    }
}
