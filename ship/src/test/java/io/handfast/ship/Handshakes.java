// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Wire;
import io.handfast.testkit.ScriptedPeer;
import java.io.IOException;

/** A peer that plays its part of the handshake rightly up to some point, as seen from our role. */
final class Handshakes {
    private Handshakes() {}

    /** The connection modes are exchanged; hellos come next. */
    static ScriptedPeer upToHello(ShipScene scene, Role ours) throws IOException {
        ScriptedPeer peer = scene.peerOf(ours);
        return ours == Role.CLIENT
                ? peer.expect(Wire.INIT).send(Wire.INIT)
                : peer.send(Wire.INIT).expect(Wire.INIT);
    }

    /** Both are ready; as client we are about to announce, as server we wait for that. */
    static ScriptedPeer upToProtocol(ShipScene scene, Role ours) throws IOException {
        return upToHello(scene, ours).expect(Wire.READY).send(Wire.READY);
    }

    /** As server we have selected and wait for the echo. */
    static ScriptedPeer upToConfirm(ShipScene scene) throws IOException {
        return upToProtocol(scene, Role.SERVER).send(Wire.ANNOUNCE).expect(Wire.SELECT);
    }

    /** A version is agreed; PIN states come next. */
    static ScriptedPeer upToPin(ShipScene scene, Role ours) throws IOException {
        return ours == Role.CLIENT
                ? upToProtocol(scene, ours)
                        .expect(Wire.ANNOUNCE)
                        .send(Wire.SELECT)
                        .expect(Wire.SELECT)
                : upToConfirm(scene).send(Wire.SELECT);
    }

    /** No PIN is wanted; the request for our SHIP ID comes next. */
    static ScriptedPeer upToAccess(ShipScene scene, Role ours) throws IOException {
        return upToPin(scene, ours).expect(Wire.PIN_NONE).send(Wire.PIN_NONE);
    }

    /** The handshake is complete. */
    static ScriptedPeer upToData(ShipScene scene, Role ours) throws IOException {
        return upToAccess(scene, ours)
                .expect(Wire.ACCESS_REQUEST)
                .send(Wire.ACCESS_REQUEST)
                .expect(Wire.access(ours == Role.CLIENT ? "client-1" : "server-1"))
                .send(Wire.access("peer"));
    }

    /** From our ready on to the end of the handshake. */
    static void fromReady(ScriptedPeer peer, Role ours) throws IOException {
        afterReady(peer.expect(Wire.READY), ours);
    }

    /** From both ready on to the end of the handshake. */
    static void afterReady(ScriptedPeer peer, Role ours) throws IOException {
        if (ours == Role.CLIENT) {
            peer.expect(Wire.ANNOUNCE).send(Wire.SELECT).expect(Wire.SELECT);
        } else {
            peer.send(Wire.ANNOUNCE).expect(Wire.SELECT).send(Wire.SELECT);
        }
        peer.expect(Wire.PIN_NONE)
                .send(Wire.PIN_NONE)
                .expect(Wire.ACCESS_REQUEST)
                .send(Wire.access("peer"));
    }
}
