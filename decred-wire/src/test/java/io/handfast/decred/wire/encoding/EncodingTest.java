// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static WireReader reader(String hex) {
        return new WireReader("test", Bytes.ofHex(hex), 12);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "252, fc",
        "253, fdfd00",
        "65535, fdffff",
        "65536, fe00000100",
        "4294967295, feffffffff",
        "4294967296, ff0000000001000000",
        "-1, ffffffffffffffffff"
    })
    void givenANumber_whenWrittenAndRead_thenInTheFewestBytes(long value, String hex) throws Exception {
        assertThat(new WireWriter(0).varInt(value).written()).hasToString(hex);
        WireReader in = reader(hex);
        assertThat(in.varInt("count")).isEqualTo(value);
        in.requireEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfc00", "fd0000", "feffff0000", "ffffffffff00000000"})
    void givenMoreBytesThanNeeded_whenRead_thenNotCanonical(String hex) {
        MalformedMessage malformed =
                catchThrowableOfType(MalformedMessage.class, () -> reader(hex).varInt("count"));
        assertThat(malformed.code()).isEqualTo(WireFault.NON_CANONICAL_VAR_INT);
        assertThat(malformed.field()).isEqualTo("count");
        assertThat(malformed.offset()).isZero();
    }

    @Test
    void givenFields_whenWrittenAndRead_thenTheSame() throws Exception {
        Hash hash = Hash.ofDisplay("298e5cc3d985bfe7f81dc135f360abe089edd4396b86d2de66b0cef42b21d980");
        Bytes written = new WireWriter(1)
                .uint8(0xFE)
                .uint16(0xFEDC)
                .uint16BigEndian(0xFEDC)
                .uint32(0xFEDCBA98L)
                .uint48(0xFEDCBA987654L)
                .int64(-2)
                .flag(true)
                .hash(hash)
                .varString("abc")
                .written();
        assertThat(written.toHex())
                .isEqualTo("fe" + "dcfe" + "fedc" + "98badcfe" + "547698badcfe" + "feffffffffffffff" + "01"
                        + hash.toWireHex() + "03616263");
        WireReader in = new WireReader("test", written, 12);
        assertThat(in.uint8("a")).isEqualTo(0xFE);
        assertThat(in.uint16("b")).isEqualTo(0xFEDC);
        assertThat(in.uint16BigEndian("c")).isEqualTo(0xFEDC);
        assertThat(in.uint32("d")).isEqualTo(0xFEDCBA98L);
        assertThat(in.uint48("e")).isEqualTo(0xFEDCBA987654L);
        assertThat(in.int64("f")).isEqualTo(-2);
        assertThat(in.flag("g")).isTrue();
        assertThat(in.hash("h")).isEqualTo(hash);
        assertThat(in.asciiVarString("i", 3)).isEqualTo("abc");
        in.requireEnd();
    }

    @Test
    void givenAnythingButZero_whenReadAsFlag_thenYes() throws Exception {
        assertThat(reader("00").flag("flag")).isFalse();
        assertThat(reader("01").flag("flag")).isTrue();
        assertThat(reader("80").flag("flag")).isTrue();
    }

    @Test
    void givenTooFewBytes_whenRead_thenFieldOffsetAndBothCounts() throws Exception {
        WireReader in = reader("0102030405");
        in.uint16("first");
        MalformedMessage malformed = catchThrowableOfType(MalformedMessage.class, () -> in.int32("second"));
        assertThat(malformed)
                .hasMessage("decred.wire.short-payload in test: expected 4 bytes as second at byte 2,"
                        + " got 3 bytes left");
        assertThat(malformed.code()).isEqualTo(WireFault.SHORT_PAYLOAD);
        assertThat(malformed.code().hint()).isNotEmpty();
    }

    @Test
    void givenBytes_whenSliced_thenViewsThatNeverChange() {
        byte[] source = {1, 2, 3, 4, 5};
        Bytes bytes = Bytes.of(source);
        source[1] = 9;
        Bytes middle = bytes.slice(1, 3);
        assertThat(middle).isEqualTo(Bytes.of((byte) 2, (byte) 3, (byte) 4)).hasSameHashCodeAs(middle.compact());
        assertThat(middle).hasToString("020304").isNotEqualTo(bytes);
        assertThat(middle.at(2)).isEqualTo(4);
        middle.toByteArray()[0] = 7;
        assertThat(middle.at(0)).isEqualTo(2);
        assertThatThrownBy(() -> middle.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> middle.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Bytes.owned(new byte[100]).toString()).endsWith("… (100 bytes)");
    }

    @Test
    void givenAHash_whenShownAndParsed_thenTheSame() {
        String display = "298e5cc3d985bfe7f81dc135f360abe089edd4396b86d2de66b0cef42b21d980";
        Hash hash = Hash.ofDisplay(display);
        assertThat(hash).hasToString(display).isEqualTo(Hash.ofWire(hash.toWireHex()));
        assertThat(hash.toWireHex()).startsWith("80d9212bf4ce");
        assertThat(Hash.of(hash.toByteArray(), 0)).isEqualTo(hash).hasSameHashCodeAs(hash);
        assertThatThrownBy(() -> Hash.ofWire("00")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenAStrangersText_whenShown_thenHarmlessAndShort() {
        assertThat(StrictAscii.shown("a\u001b[2J\u00ff")).isEqualTo("\"a\\x1b[2J\\xff\"");
        assertThat(StrictAscii.shown("a".repeat(200))).hasSize(67);
    }
}
