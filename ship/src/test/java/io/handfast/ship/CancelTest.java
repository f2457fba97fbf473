// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.engine.EngineFailure;
import io.handfast.engine.Role;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancellation in every phase: at once, without a word, and nothing is left (which every scene checks). */
class CancelTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How far the peer goes. */
    @FunctionalInterface
    interface Prelude {
        void play(ShipScene scene, Role ours) throws Exception;
    }

    record Stop(String name, Role ours, Trust trust, Prelude prelude, ShipPhase phase) {
        @Override
        public String toString() {
            return ours + " " + name;
        }
    }

    static Stream<Stop> stops() {
        return Stream.of(
                stop("silence", Role.CLIENT, (scene, ours) -> {}, ShipPhase.CMI_CLIENT_WAIT),
                stop("silence", Role.SERVER, (scene, ours) -> {}, ShipPhase.CMI_SERVER_WAIT),
                stop("hello", Role.CLIENT, Handshakes::upToHello, ShipPhase.HELLO_READY_LISTEN),
                stop("hello", Role.SERVER, Handshakes::upToHello, ShipPhase.HELLO_READY_LISTEN),
                new Stop(
                        "pending", Role.CLIENT, Trust.UNDECIDED, Handshakes::upToHello, ShipPhase.HELLO_PENDING_LISTEN),
                new Stop(
                        "pending", Role.SERVER, Trust.UNDECIDED, Handshakes::upToHello, ShipPhase.HELLO_PENDING_LISTEN),
                stop("select", Role.CLIENT, Handshakes::upToProtocol, ShipPhase.PROTOCOL_CLIENT_LISTEN_CHOICE),
                stop("announce", Role.SERVER, Handshakes::upToProtocol, ShipPhase.PROTOCOL_SERVER_LISTEN_PROPOSAL),
                stop(
                        "confirm",
                        Role.SERVER,
                        (scene, _) -> Handshakes.upToConfirm(scene),
                        ShipPhase.PROTOCOL_SERVER_LISTEN_CONFIRM),
                stop("pin", Role.CLIENT, Handshakes::upToPin, ShipPhase.PIN_CHECK_LISTEN),
                stop("pin", Role.SERVER, Handshakes::upToPin, ShipPhase.PIN_CHECK_LISTEN),
                stop("access", Role.CLIENT, Handshakes::upToAccess, ShipPhase.ACCESS_METHODS_REQUEST),
                stop("access", Role.SERVER, Handshakes::upToAccess, ShipPhase.ACCESS_METHODS_REQUEST));
    }

    private static Stop stop(String name, Role ours, Prelude prelude, ShipPhase phase) {
        return new Stop(name, ours, Trust.TRUSTED, prelude, phase);
    }

    @ParameterizedTest
    @MethodSource("stops")
    void givenPhase_whenCancelledInIt_thenItEndsAtOnceWithoutAWord(Stop stop) throws Exception {
        cancel(stop, (scene, side) -> side.handshake().cancel());
    }

    @ParameterizedTest
    @MethodSource("stops")
    void givenPhase_whenTheScopeIsCancelled_thenItEndsAtOnceWithoutAWord(Stop stop) throws Exception {
        cancel(stop, (scene, side) -> scene.scope().cancel());
    }

    private interface Hand {
        void stop(ShipScene scene, Side side);
    }

    private static void cancel(Stop stop, Hand hand) throws Exception {
        ShipScene.play(scene -> {
            Side side =
                    scene.side(Side.Setting.of(stop.ours()).with(stop.trust())).start();
            if (stop.trust().equals(Trust.TRUSTED)) {
                stop.prelude().play(scene, stop.ours());
            } else {
                Handshakes.upToHello(scene, stop.ours()).expect(Wire.PENDING);
            }
            scene.pass(SECOND);
            assertThat(side.handshake().phase()).isEqualTo(stop.phase());
            List<String> before = scene.said(stop.ours());
            Duration begin = scene.now();
            hand.stop(scene, side);
            scene.pass(SECOND);
            assertThat(side.failure()).isInstanceOf(Cancelled.class);
            assertThat(side.failure().code()).isEqualTo(EngineFailure.CANCELLED);
            assertThat(side.failure().phase()).isEqualTo(stop.phase().phaseName());
            assertThat(side.overAt()).isEqualTo(begin);
            assertThat(scene.said(stop.ours())).isEqualTo(before);
            assertThat(scene.end(stop.ours()).isClosed()).isTrue();
        });
    }

    @Test
    void givenPauseAfterAborted_whenCancelledInIt_thenThereIsNoSecondToWaitAndNoCloseFrame() throws Exception {
        ShipScene scene = ShipScene.play(play -> {
            Side side =
                    play.side(Side.Setting.of(Role.SERVER).with(Trust.REFUSED)).start();
            Handshakes.upToHello(play, Role.SERVER).expect(Wire.ABORTED);
            Duration begin = play.now();
            side.handshake().cancel();
            play.pass(SECOND.multipliedBy(2));
            assertThat(side.failure().code()).isEqualTo(ShipFailure.HELLO_NOT_TRUSTED);
            assertThat(side.overAt()).isEqualTo(begin);
        });
        assertThat(scene.said(Role.SERVER)).last().isEqualTo(Wire.shown(Wire.ABORTED));
    }

    @Test
    void givenPhaseThatDiesOfABug_whenRun_thenNothingIsLeft() throws Exception {
        ShipTimers usual = ShipTimers.usual();
        Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE); // no clock can add it: the phase throws
        ShipTimers broken = new ShipTimers(
                usual.settle(),
                tooLong,
                usual.helloInit(),
                usual.pairingWindow(),
                usual.protocol(),
                usual.pin(),
                usual.access(),
                usual.closeMaxTime());
        List<ShipScene> scenes = new ArrayList<>();
        assertThatThrownBy(() -> ShipScene.play(scene -> {
                    scenes.add(scene);
                    scene.side(Side.Setting.of(Role.SERVER).with(broken)).start();
                    scene.pass(SECOND);
                }))
                .isInstanceOf(ArithmeticException.class);
        assertThat(scenes.getFirst().time().leftovers()).isEmpty();
        assertThat(scenes.getFirst().end(Role.SERVER).isClosed()).isTrue();
    }

    @Test
    void givenCompleteHandshake_whenItIsCancelledInsteadOfStarted_thenNothingIsLeft() throws Exception {
        ShipScene.play(scene -> {
            Side side =
                    scene.side(Side.Setting.of(Role.CLIENT)).withoutConnection().start();
            Handshakes.upToData(scene, Role.CLIENT).expectEnd();
            assertThat(side.complete()).isTrue();
            assertThat(scene.end(Role.CLIENT).isClosed()).isTrue();
        });
    }

    @Test
    void givenCancelledScope_whenTheConnectionIsToBeStarted_thenItEndsAndNothingIsLeft() throws Exception {
        ShipScene.play(scene -> {
            Scope cancelled = new Scope("gone", scene.time());
            cancelled.cancel();
            Side side = scene.side(Side.Setting.of(Role.CLIENT))
                    .startingIn(cancelled)
                    .start();
            Handshakes.upToData(scene, Role.CLIENT).expectEnd();
            assertThat(side.complete()).isTrue();
            assertThat(scene.end(Role.CLIENT).isClosed()).isTrue();
        });
    }
}
