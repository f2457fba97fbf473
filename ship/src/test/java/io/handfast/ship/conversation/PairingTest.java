// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.CloseReason;
import io.handfast.ship.ShipFailure;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that two users can do, with every generation of ship-go, in both directions. */
class PairingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** The last decision and the 10 s that each step of the protocol handshake may take. */
    private static final Duration LONGEST = Duration.ofSeconds(145);

    static List<Cell> cells() {
        return Cell.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void givenTwoUsers_whenTheyDecide_thenAsTheStoryGoes(Cell cell) throws Exception {
        ShipScene.play(scene -> {
            Decision theirs = cell.story().theirs();
            ModelShipGo peer = new ModelShipGo(scene, cell.generation(), cell.ours(), theirs).start();
            Talk talk = Talk.start(scene, cell.ours(), cell.story().ours(cell.ours()));
            scene.passUntil(LONGEST);
            if (cell.story().succeeds()) {
                talk.requireComplete();
                exchangeData(cell, scene, talk.side(), peer);
                end(cell, scene, talk.side(), peer);
            } else {
                assertThat(talk.side().failure().code())
                        .isEqualTo(
                                cell.story() == Story.WE_REFUSE
                                        ? ShipFailure.HELLO_TRUST_DENIED
                                        : ShipFailure.HELLO_REMOTE_DENIED);
            }
            requireSaid(cell, scene);
            assertThat(peer.states()).isEqualTo(Expected.theirStates(cell));
            assertThat(talk.side().numbers()).isEqualTo(Expected.ourStates(cell));
            assertThat(Talk.asked(scene, cell.ours())).isEqualTo(Expected.weAsk(cell));
            assertThat(Talk.asked(scene, cell.ours() == Role.CLIENT ? Role.SERVER : Role.CLIENT))
                    .isEqualTo(Expected.theyAsk(cell));
        });
    }

    private static void requireSaid(Cell cell, ShipScene scene) {
        if (cell.story() == Story.BOTH_ASK_LONG) { // both ask at the same instant, in no certain order
            assertThat(scene.said(cell.ours())).containsExactlyInAnyOrderElementsOf(Expected.weSay(cell));
        } else {
            assertThat(scene.said(cell.ours())).isEqualTo(Expected.weSay(cell));
        }
    }

    private static void exchangeData(Cell cell, ShipScene scene, Side side, ModelShipGo peer) throws Exception {
        side.connection().send(ShipScene.json(Expected.OUR_PAYLOAD), SECOND);
        peer.send(Expected.THEIR_PAYLOAD);
        scene.pass(SECOND);
        assertThat(peer.complete()).isTrue();
        assertThat(peer.received()).containsExactly(Wire.shown(Wire.data(Expected.OUR_PAYLOAD)));
        assertThat(side.received()).isEqualTo(Expected.weReceive(cell));
    }

    private static void end(Cell cell, ShipScene scene, Side side, ModelShipGo peer) throws Exception {
        if (cell.ours() == Role.CLIENT) {
            side.connection().close(ConnectionClose.UNSPECIFIC);
        } else {
            peer.announceEnd();
        }
        scene.pass(SECOND.plus(SECOND));
        assertThat(side.closed().kind())
                .isEqualTo(
                        cell.ours() == Role.CLIENT ? CloseReason.Kind.CLOSED_HERE : CloseReason.Kind.ANNOUNCED_BY_PEER);
        assertThat(peer.over()).isTrue();
    }
}
