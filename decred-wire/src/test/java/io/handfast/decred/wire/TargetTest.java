// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.decred.wire.chain.Target;
import io.handfast.decred.wire.encoding.Hash;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets in 32 bits and in 256. */
class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "1d00ffff, ffff0000000000000000000000000000000000000000000000000000, 100010001",
        "1b00a5a6, a5a6000000000000000000000000000000000000000000000000, 18ba210ed6b21",
        "207fffff, 7fffff0000000000000000000000000000000000000000000000000000000000, 2",
        "03123456, 123456, e0fff97690309e2f96677e115e465ed2d49ebff2a34c636177dcdb14856",
        "0200ff00, ff, 100000000000000000000000000000000000000000000000000000000000000",
        "2100ffff, ffff000000000000000000000000000000000000000000000000000000000000, 1",
    })
    void givenBits_whenReadAsTarget_thenTheNumberAndTheBits(String bits, String value, String work) {
        Target target = Target.ofBits(Long.parseLong(bits, 16)).orElseThrow();
        assertThat(target.value()).isEqualTo(new BigInteger(value, 16));
        assertThat(target).isEqualTo(Target.of(target.value()));
        assertThat(Target.ofBits(target.bits())).contains(target);
        assertThat(target.work()).isEqualTo(new BigInteger(work, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1d000000", "1d80ffff", "01007fff", "ff00ffff", "217fffff", "2300ffff"})
    void givenBitsThatNoHashCanMeet_whenReadAsTarget_thenNone(String bits) {
        assertThat(Target.ofBits(Long.parseLong(bits, 16))).isEmpty();
    }

    @Test
    void givenANumber_whenWrittenAsBits_thenItsFirstDigitsAreKept() {
        assertThat(Target.of(new BigInteger("80", 16)).bits()).isEqualTo(0x02008000L);
        assertThat(Target.of(new BigInteger("7fffffff", 16)).bits()).isEqualTo(0x047fffffL);
        assertThat(Target.of(new BigInteger("ffffffff", 16)).bits()).isEqualTo(0x0500ffffL);
        assertThat(Target.of(BigInteger.TWO.pow(224).subtract(BigInteger.ONE)).bits())
                .isEqualTo(0x1d00ffffL);
    }

    @Test
    void givenAHash_whenCompared_thenItIsALittleEndianNumber() {
        Target target = Target.of(BigInteger.TWO.pow(192).add(BigInteger.TEN));
        assertThat(target.isMetBy(new Hash(10, 0, 0, 1))).isTrue();
        assertThat(target.isMetBy(new Hash(11, 0, 0, 1))).isFalse();
        assertThat(target.isMetBy(new Hash(0, 0, 1, 1))).isFalse();
        assertThat(target.isMetBy(new Hash(-1, -1, -1, 0))).isTrue();
        assertThat(target.isMetBy(new Hash(0, 0, 0, -1))).isFalse();
    }

    @Test
    void givenNoNumberOfAHash_whenMadeATarget_thenRefused() {
        assertThatThrownBy(() -> Target.of(BigInteger.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Target.of(BigInteger.TWO.pow(256))).isInstanceOf(IllegalArgumentException.class);
    }
}
