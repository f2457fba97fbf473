// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkiTest {
    private static final String G = "b467a3999eb5efa671de0032f08a9c9e5efda0e1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                G,
                "B467A3999EB5EFA671DE0032F08A9C9E5EFDA0E1",
                "b467-a399-9eb5-efa6-71de-0032-f08a-9c9e-5efd-a0e1",
                " B467 A399 9EB5 EFA6 71DE 0032 F08A 9C9E 5EFD A0E1\n",
                "b4:67:a3:99:9e:b5:ef:a6:71:de:00:32:f0:8a:9c:9e:5e:fd:a0:e1"
            })
    void givenWhatPeopleWrite_whenParsed_thenCanonical(String text) {
        assertThat(Ski.parse(text)).hasToString(G).isEqualTo(new Ski(G));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b467a3999eb5efa671de0032f08a9c9e5efda0e",
                "b467a3999eb5efa671de0032f08a9c9e5efda0e1a",
                "g467a3999eb5efa671de0032f08a9c9e5efda0e1",
                "0xb467a3999eb5efa671de0032f08a9c9e5efda0",
                "١467a3999eb5efa671de0032f08a9c9e5efda0e1"
            })
    void givenNo40Digits_whenParsed_thenRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ski.parse(text)).withMessageContaining("40");
    }

    @Test
    void givenBytes_whenConverted_thenBackAgain() {
        byte[] bytes = new byte[Ski.SIZE_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xF8 + i);
        }
        assertThat(Ski.of(bytes).bytes()).isEqualTo(bytes);
        assertThat(Ski.of(bytes)).hasToString("f8f9fafbfcfdfeff000102030405060708090a0b");
        assertThatIllegalArgumentException().isThrownBy(() -> Ski.of(new byte[19]));
    }

    @Test
    void givenHighBit_whenCompared_thenUnsigned() {
        Ski low = Ski.parse("7f".repeat(20));
        Ski high = Ski.parse("80" + "00".repeat(19));
        Ski digits = Ski.parse("9f".repeat(20));
        Ski letters = Ski.parse("a0".repeat(20));
        assertThat(low).isLessThan(high);
        assertThat(digits).isLessThan(letters);
        assertThat(high).isEqualByComparingTo(Ski.parse("80" + "00".repeat(19)));
    }

    @Test
    void givenCertificateBytes_whenFingerprinted_thenUpperCaseSha256() {
        String empty = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
        assertThat(Fingerprint.ofCertificate(new byte[0])).hasToString(empty);
        assertThat(Fingerprint.parse(empty.toLowerCase(java.util.Locale.ROOT))).isEqualTo(new Fingerprint(empty));
        assertThatIllegalArgumentException().isThrownBy(() -> Fingerprint.parse(empty.substring(1)));
    }

    @Test
    void givenName_whenSaidBesideTheKey_thenItsBriefFormStandsThereOnce() {
        Ski ski = Ski.parse("be335f3146bcdedb03178b7f68db7c0f8292336f");
        assertThat(ski.beside("Heat pump")).isEqualTo("Heat pump (be335f31)");
        assertThat(ski.beside("device be335f31")).isEqualTo("device be335f31");
        assertThat(ski.beside("")).isEqualTo(ski.toString());
    }
}
