// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.LocalNode;
import io.handfast.ship.ShipTimers;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;

/** A node in the network in memory that does what a script says, connection by connection. */
final class ScriptedNode {
    /** What it does on one connection, on a thread of its own; an end of the connection ends the script. */
    @FunctionalInterface
    interface Script {
        void play(Talk talk) throws IOException, InterruptedException;
    }

    private final Ski ski;
    private final VirtualTime time;
    private final PipeNetwork.Door door;

    ScriptedNode(PipeNetwork network, Ski ski, VirtualTime time, Environment environment) {
        this.ski = ski;
        this.time = time;
        this.door = network.door(ski, new LocalNode("i:" + ski.toString().charAt(0)), ShipTimers.usual(), environment);
    }

    Ski ski() {
        return ski;
    }

    Address address() {
        return door.address();
    }

    /** What it does when a hub dials it. */
    ScriptedNode answering(Script script) {
        door.script(line -> play(new Talk(line, Role.SERVER, time), script));
        return this;
    }

    /** Takes no certificate. */
    ScriptedNode refusingTls() {
        door.refuseTls();
        return this;
    }

    /** It is switched off. */
    void vanish() {
        door.close();
    }

    /** Dials a hub and plays the script on a thread of its own; returns when the upgrade is done. */
    void dial(VirtualHub hub, Script script) throws HandshakeException {
        Talk talk = reach(hub);
        time.start("scripted dialler", () -> play(talk, script));
    }

    /** Dials a hub, as far as the upgrade. */
    Talk reach(VirtualHub hub) throws HandshakeException {
        return new Talk(door.reach(hub.address(), hub.ski()), Role.CLIENT, time);
    }

    private static void play(Talk talk, Script script) {
        try {
            script.play(talk);
        } catch (IOException _) {
            talk.close(); // the hub has ended it
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
