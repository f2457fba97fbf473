// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Illegal values have no record; secrets have no text form. */
class RecordsTest {
    private static final String HALF = "\uD800";

    static Stream<ThrowingCallable> illegal() {
        return Stream.of(
                () -> ConnectionHello.ready(Duration.ofMillis(-1)),
                () -> ConnectionHello.ready(Duration.ofMillis(1L << 32)),
                () -> ConnectionHello.ready(Duration.ofNanos(1_500_000)),
                () -> ConnectionClose.announce(Duration.ofDays(365), "unspecific"),
                () -> ConnectionClose.announce(Duration.ZERO, HALF),
                () -> ProtocolHandshake.select(256, 0),
                () -> ProtocolHandshake.select(1, -1),
                () -> new ProtocolHandshake(HandshakeType.SELECT, 1, 0, List.of(HALF)),
                () -> new ProtocolHandshakeError(4),
                () -> new ProtocolHandshakeError(-1),
                () -> PinState.wanting(PinRequirement.NONE, InputPermission.OK),
                () -> new PinInput("1234567"),
                () -> new PinInput("12345678901234567"),
                () -> new PinInput("1234567g"),
                () -> new PinInput("١٢٣٤٥٦٧٨"),
                () -> new PinError(2),
                () -> AccessMethods.of(HALF),
                () -> new Extension(Optional.empty(), Optional.of("abc"), Optional.empty()),
                () -> Data.spine(RawJson.parse("null")),
                () -> new Reserved(3),
                () -> new Reserved(256),
                () -> new UnknownControl(HALF));
    }

    @ParameterizedTest
    @MethodSource("illegal")
    void givenIllegalValue_whenConstructed_thenRefused(ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction);
    }

    @Test
    void givenPin_whenShown_thenHidden() {
        assertThat(new PinInput("1234abcd")).asString().doesNotContain("1234");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PinInput("secret!!"))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "1234abcd,         1234ABCD,         true",
        "1234abcd,         1234abce,         false",
        "ffffffffffffffff, FFFFFFFFFFFFFFFF, true",
        "ffffffffffffffff, 7fffffffffffffff, false",
        "00001234abcd,     1234abcd,         true",
    })
    void givenTwoPins_whenCompared_thenByValue(String first, String second, boolean same) {
        assertThat(new Pin(first).matches(new Pin(second))).isEqualTo(same);
    }

    @Test
    void givenPinState_whenPermissionJudged_thenRuleOfTheSpecification() {
        assertThat(PinState.none().permissionFits()).isTrue();
        assertThat(PinState.wanting(PinRequirement.REQUIRED, InputPermission.OK).permissionFits())
                .isTrue();
        assertThat(new PinState(PinRequirement.REQUIRED, Optional.empty()).permissionFits())
                .isFalse();
        assertThat(new PinState(PinRequirement.PIN_OK, Optional.of(InputPermission.OK)).permissionFits())
                .isFalse();
    }

    @Test
    void givenFormats_whenTheListChanges_thenTheMessageDoesNot() {
        List<String> formats = new ArrayList<>(List.of("JSON-UTF8"));
        ProtocolHandshake message = new ProtocolHandshake(HandshakeType.SELECT, 1, 0, formats);
        formats.add("x");
        assertThat(message).isEqualTo(ProtocolHandshake.select(1, 0));
    }
}
