// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Role;
import io.handfast.ship.Trust;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import java.time.Duration;
import java.util.List;

/** Our side with a user of its own. */
final class Talk {
    private final ShipScene scene;
    private final Side side;
    private final Decision decision;

    private Talk(ShipScene scene, Side side, Decision decision) {
        this.scene = scene;
        this.side = side;
        this.decision = decision;
    }

    /** Begins; the user decides by himself when his time has come. */
    static Talk start(ShipScene scene, Role role, Decision decision) {
        Trust trust = decision instanceof Decision.Trusts ? Trust.TRUSTED : Trust.UNDECIDED;
        Side side = scene.side(Side.Setting.of(role).with(trust)).start();
        Talk talk = new Talk(scene, side, decision);
        scene.beside("user of the " + role, talk::decide);
        return talk;
    }

    private void decide() throws InterruptedException {
        switch (decision) {
            case Decision.Trusts _ -> {}
            case Decision.Approves(Duration after) -> {
                scene.pass(after);
                side.handshake().decide(true);
            }
            case Decision.Refuses(Duration after) -> {
                scene.pass(after);
                side.handshake().decide(false);
            }
        }
    }

    Side side() {
        return side;
    }

    void requireComplete() {
        assertThat(side.complete())
                .describedAs(
                        "complete; the client said %s, the server %s", scene.said(Role.CLIENT), scene.said(Role.SERVER))
                .isTrue();
    }

    /** When one end asked for more time, in seconds. */
    static List<Long> asked(ShipScene scene, Role role) {
        return scene.sent().stream()
                .filter(sent -> sent.from() == role)
                .filter(sent -> Wire.shown(sent.frame()).contains("prolongationRequest"))
                .map(sent -> sent.at().toSeconds())
                .toList();
    }
}
