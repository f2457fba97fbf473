// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentNoncesTest {
    private final VirtualTime time = new VirtualTime();
    private final SentNonces nonces = new SentNonces(time, new SeededEntropy(1));

    @Test
    void givenThousandsOfHandshakes_whenTheyAreUnderWay_thenNoneIsForgotten() throws Exception {
        time.run(() -> {
            List<SentNonces.Nonce> drawn = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                drawn.add(nonces.draw());
            }
            time.pass(Duration.ofHours(1));
            assertThat(drawn).allMatch(nonce -> nonces.holds(nonce.value()));
            assertThat(nonces.holds(0)).isFalse();
        });
    }

    @Test
    void givenAHandshakeThatIsOver_whenAMinuteHasPassed_thenItsNonceIsForgotten() throws Exception {
        time.run(() -> {
            SentNonces.Nonce over = nonces.draw();
            over.close();
            time.pass(Duration.ofSeconds(59));
            nonces.draw();
            assertThat(nonces.holds(over.value())).isTrue();
            time.pass(Duration.ofSeconds(1));
            SentNonces.Nonce next = nonces.draw();
            assertThat(nonces.holds(over.value())).isFalse();
            assertThat(nonces.holds(next.value())).isTrue();
        });
    }

    @Test
    void givenAProgramOfItsOwn_whenItNamesItself_thenInTheFormOfBip14() {
        UserAgent agent = UserAgent.HANDFAST.and("monitor", "2.1", "night", "eu");
        assertThat(agent).hasToString("/handfast:0.1.0/monitor:2.1(night; eu)/");
        assertThat(UserAgent.HANDFAST.and("x", "y".repeat(237)).text()).hasSize(256);
        assertThatThrownBy(() -> UserAgent.HANDFAST.and("x", "y".repeat(238)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a:b", "a(b", "a)b", "a;b", "ä"})
    void givenAPartThatWouldSaySomethingElse_whenItIsNamed_thenRejected(String part) {
        assertThatThrownBy(() -> UserAgent.HANDFAST.and(part, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UserAgent.HANDFAST.and("x", "1", part)).isInstanceOf(IllegalArgumentException.class);
    }
}
