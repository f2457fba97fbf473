// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.MessageFault;
import io.handfast.ship.message.RawJson;
import io.handfast.ship.vectors.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Any bytes through the JSON dialect, both ways: converted or {@link MalformedMessage}, and one form always comes back
 * from the other. The seeds run with every build; {@code bin/fuzz} searches on from them.
 */
class EebusJsonFuzzTest {
    /** The way to the ordinary form guesses; the way back and forth again must not change the guess. */
    @FuzzTest
    void givenAnyEebusJson_whenMadeStandard_thenTame(byte[] bytes) throws Exception {
        Optional<RawJson> standard = convert(bytes, EebusJson::toStandard);
        if (standard.isPresent()) {
            Optional<RawJson> eebus = unlessTooDeep(standard.get());
            if (eebus.isPresent()) {
                assertThat(EebusJson.toStandard(eebus.get()).text())
                        .isEqualTo(standard.get().text());
            }
        }
    }

    @FuzzTest
    void givenAnyStandardJson_whenMadeEebus_thenItComesBack(byte[] bytes) throws Exception {
        Optional<RawJson> eebus = convert(bytes, EebusJson::fromStandard);
        if (eebus.isPresent()) {
            RawJson standard = EebusJson.toStandard(eebus.get());
            assertThat(EebusJson.fromStandard(standard).text())
                    .isEqualTo(eebus.get().text());
            requireSame(RawJson.parse(bytes).text(), standard.text());
        }
    }

    private interface Conversion {
        RawJson convert(RawJson json) throws MalformedMessage;
    }

    private static Optional<RawJson> convert(byte[] bytes, Conversion conversion) {
        try {
            return Optional.of(conversion.convert(RawJson.parse(bytes)));
        } catch (MalformedMessage e) {
            assertThat(e.offset()).isBetween(0L, (long) bytes.length);
            assertThat(e.getMessage()).hasSizeLessThan(1024).doesNotContainPattern("[\\x00-\\x1f]");
            return Optional.empty();
        }
    }

    private static Optional<RawJson> unlessTooDeep(RawJson standard) {
        try {
            return Optional.of(EebusJson.fromStandard(standard));
        } catch (MalformedMessage e) {
            assertThat(e.code()).isEqualTo(MessageFault.TOO_DEEP);
            return Optional.empty();
        }
    }

    /** Texts with numbers are left to the comparison of bytes: the tree cannot hold the largest of them. */
    private static void requireSame(String before, String after) {
        if (before.chars().noneMatch(Character::isDigit)) {
            assertThat(JsonTree.parse(after)).isEqualTo(withoutEmptyLists(JsonTree.parse(before)));
        }
    }

    /** An empty list and an empty object look the same in the EEBUS form. */
    private static Object withoutEmptyLists(Object tree) {
        return switch (tree) {
            case List<?> list when list.isEmpty() -> Map.of();
            case List<?> list ->
                list.stream().map(EebusJsonFuzzTest::withoutEmptyLists).toList();
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> withoutEmptyLists(entry.getValue())));
            default -> tree;
        };
    }
}
