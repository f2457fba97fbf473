// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.CloseReason;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two of our own have all the conversations; either may be asked in either role. */
class OurselvesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(1820);

    static Stream<Arguments> stories() {
        return Stream.of(Story.values())
                .flatMap(story -> Stream.of(Role.values()).map(first -> Arguments.of(story, first)));
    }

    @ParameterizedTest(name = "{0}, the first of the two is the {1}")
    @MethodSource("stories")
    void givenTwoUsers_whenTheyDecide_thenAsTheStoryGoes(Story story, Role first) throws Exception {
        ShipScene.play(scene -> {
            Side one = Talk.start(scene, first, story.ours(Role.CLIENT)).side();
            Side other = Talk.start(scene, opposite(first), story.theirs()).side();
            scene.passUntil(LONGEST);
            if (story.succeeds()) {
                exchangeDataAndEnd(scene, one, other);
            } else {
                boolean oneRefuses = story == Story.WE_REFUSE;
                assertThat(one.failure().code()).isEqualTo(refusal(oneRefuses));
                assertThat(other.failure().code()).isEqualTo(refusal(!oneRefuses));
            }
        });
    }

    private static ShipFailure refusal(boolean bySelf) {
        return bySelf ? ShipFailure.HELLO_TRUST_DENIED : ShipFailure.HELLO_REMOTE_DENIED;
    }

    static Stream<Arguments> times() {
        List<Optional<Integer>> times = Stream.concat(
                        Stream.of(Optional.<Integer>empty()),
                        Stream.of(1, 31, 44, 46, 61, 91, 300, 1800).map(Optional::of))
                .toList();
        return times.stream().flatMap(client -> times.stream().map(server -> Arguments.of(client, server)));
    }

    @ParameterizedTest(name = "the client after {0} s, the server after {1} s")
    @MethodSource("times")
    void givenTwoUsers_whenBothApprove_thenConnectedWheneverThatIs(Optional<Integer> client, Optional<Integer> server)
            throws Exception {
        ShipScene.play(scene -> {
            Talk one = Talk.start(scene, Role.CLIENT, decision(client));
            Talk other = Talk.start(scene, Role.SERVER, decision(server));
            scene.passUntil(LONGEST);
            one.requireComplete();
            other.requireComplete();
            exchangeDataAndEnd(scene, one.side(), other.side());
        });
    }

    private static Decision decision(Optional<Integer> afterSeconds) {
        return afterSeconds.map(Decision::approves).orElseGet(Decision::trusts);
    }

    private static void exchangeDataAndEnd(ShipScene scene, Side one, Side other) throws Exception {
        one.connection().send(ShipScene.json("{'of':1}"), SECOND);
        other.connection().send(ShipScene.json("{'of':2}"), SECOND);
        scene.pass(SECOND);
        assertThat(one.received()).containsExactly("{\"of\":2}");
        assertThat(other.received()).containsExactly("{\"of\":1}");
        one.connection().close(ConnectionClose.UNSPECIFIC);
        scene.pass(SECOND.plus(SECOND));
        assertThat(one.closed().detail()).isEqualTo("unspecific, confirmed");
        assertThat(other.closed().kind()).isEqualTo(CloseReason.Kind.ANNOUNCED_BY_PEER);
    }

    private static Role opposite(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }
}
