// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Frame;
import io.handfast.engine.Role;
import io.handfast.engine.failure.TimedOut;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.Pipe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long sessions: pings after 50 silent seconds, and the end after 60. */
class KeepAliveTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private static List<Duration> pings(ShipScene scene, Role by) {
        return scene.sent().stream()
                .filter(sent -> sent.from() == by && sent.frame() instanceof Frame.Ping)
                .map(Pipe.Sent::at)
                .toList();
    }

    private static long pongs(ShipScene scene, Role by) {
        return scene.sent().stream()
                .filter(sent -> sent.from() == by && sent.frame() instanceof Frame.Pong)
                .count();
    }

    @Test
    void givenTwoSides_whenIdleForAnHour_thenPingsKeepTheConnectionAndItStillWorks() throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side client = play.start(Role.CLIENT);
            Side server = play.start(Role.SERVER);
            play.pass(Duration.ofHours(1));
            client.connection().send(ShipScene.json("{'n':1}"), SECOND);
            server.connection().send(ShipScene.json("{'n':2}"), SECOND);
            play.pass(SECOND);
            assertThat(server.received()).containsExactly("{\"n\":1}");
            assertThat(client.received()).containsExactly("{\"n\":2}");
            client.connection().close("unspecific");
        });
        int all = pings(scene, Role.CLIENT).size() + pings(scene, Role.SERVER).size();
        assertThat(all).isBetween(71, 144); // one ping each 50 s at least; two when they cross
        assertThat(pongs(scene, Role.SERVER))
                .isEqualTo(pings(scene, Role.CLIENT).size());
        assertThat(pongs(scene, Role.CLIENT))
                .isEqualTo(pings(scene, Role.SERVER).size());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenShipGosRhythm_whenIdleForAnHour_thenEachPingIsAnsweredAtOnceAndNoneIsOurs(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            Handshakes.upToData(play, ours);
            play.mindManners(ours);
            for (int i = 0; i < 90; i++) {
                play.pass(Duration.ofSeconds(40));
                ShipScene.send(play.opposite(ours), new Frame.Ping(NOTHING));
            }
            play.pass(SECOND);
            assertThat(side.over()).isFalse();
            side.connection().cancel();
        });
        assertThat(pings(scene, ours)).isEmpty();
        assertThat(pongs(scene, ours)).isEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatOnlyAnswersPings_whenIdle_thenItIsAskedEvery50Seconds(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            Handshakes.upToData(play, ours);
            play.mindManners(ours);
            play.pass(Duration.ofSeconds(501));
            assertThat(side.over()).isFalse();
            side.connection().cancel();
        });
        assertThat(pings(scene, ours)).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatStopsAnswering_whenInDataExchange_thenItIsGivenUpAfter60Seconds(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.start(ours);
            Handshakes.upToData(play, ours);
            Duration heard = play.now();
            play.pass(Duration.ofSeconds(70));
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.LOST);
            assertThat(side.closed().failure().orElseThrow()).isInstanceOf(TimedOut.class);
            assertThat(side.closed().failure().orElseThrow().code()).isEqualTo(EngineFailure.SILENT);
            assertThat(side.overAt()).isEqualTo(heard.plusSeconds(60));
        });
        assertThat(pings(scene, ours)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenPeerThatStopsAnswering_whenInHello_thenThatIsNoRefusal(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.side(Side.Setting.of(ours).with(Trust.UNDECIDED)).start();
            Handshakes.upToHello(scene, ours).expect(Wire.PENDING).send(Wire.ready(240_000));
            Duration heard = scene.now();
            scene.pass(Duration.ofSeconds(70));
            assertThat(side.failure()).isInstanceOf(TimedOut.class);
            assertThat(side.failure().code()).isEqualTo(EngineFailure.SILENT);
            assertThat(side.failure().phase()).isEqualTo("ship.hello-pending-listen");
            assertThat(side.overAt()).isEqualTo(heard.plusSeconds(60));
        });
    }

    /** Our application is busy for minutes: the reader answers pings all the same. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void givenBusyApplication_whenThePeerPings_thenItIsAnswered(Role ours) throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side = play.side(Side.Setting.of(ours)).onData((connection, payload) -> busy(play));
            side.start();
            Handshakes.upToData(play, ours).send(Wire.data("{'n':1}"));
            play.mindManners(ours);
            for (int i = 0; i < 6; i++) {
                play.pass(Duration.ofSeconds(40));
                ShipScene.send(play.opposite(ours), new Frame.Ping(NOTHING));
            }
            play.pass(Duration.ofMinutes(2));
            assertThat(side.over()).isFalse();
            side.connection().cancel();
        });
        assertThat(pongs(scene, ours)).isEqualTo(6);
    }

    private static void busy(ShipScene scene) {
        try {
            scene.pass(Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void givenConnectionThatBreaks_whenInDataExchange_thenItIsLost(Role ours) throws Exception {
        ShipScene.play(scene -> {
            Side side = scene.start(ours);
            Handshakes.upToData(scene, ours);
            scene.pass(SECOND);
            scene.reset();
            scene.pass(Duration.ofSeconds(2));
            assertThat(side.closed().kind()).isEqualTo(CloseReason.Kind.LOST);
            assertThat(side.closed().failure().orElseThrow().code()).isEqualTo(EngineFailure.CONNECTION_LOST);
            assertThat(side.closed().detail()).isEqualTo("Connection reset");
        });
    }
}
