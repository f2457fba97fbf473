// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The users decide whenever they like: around each request for more time, before the partner, after it, much later. */
class DecisionTimesTest {
    /** In seconds; requests are made at 30, 45, 75, 90, 105, 135, 150. */
    private static final List<Integer> TIMES = List.of(1, 29, 31, 44, 46, 59, 61, 89, 91, 104, 106, 121, 300, 1800);

    /** Between its own approval and our announcement a ship-go waits no longer. */
    private static final int HASTE_SECONDS = 10;

    private static final Duration LONGEST = Duration.ofSeconds(1820);

    /** When each side's user approves. */
    record Times(Generation generation, int ours, int theirs) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s, we after %d s, they after %d s", generation, ours, theirs);
        }
    }

    private static Stream<Times> times() {
        return Stream.of(Generation.values())
                .flatMap(generation -> TIMES.stream()
                        .flatMap(ours -> TIMES.stream().map(theirs -> new Times(generation, ours, theirs)))
                        .filter(times -> times.ours() != times.theirs()));
    }

    static Stream<Times> weFirst() {
        return times().filter(times -> times.ours() < times.theirs());
    }

    static Stream<Times> theyJustBefore() {
        return times().filter(times -> times.theirs() < times.ours() && times.ours() < times.theirs() + HASTE_SECONDS);
    }

    static Stream<Times> theyLongBefore() {
        return times().filter(times -> times.ours() > times.theirs() + HASTE_SECONDS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weFirst")
    void givenBothAsk_whenWeAreApprovedFirst_thenConnected(Times times) throws Exception {
        requireConnected(Role.CLIENT, times.generation(), approves(times.ours()), approves(times.theirs()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("theyJustBefore")
    void givenBothAsk_whenTheyAreApprovedJustBeforeUs_thenConnected(Times times) throws Exception {
        requireConnected(Role.CLIENT, times.generation(), approves(times.ours()), approves(times.theirs()));
    }

    /** It gives up after 10 s in the protocol handshake; when we meet again it trusts us. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("theyLongBefore")
    void givenBothAsk_whenTheyAreApprovedLongBeforeUs_thenTheyGoBeforeWeAreApproved(Times times) throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer =
                    new ModelShipGo(scene, times.generation(), Role.CLIENT, approves(times.theirs())).start();
            Talk talk = Talk.start(scene, Role.CLIENT, approves(times.ours()));
            scene.passUntil(LONGEST);
            assertThat(talk.side().complete()).isFalse();
            assertThat(talk.side().overAt())
                    .isBetween(Duration.ofSeconds(times.theirs() + 10L), Duration.ofSeconds(times.theirs() + 12L));
            assertThat(peer.states()).endsWith(20, 39);
        });
    }

    @ParameterizedTest
    @EnumSource
    void givenOneAsks_whenItsUserDecides_thenConnectedWheneverThatIs(Generation generation) throws Exception {
        for (int after : TIMES) {
            requireConnected(Role.CLIENT, generation, Decision.trusts(), approves(after));
            requireConnected(Role.CLIENT, generation, approves(after), Decision.trusts());
            requireConnected(Role.SERVER, generation, approves(after), Decision.trusts());
        }
    }

    private static void requireConnected(Role role, Generation generation, Decision ours, Decision theirs)
            throws Exception {
        ShipScene.play(scene -> {
            ModelShipGo peer = new ModelShipGo(scene, generation, role, theirs).start();
            Talk talk = Talk.start(scene, role, ours);
            scene.passUntil(LONGEST);
            talk.requireComplete();
            assertThat(peer.complete()).isTrue();
            talk.side().connection().cancel();
        });
    }

    private static Decision approves(int afterSeconds) {
        return Decision.approves(afterSeconds);
    }
}
