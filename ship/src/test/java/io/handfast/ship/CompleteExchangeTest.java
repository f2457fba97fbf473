// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static io.handfast.ship.scene.Wire.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two of our own sides, and the states of ship-go that they go through. */
class CompleteExchangeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<Integer> GOLDEN_CLIENT =
            List.of(1, 2, 3, 6, 7, 8, 13, 19, 22, 24, 26, 27, 31, 36, 37, 38);
    private static final List<Integer> GOLDEN_SERVER =
            List.of(4, 5, 6, 7, 8, 13, 18, 20, 21, 25, 26, 27, 31, 36, 37, 38);
    private static final List<Integer> GOLDEN_SERVER_ASKED =
            List.of(4, 5, 6, 10, 11, 7, 8, 13, 18, 20, 21, 25, 26, 27, 31, 36, 37, 38);

    @Test
    void givenTwoTrustingSides_whenRun_thenBothAreCompleteInShipGosStates() throws Exception {
        List<Side> sides = new ArrayList<>();
        ShipScene.play(scene -> {
            sides.add(scene.start(Role.CLIENT));
            sides.add(scene.start(Role.SERVER));
            scene.pass(MINUTE);
            assertThat(sides).allMatch(Side::complete);
            assertThat(sides.getFirst().connection().shipId()).isEqualTo("server-1");
            assertThat(sides.getLast().connection().shipId()).isEqualTo("client-1");
            sides.forEach(side -> side.connection().cancel());
        });
        assertThat(withoutOwnBeginning(sides.getFirst())).isEqualTo(GOLDEN_CLIENT);
        assertThat(withoutOwnBeginning(sides.getLast())).isEqualTo(GOLDEN_SERVER);
    }

    @Test
    void givenUndecidedServer_whenApproved_thenItsStatesAreThoseOfShipGo() throws Exception {
        List<Side> sides = new ArrayList<>();
        ShipScene.play(scene -> {
            sides.add(scene.start(Role.CLIENT));
            sides.add(scene.side(Side.Setting.of(Role.SERVER).with(Trust.UNDECIDED))
                    .start());
            scene.pass(Duration.ofSeconds(5));
            sides.getLast().handshake().decide(true);
            scene.pass(MINUTE);
            sides.forEach(side -> side.connection().cancel());
        });
        assertThat(withoutOwnBeginning(sides.getLast())).isEqualTo(GOLDEN_SERVER_ASKED);
    }

    /** State 0, "object created", is not logged by ship-go. */
    private static List<Integer> withoutOwnBeginning(Side side) {
        assertThat(side.numbers()).startsWith(0);
        return side.numbers().subList(1, side.numbers().size());
    }

    @Test
    void givenTwoTrustingSides_whenRun_thenEveryByteIsTheOneOfTheReference() throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side client = play.start(Role.CLIENT);
            Side server = play.start(Role.SERVER);
            play.pass(Duration.ofSeconds(1));
            client.connection().send(ShipScene.json("{'datagram':[{'n':1}]}"), MINUTE);
            server.connection().send(ShipScene.json("{'datagram':[{'n':2}]}"), MINUTE);
            play.pass(Duration.ofSeconds(1));
            client.connection().close("unspecific");
            play.pass(Duration.ofSeconds(5));
            assertThat(client.received()).containsExactly("{\"datagram\":[{\"n\":2}]}");
            assertThat(server.received()).containsExactly("{\"datagram\":[{\"n\":1}]}");
        });
        assertThat(scene.said(Role.CLIENT))
                .containsExactlyElementsOf(said(
                        Stream.of(
                                Wire.INIT,
                                Wire.READY,
                                Wire.ANNOUNCE,
                                Wire.SELECT,
                                Wire.PIN_NONE,
                                Wire.ACCESS_REQUEST,
                                Wire.access("client-1"),
                                Wire.data("{'datagram':[{'n':1}]}"),
                                Wire.GOODBYE),
                        "close 4001"));
        assertThat(scene.said(Role.SERVER))
                .containsExactlyElementsOf(said(
                        Stream.of(
                                Wire.INIT,
                                Wire.READY,
                                Wire.SELECT,
                                Wire.PIN_NONE,
                                Wire.ACCESS_REQUEST,
                                Wire.access("server-1"),
                                Wire.data("{'datagram':[{'n':2}]}"),
                                Wire.CONFIRM),
                        "close 4001"));
    }

    private static List<String> said(Stream<byte[]> messages, String last) {
        return Stream.concat(messages.map(Wire::shown), Stream.of(last)).toList();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatAsksForTheIdLate_whenInDataExchange_thenItIsAnswered(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToAccess(scene, ours);
            peer.expect(Wire.ACCESS_REQUEST).send(Wire.access("peer"));
            scene.pass(Duration.ofSeconds(1));
            assertThat(side.complete()).isTrue();
            peer.send(Wire.ACCESS_REQUEST).expect(Wire.access(ours == Role.CLIENT ? "client-1" : "server-1"));
            assertThat(side.connection().shipId()).isEqualTo("peer");
            side.connection().cancel();
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenOurRequest_whenThePeersCameFirst_thenOursIsStillSaidBeforeOurAnswer(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            ScriptedPeer peer = Handshakes.upToPin(play, ours);
            peer.expect(Wire.PIN_NONE)
                    .send(Wire.PIN_NONE)
                    .send(Wire.ACCESS_REQUEST)
                    .send(Wire.access("peer"));
            play.pass(Duration.ofSeconds(1));
            side.connection().cancel();
        });
        assertThat(scene.said(ours))
                .containsSubsequence(
                        shown(Wire.PIN_NONE),
                        shown(Wire.ACCESS_REQUEST),
                        shown(Wire.access(ours == Role.CLIENT ? "client-1" : "server-1")));
    }
}
