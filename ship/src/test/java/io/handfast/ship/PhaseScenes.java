// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Role;
import io.handfast.ship.message.Pin;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Side;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;

/** One of our sides in each phase of the {@link PhaseTable}. */
final class PhaseScenes {
    private PhaseScenes() {}

    /** Begins a side and plays its peer up to a phase. */
    static Side upTo(ShipScene scene, String phase, Role ours) throws Exception {
        Trust trust = phase.equals("pending") ? Trust.UNDECIDED : Trust.TRUSTED;
        Side side = scene.side(Side.Setting.of(ours).with(trust).with(terms(scene, phase)))
                .start();
        prelude(scene, phase, ours);
        return side;
    }

    private static void prelude(ShipScene scene, String phase, Role ours) throws Exception {
        switch (phase) {
            case "cmi-c" -> scene.peerOf(ours).expect(Wire.INIT);
            case "cmi-s" -> {}
            case "ready" -> Handshakes.upToHello(scene, ours).expect(Wire.READY);
            case "pending" -> Handshakes.upToHello(scene, ours).expect(Wire.PENDING);
            case "22" -> Handshakes.upToProtocol(scene, ours).expect(Wire.ANNOUNCE);
            case "20" -> Handshakes.upToProtocol(scene, ours);
            case "21" -> Handshakes.upToConfirm(scene);
            case "pin" -> Handshakes.upToPin(scene, ours).expect(Wire.PIN_NONE);
            case "pin-27" -> pinDemanded(scene, ours);
            case "pin-30" -> {
                ScriptedPeer peer = pinDemanded(scene, ours);
                for (int i = 0; i < 3; i++) {
                    peer.send(Wire.pinInput("33333333")).expect(Wire.PIN_ERROR);
                }
                peer.expect(Wire.pinState("required", "busy"));
            }
            case "ask-32" -> asked(scene, ours, "ok");
            case "ask-33" -> asked(scene, ours, "ok").expect(Wire.pinInput("22222222"));
            case "busy-33" -> asked(scene, ours, "busy");
            case "access-r" -> restricted(scene, ours);
            case "data-r" -> restricted(scene, ours).send(Wire.access("peer"));
            case "access" -> Handshakes.upToAccess(scene, ours).expect(Wire.ACCESS_REQUEST);
            case "data" -> Handshakes.upToData(scene, ours);
            default -> throw new IllegalArgumentException(phase);
        }
    }

    private static ScriptedPeer pinDemanded(ShipScene scene, Role ours) throws Exception {
        return Handshakes.upToPin(scene, ours)
                .expect(Wire.pinState("required", "ok"))
                .send(Wire.PIN_NONE);
    }

    private static ScriptedPeer asked(ShipScene scene, Role ours, String permission) throws Exception {
        return Handshakes.upToPin(scene, ours).expect(Wire.PIN_NONE).send(Wire.pinState("required", permission));
    }

    private static ScriptedPeer restricted(ShipScene scene, Role ours) throws Exception {
        return Handshakes.upToPin(scene, ours)
                .expect(Wire.pinState("optional", "ok"))
                .send(Wire.pinState("optional", "ok"))
                .expect(Wire.ACCESS_REQUEST);
    }

    private static PinTerms terms(ShipScene scene, String phase) {
        PinLedger ledger = new PinPenalties(scene.time(), scene.environment().entropy());
        return switch (phase) {
            case "pin-27", "pin-30" -> PinTerms.NONE.demanding(new PinDemand(true, new Pin("11111111"), ledger));
            case "ask-33", "busy-33" -> PinTerms.NONE.giving(new Pin("22222222"));
            case "access-r", "data-r" -> PinTerms.NONE.demanding(new PinDemand(false, new Pin("11111111"), ledger));
            default -> PinTerms.NONE;
        };
    }
}
