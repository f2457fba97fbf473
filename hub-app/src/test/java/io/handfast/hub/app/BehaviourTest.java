// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.message.Pin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each behaviour of a simulated device, as a real hub meets it. */
class BehaviourTest {
    private static final Duration MOMENT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private static String code(HubEvent event) {
        return event.failure().orElseThrow().code().code();
    }

    @Test
    void givenTrusting_whenDialled_thenItAnswersAtOnce() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Trusting())) {
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(Discovery.entities(scene.awaitData())).containsExactly("DeviceInformation", "EVSE");
        }
    }

    @Test
    void givenLate_whenItsUserTakesThreePeriods_thenTheHelloIsProlongedAndTheyConnect() throws Exception {
        Duration user = Duration.ofMillis(4_200); // asks after 1.5 s, and then every two seconds
        try (HubOverLoopback scene = new HubOverLoopback(folder).hurried().pairedWith(new Behaviour.Late(user))) {
            HubEvent connected = scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.seen()).noneMatch(event -> event.failure().isPresent());
            HubEvent dialled = scene.seen().stream()
                    .filter(event -> event.kind() == HubEvent.Kind.DIALLING)
                    .findFirst()
                    .orElseThrow();
            assertThat(Duration.between(dialled.at(), connected.at())).isGreaterThanOrEqualTo(user);
            assertThat(scene.device().prolongations()).isEqualTo(2);
        }
    }

    @Test
    void givenRefusing_whenDialled_thenRefusedWithTheProtocolsFarewell() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Refusing())) {
            assertThat(code(scene.await(HubEvent.Kind.FAILED))).isEqualTo("ship.hello.remote-denied");
        }
    }

    @Test
    void givenDemandingPin_whenItIsEntered_thenTheyConnect() throws Exception {
        Pin pin = new Pin("1a2b3c4d");
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.DemandingPin(pin))) {
            assertThat(scene.await(HubEvent.Kind.PIN_WANTED).text()).isEqualTo("wants a PIN");
            scene.hub().enterPin(scene.deviceSki(), new Pin("00000000"));
            assertThat(scene.await(HubEvent.Kind.PIN_WANTED).text())
                    .isEqualTo("the PIN was wrong, it wants another one");
            scene.hub().enterPin(scene.deviceSki(), pin);
            scene.await(HubEvent.Kind.CONNECTED);
        }
    }

    @Test
    void givenSilent_whenDialled_thenTheHelloTimesOut() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).hurried().pairedWith(new Behaviour.Silent())) {
            assertThat(code(scene.await(HubEvent.Kind.FAILED))).isEqualTo("ship.hello.timeout");
        }
    }

    @Test
    void givenSlow_whenAsked_thenItAnswersLate() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Slow(MOMENT))) {
            long asked = System.nanoTime();
            scene.awaitData();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(MOMENT);
        }
    }

    @Test
    void givenDropping_whenConnected_thenItEndsTheConnectionAndIsDialledAgain() throws Exception {
        try (HubOverLoopback scene = new HubOverLoopback(folder).pairedWith(new Behaviour.Dropping(MOMENT))) {
            scene.await(HubEvent.Kind.CONNECTED);
            assertThat(scene.await(HubEvent.Kind.DISCONNECTED).text()).startsWith("ANNOUNCED_BY_PEER");
            scene.await(HubEvent.Kind.CONNECTED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "trusting, Trusting[]",
        "LATE, Late[after=PT9S]",
        "refusing, Refusing[]",
        "pin, DemandingPin[pin=***]",
        "silent, Silent[]",
        "slow, Slow[after=PT9S]",
        "dropping, Dropping[after=PT9S]"
    })
    void words(String word, String behaviour) {
        Optional<Duration> after = Optional.of(Duration.ofSeconds(9));
        assertThat(Behaviour.of(word, after, Optional.of(new Pin("12345678")))).hasToString(behaviour);
    }

    @ParameterizedTest
    @CsvSource({"pin, 1, it needs a PIN", "late, -1, not a time", "kind, 1, unknown; allowed: trusting"})
    void wrongWords(String word, int seconds, String message) {
        assertThatThrownBy(() -> Behaviour.of(word, Optional.of(Duration.ofSeconds(seconds)), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
