// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static io.handfast.ship.scene.Wire.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How an established connection ends: SHIP 13.4.7 from both sides, and all that is no announced end. */
class ConnectionCloseTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }

    private static List<String> lastWords(ShipScene scene, Role role, int count) {
        List<String> said = scene.said(role);
        return said.subList(said.size() - count, said.size());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenTwoSides_whenOneCloses_thenItAnnouncesTheOtherConfirmsAndBothKnowWhy(Role closing) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side one = play.start(closing);
            Side two = play.start(other(closing));
            play.pass(SECOND);
            one.connection().close("removedConnection");
            play.pass(SECOND);
            assertThat(one.closed().kind()).isEqualTo(CloseReason.Kind.CLOSED_HERE);
            assertThat(one.closed().detail()).isEqualTo("removedConnection, confirmed");
            assertThat(one.closed().failure()).isEmpty();
            assertThat(two.closed().kind()).isEqualTo(CloseReason.Kind.ANNOUNCED_BY_PEER);
            assertThat(two.closed().detail()).isEqualTo("removedConnection");
            assertThat(two.closed().failure()).isEmpty();
            assertThat(one.overAt()).isEqualTo(SECOND);
            assertThat(two.overAt()).isEqualTo(SECOND);
        });
        assertThat(lastWords(scene, closing, 2))
                .containsExactly(shown(Wire.announceEnd(500, "removedConnection")), "close 4001");
        assertThat(lastWords(scene, other(closing), 2)).containsExactly(shown(Wire.CONFIRM), "close 4001");
    }

    @Test
    void givenTwoSides_whenBothCloseAtOnce_thenEachConfirms() throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side client = play.start(Role.CLIENT);
            Side server = play.start(Role.SERVER);
            play.pass(SECOND);
            client.connection().close("unspecific");
            server.connection().close("unspecific");
            play.pass(SECOND);
            assertThat(client.closed().kind()).isEqualTo(CloseReason.Kind.CLOSED_HERE);
            assertThat(server.closed().kind()).isEqualTo(CloseReason.Kind.CLOSED_HERE);
            assertThat(client.overAt()).isEqualTo(SECOND);
            assertThat(server.overAt()).isEqualTo(SECOND);
        });
        for (Role role : Role.values()) {
            assertThat(lastWords(scene, role, 3))
                    .containsExactly(shown(Wire.GOODBYE), shown(Wire.CONFIRM), "close 4001");
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatNeverConfirms_whenClosed_thenItEndsWhenMaxTimeIsOver(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToData(scene, ours);
            scene.pass(SECOND);
            Duration begin = scene.now();
            side.connection().close("unspecific");
            peer.expect(Wire.GOODBYE).expectNothing(Duration.ofMillis(499)).expectClose(4001);
            assertThat(scene.now()).isEqualTo(begin.plusMillis(500));
            scene.pass(Duration.ofSeconds(3)); // the peer does not answer the close frame either
            assertThat(side.closed().detail()).isEqualTo("unspecific, not confirmed in time");
            assertThat(side.overAt()).isEqualTo(begin.plusMillis(2500));
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenDataThatCrossesOurAnnouncement_whenItArrives_thenItIsStillDelivered(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToData(scene, ours);
            scene.pass(SECOND);
            side.connection().close("unspecific");
            peer.expect(Wire.GOODBYE)
                    .send(Wire.data("{'n':1}"))
                    .send(Wire.CONFIRM)
                    .expectClose(4001);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.received()).containsExactly("{\"n\":1}");
            assertThat(side.closed().detail()).isEqualTo("unspecific, confirmed");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "{'phase':'announce'} {'maxTime':500} {'reason':'unspecific'}, unspecific",
        "{'phase':'announce'} {'maxTime':500} {'reason':'User close'}, User close",
        "{'phase':'announce'} {'maxTime':60000} {'reason':''},         no reason given",
        "{'phase':'announce'},                                       no reason given",
    })
    void givenAnnouncingPeerThatWaitsForUs_whenItDoesNotClose_thenWeDoAfterHalfASecond(String members, String reason)
            throws Exception {
        byte[] announcement = Wire.message(3, "{'connectionClose':[" + members.replace("} {", "},{") + "]}");
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                Side side = scene.start(ours);
                ScriptedPeer peer = Handshakes.upToData(scene, ours);
                scene.pass(SECOND);
                Duration begin = scene.now();
                peer.send(announcement)
                        .expect(Wire.CONFIRM)
                        .expectNothing(Duration.ofMillis(499))
                        .expectClose(4001);
                peer.close();
                scene.pass(SECOND);
                assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.ANNOUNCED_BY_PEER);
                assertThat(side.closed().detail()).isEqualTo(reason);
                assertThat(side.overAt()).isEqualTo(begin.plusMillis(500));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"4001, close", "4500, User close", "1000, ''", "4452, Node rejected by application"})
    void givenPeerThatClosesTheWebSocket_whenInDataExchange_thenItsCodeIsEchoedAndReported(int code, String text)
            throws Exception {
        for (Role ours : Role.values()) {
            ShipScene.play(scene -> {
                Side side = scene.start(ours);
                ScriptedPeer peer = Handshakes.upToData(scene, ours);
                scene.pass(SECOND);
                peer.send(new Frame.Close(code, text));
                assertThat(peer.expectClose(code)).isEmpty();
                peer.close();
                scene.pass(SECOND);
                assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.CLOSED_BY_PEER);
                assertThat(side.closed().detail()).isEqualTo((code + " " + text));
                assertThat(side.closed().failure().orElseThrow().code()).isEqualTo(EngineFailure.ENDED_BY_PEER);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatJustGoes_whenInDataExchange_thenThatIsALoss(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            ScriptedPeer peer = Handshakes.upToData(play, ours);
            play.pass(SECOND);
            peer.close();
            play.pass(SECOND);
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.LOST);
            assertThat(side.closed().failure().orElseThrow().code()).isEqualTo(EngineFailure.ENDED_BY_PEER);
            assertThat(side.connection().send(ShipScene.json("{'n':1}"), SECOND))
                    .isEqualTo(ShipConnection.Sent.CLOSED);
        });
        assertThat(scene.said(ours)).last().asString().startsWith("{'accessMethods'");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenRunningConnection_whenCancelled_thenItEndsAtOnceWithoutAWord(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            Handshakes.upToData(play, ours);
            play.pass(SECOND);
            Duration begin = play.now();
            side.connection().cancel();
            play.pass(SECOND);
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.CANCELLED);
            assertThat(side.overAt()).isEqualTo(begin);
        });
        assertThat(scene.said(ours)).last().asString().startsWith("{'accessMethods'");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenConnectionThatWaitsForTheConfirmation_whenCancelled_thenItEndsAtOnce(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            Handshakes.upToData(scene, ours);
            scene.pass(SECOND);
            side.connection().close("unspecific");
            scene.pass(Duration.ofMillis(100));
            Duration begin = scene.now();
            side.connection().cancel();
            scene.pass(SECOND);
            assertThat(side.overAt()).isEqualTo(begin);
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.CANCELLED);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatSendsFasterThanTheApplicationReads_whenClosed_thenItEndsSoonAfterMaxTimeAllTheSame(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours)).onData((connection, payload) -> busy(scene));
            side.start();
            ScriptedPeer peer = Handshakes.upToData(scene, ours);
            for (int i = 0; i < 1000; i++) {
                peer.send(Wire.data("{'n':1}"));
            }
            scene.pass(SECOND);
            Duration begin = scene.now();
            side.connection().close("unspecific");
            peer.expect(Wire.GOODBYE).expectClose(4001);
            assertThat(scene.now()).isBetween(begin.plusMillis(500), begin.plusMillis(1600));
            peer.close();
        });
    }

    private static void busy(ShipScene scene) {
        try {
            scene.pass(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatLeavesInsteadOfConfirming_whenClosed_thenNobodyWaitsAndTheReasonSaysSo(Role ours)
            throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            ScriptedPeer peer = Handshakes.upToData(scene, ours);
            scene.pass(SECOND);
            side.connection().close("unspecific");
            peer.expect(Wire.GOODBYE);
            Duration begin = scene.now();
            peer.send(new Frame.Close(4001, "close")).expectClose(4001);
            assertThat(scene.now()).isEqualTo(begin);
            peer.close();
            scene.pass(SECOND);
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.CLOSED_HERE);
            assertThat(side.closed().detail()).isEqualTo("unspecific, the peer ended first");
        });
    }

    @Test
    void givenScopeOfTheProgram_whenCancelled_thenTheConnectionEnds() throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(Role.CLIENT);
            Handshakes.upToData(scene, Role.CLIENT);
            scene.pass(SECOND);
            scene.scope().cancel();
            scene.pass(SECOND);
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.CANCELLED);
            assertThat(side.overAt().toMillis()).isCloseTo(scene.now().toMillis(), within(1001L));
            assertThat(scene.scope().join(scene.time().in(Duration.ofNanos(TimeUnit.SECONDS.toNanos(1)))))
                    .isTrue();
        });
    }
}
