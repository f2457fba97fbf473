// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.crypto.Ski;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceRecordTest {
    private static final String SKI = "cfc67b6546febcc68027e97e7bd4e0f20f137f14";
    private static final List<String> SHIP_GO = List.of(
            "txtvers=1",
            "path=/ship/",
            "id=devZ-ship-id",
            "ski=" + SKI,
            "brand=Demo",
            "model=HEMS-1",
            "type=EnergyManagementSystem",
            "register=false",
            "serial=SN-0001",
            "cat=2");
    private static final ServiceRecord DEMO = ServiceRecord.of(
            "devZ-ship-id",
            new Ski(SKI),
            new Product("Demo", "HEMS-1", "EnergyManagementSystem", "SN-0001", List.of(2)));

    @Test
    void givenShipGosRecord_whenComposed_thenTheSameStringsInTheSameOrder() throws Exception {
        List<Map<String, Object>> rows = Vectors.read("pairing.jsonl", "announcement").stream()
                .filter(row -> "_ship._tcp".equals(Vectors.text(Vectors.child(row, "output"), "service_type")))
                .toList();
        assertThat(rows).hasSize(2);
        for (Map<String, Object> row : rows) {
            boolean register = Vectors.text(row, "id").endsWith("register");
            ServiceRecord record = new ServiceRecord(DEMO.shipId(), DEMO.ski(), DEMO.path(), register, DEMO.product());
            Object strings = Vectors.child(row, "output").get("txt");
            assertThat(record.txt().strings()).isEqualTo(strings);
            assertThat(ServiceRecord.parse(TxtRecord.parse(record.txt().bytes())))
                    .isEqualTo(record);
        }
    }

    @Test
    void givenRecordsOfDevices_whenRead_thenAsReported() throws Exception {
        List<Map<String, Object>> rows = Vectors.read("mdns.jsonl").stream()
                .filter(row -> row.containsKey("txt_id"))
                .toList();
        assertThat(rows).hasSize(2);
        for (Map<String, Object> row : rows) {
            String ski = row.containsKey("ski") ? Vectors.text(row, "ski") : SKI;
            TxtRecord txt = TxtRecord.of(List.of(
                    "txtvers=1",
                    "id=" + Vectors.text(row, "txt_id"),
                    "path=" + Vectors.text(row, "path"),
                    "ski=" + ski,
                    "register=" + Vectors.text(row, "register"),
                    "brand=" + Vectors.text(row, "brand"),
                    "type=" + Vectors.text(row, "type"),
                    "model=" + Vectors.text(row, "model")));
            ServiceRecord record = ServiceRecord.parse(txt);
            assertThat(record.shipId()).isEqualTo(Vectors.text(row, "txt_id"));
            assertThat(record.ski().hex()).isEqualTo(ski);
            assertThat(record.product())
                    .isEqualTo(new Product(
                            Vectors.text(row, "brand"),
                            Vectors.text(row, "model"),
                            Vectors.text(row, "type"),
                            "",
                            List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "txtvers, txtvers=2, TXT_VERSION",
        "txtvers, txtvers=, TXT_VERSION",
        "txtvers, txtvers=01, TXT_VERSION",
        "txtvers, '', TXT_VERSION",
        "path, '', TXT_MISSING",
        "path, path, TXT_MISSING",
        "path, path=/a b, TXT_VALUE",
        "path, path=/#, TXT_VALUE",
        "id, '', TXT_MISSING",
        "id, id=, TXT_VALUE",
        "id, 'id= ', TXT_VALUE",
        "ski, '', TXT_MISSING",
        "ski, ski=, TXT_VALUE",
        "ski, ski=cfc67b65, TXT_VALUE",
        "ski, ski=xfc67b6546febcc68027e97e7bd4e0f20f137f14, TXT_VALUE",
        "register, '', TXT_MISSING",
        "register, register=, TXT_VALUE",
        "register, register=True, TXT_VALUE",
        "register, register=1, TXT_VALUE",
    })
    void givenWrongValue_whenRead_thenTypedFailure(String key, String replacement, DiscoveryFailure expected) {
        List<String> strings = new ArrayList<>(SHIP_GO);
        strings.replaceAll(string -> string.startsWith(key + "=") ? replacement : string);
        MalformedRecord failure =
                catchThrowableOfType(MalformedRecord.class, () -> ServiceRecord.parse(TxtRecord.of(strings)));
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.key()).isEqualTo(key);
    }

    static Stream<Arguments> tolerated() {
        return Stream.of(
                Arguments.of(
                        "keys in any case",
                        SHIP_GO.stream().map(s -> s.replace("ski=", "SKI=")).toList()),
                Arguments.of("reversed", SHIP_GO.reversed()),
                Arguments.of("unknown keys", with("future=1", "flag", "=x")),
                Arguments.of("the first of two", with("id=other", "ski=" + "00".repeat(20))),
                Arguments.of("upper case SKI", replaced("ski=" + SKI, "ski=" + SKI.toUpperCase(Locale.ROOT))),
                Arguments.of("grouped SKI", replaced("ski=" + SKI, "ski=cfc6-7b65 46fe:bcc68027e97e7bd4e0f20f137f14")),
                Arguments.of("path without slash", replaced("path=/ship/", "path=ship/")),
                Arguments.of("odd categories", replaced("cat=2", "cat=x, 2 ,,-1,99999999999,2")));
    }

    private static List<String> with(String... more) {
        return Stream.concat(SHIP_GO.stream(), Stream.of(more)).toList();
    }

    private static List<String> replaced(String before, String after) {
        return SHIP_GO.stream().map(s -> s.equals(before) ? after : s).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tolerated")
    void givenOddButClearRecord_whenRead_thenTheSame(String what, List<String> strings) throws Exception {
        assertThat(ServiceRecord.parse(TxtRecord.of(strings))).as(what).isEqualTo(DEMO);
    }

    @Test
    void givenEqualsSignInValue_whenRead_thenTheFirstSeparates() throws Exception {
        ServiceRecord record = ServiceRecord.parse(TxtRecord.of(replaced("brand=Demo", "brand=a=b=c")));
        assertThat(record.product().brand()).isEqualTo("a=b=c");
    }

    @Test
    void givenTextThatDoesNotFitALine_whenRead_thenMadeHarmless() throws Exception {
        ServiceRecord record = ServiceRecord.parse(TxtRecord.of(replaced("brand=Demo", "brand=a\nb\u202ec\u0000")));
        assertThat(record.product().brand()).isEqualTo("a?b?c?");
        assertThatThrownBy(() -> ServiceRecord.parse(TxtRecord.of(replaced("id=devZ-ship-id", "id=a\nb"))))
                .isInstanceOf(MalformedRecord.class)
                .hasMessage("discovery.txt-value in id: expected printable text, got \"a?b\"");
    }

    @Test
    void givenLongTexts_whenComposed_thenCutBetweenCharacters() {
        String umlauts = "ä".repeat(15) + "x€y"; // the euro sign is byte 32 to 34
        String astral = "a".repeat(29) + "\ud83d\udd0c"; // four bytes from 30 on
        Product product = new Product(umlauts, astral, "t".repeat(33), "ß".repeat(17), List.of(1, 2, 3, 4, 5, 6, 7));
        TxtRecord txt = ServiceRecord.of("i".repeat(63), new Ski(SKI), product).txt();
        assertThat(txt.value("brand")).contains("ä".repeat(15) + "x");
        assertThat(txt.value("model")).contains("a".repeat(29));
        assertThat(txt.value("type")).contains("t".repeat(32));
        assertThat(txt.value("serial")).contains("ß".repeat(16));
        assertThat(txt.bytes().length).isLessThanOrEqualTo(ServiceRecord.MAX_RECORD_BYTES);
    }

    @Test
    void givenTooMuch_whenComposed_thenRefused() {
        Ski ski = new Ski(SKI);
        assertThatThrownBy(() ->
                        ServiceRecord.of("ä".repeat(32), ski, Product.UNKNOWN).txt())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("63 bytes");
        assertThatThrownBy(() -> new ServiceRecord("a", ski, "/" + "p".repeat(32), false, Product.UNKNOWN).txt())
                .hasMessageContaining("32 bytes");
        Product manyCategories = new Product("b".repeat(32), "m".repeat(32), "", "", Collections.nCopies(120, 1));
        assertThatThrownBy(() ->
                        ServiceRecord.of("i".repeat(63), ski, manyCategories).txt())
                .hasMessageContaining("400 bytes");
    }

    @Test
    void givenNoProduct_whenComposed_thenOnlyWhatIsMandatory() {
        assertThat(ServiceRecord.of("a", new Ski(SKI), Product.UNKNOWN).txt().strings())
                .containsExactly("txtvers=1", "path=/ship/", "id=a", "ski=" + SKI, "register=false");
    }

    @Test
    void givenEveryPrefixOfARecord_whenRead_thenTypedOrWhole() throws Exception {
        byte[] whole = DEMO.txt().bytes();
        int failed = 0;
        for (int length = 0; length < whole.length; length++) {
            try {
                ServiceRecord.parse(TxtRecord.parse(Arrays.copyOf(whole, length)));
            } catch (MalformedRecord e) {
                assertThat(e.getMessage()).isNotBlank();
                failed++;
            }
        }
        assertThat(failed).isGreaterThan(whole.length - 30);
    }

    @Test
    void givenHugeEmptyOrGarbledRecord_whenRead_thenTyped() throws Exception {
        byte[] huge = new byte[TxtRecord.MAX_BYTES + 1];
        assertThatThrownBy(() -> TxtRecord.parse(huge))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining("discovery.txt-malformed");
        assertThat(TxtRecord.parse(new byte[0]).strings()).isEmpty();
        assertThat(TxtRecord.parse(new byte[1]).strings()).isEmpty();
        byte[] garbled = new byte[200];
        new Random(7).nextBytes(garbled);
        garbled[0] = 5;
        garbled[6] = (byte) 255;
        assertThatThrownBy(() -> TxtRecord.parse(garbled)).isInstanceOf(MalformedRecord.class);
    }

    @Test
    void givenInvalidUtf8_whenReadAndWritten_thenNoLongerThanBefore() throws Exception {
        byte[] bytes = new byte[8 * 256];
        Arrays.fill(bytes, (byte) 0xC3);
        for (int string = 0; string < bytes.length; string += 256) {
            bytes[string] = (byte) 255;
            bytes[string + 1] = 'k';
            bytes[string + 2] = '=';
        }
        TxtRecord txt = TxtRecord.parse(bytes);
        assertThat(txt.value("k")).contains("?".repeat(253));
        assertThat(txt.bytes()).hasSize(bytes.length);
        assertThat(TxtRecord.parse(txt.bytes())).isEqualTo(txt);
    }
}
