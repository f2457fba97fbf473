// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.handfast.ship.vectors.JsonTree;
import io.handfast.ship.vectors.VectorFile;
import io.handfast.ship.vectors.VectorRecord;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded pairs of both forms, and what has to be refused. */
class EebusJsonTest {
    private static final System.Logger LOG = System.getLogger(EebusJsonTest.class.getName());

    @Test
    void givenRecordedPairs_whenConverted_thenEachOther() throws MalformedMessage {
        int pairs = 0;
        int refused = 0;
        for (VectorRecord vector : VectorFile.read("json-transform.jsonl")) {
            RawJson eebus = RawJson.parse(vector.text("eebus"));
            Optional<String> standard = vector.find("standard");
            if (standard.isPresent()) {
                assertThat(EebusJson.toStandard(eebus).text())
                        .as(vector.text("id"))
                        .isEqualTo(standard.get());
                assertThat(JsonTree.parse(EebusJson.fromStandard(RawJson.parse(standard.get()))
                                .text()))
                        .as(vector.text("id"))
                        .isEqualTo(JsonTree.parse(vector.text("eebus")));
                pairs++;
            } else {
                assertThat(vector.text("expect")).isEqualTo("reject");
                assertThat(catchThrowableOfType(MalformedMessage.class, () -> EebusJson.toStandard(eebus))
                                .code())
                        .isEqualTo(MessageFault.DUPLICATE_MEMBER);
                refused++;
            }
        }
        LOG.log(System.Logger.Level.INFO, "JSON pairs: {0} both ways, {1} refused", pairs, refused);
        assertThat(pairs).isEqualTo(30);
        assertThat(refused).isEqualTo(1);
    }

    /** Apart from text with brackets, which we escape, our form is also theirs byte for byte. */
    @Test
    void givenRecordedPairsWithoutBracketsInTexts_whenUnfolded_thenTheSameBytes() throws MalformedMessage {
        int pairs = 0;
        for (VectorRecord vector : VectorFile.read("json-transform.jsonl")) {
            Optional<String> standard = vector.find("standard");
            if (standard.isPresent() && !vector.text("id").equals("json-007")) {
                assertThat(EebusJson.fromStandard(RawJson.parse(standard.get())).text())
                        .as(vector.text("id"))
                        .isEqualTo(vector.text("eebus"));
                pairs++;
            }
        }
        assertThat(pairs).isEqualTo(29);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "numbers keep their text | {'a':[{'b':1.50},{'c':12345678901234567890},{'d':-0},{'e':1E5}]} | {'a':{'b':1.50,'c':12345678901234567890,'d':-0,'e':1E5}}",
                "ordinary parts stay     | {'a':{'b':[{'c':1}]}}                | {'a':{'b':{'c':1}}}",
                "wider objects are items | {'a':[{'b':1,'c':2},{'b':3}]}        | {'a':[{'b':1,'c':2},{'b':3}]}",
                "mixed list              | {'a':[1,{'b':2},null,true]}          | {'a':[1,{'b':2},null,true]}",
                "empty in a list         | {'a':[[],[{'b':[]}]]}                | {'a':[{},{'b':{}}]}",
                "white space goes        | { 'a' : [ { 'b' : ' ' } ] }          | {'a':{'b':' '}}",
                "escapes are read        | {'a':[{'\\u0062':'\\u003c\\u005b\\n'}]} | {'a':{'b':'<[\\u000a'}}",
                "half a pair             | {'a':'\\ud800'}                      | {'a':'\\ud800'}",
            })
    void givenEebus_whenFolded_thenStandard(String name, String eebus, String standard) throws MalformedMessage {
        assertThat(EebusJson.toStandard(RawJson.parse(eebus.replace('\'', '"'))).text())
                .as(name)
                .isEqualTo(standard.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({"[]", "{}", "1", "'{\"a\":1,\"b\":2}'"})
    void givenOtherRoot_whenConverted_thenRefused(String text) throws MalformedMessage {
        RawJson json = RawJson.parse(text);
        assertThat(catchThrowableOfType(MalformedMessage.class, () -> EebusJson.toStandard(json))
                        .code())
                .isEqualTo(MessageFault.BAD_ROOT);
        assertThat(catchThrowableOfType(MalformedMessage.class, () -> EebusJson.fromStandard(json))
                        .code())
                .isEqualTo(MessageFault.BAD_ROOT);
    }

    @Test
    void givenDeepObject_whenUnfolded_thenTooDeep() throws MalformedMessage {
        RawJson deep = RawJson.parse("{\"a\":".repeat(60) + "1" + "}".repeat(60));
        assertThat(catchThrowableOfType(MalformedMessage.class, () -> EebusJson.fromStandard(deep))
                        .code())
                .isEqualTo(MessageFault.TOO_DEEP);
    }
}
