// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a hub says of a device in rarer cases, word by word; all of it is also in target/diagnosis-rare.md. */
class RareDiagnosisTest {
    private static final Said SAID = new Said();

    @AfterAll
    static void print() throws IOException {
        SAID.print("What a hub says of a device in rarer cases", "diagnosis-rare.md");
    }

    @Test
    void givenAddressNotKnown() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').trusting(device, false).start();
            scene.pass(300);
            SAID.require(
                    "Its address is not known",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected",
                    "address: not known",
                    "next: nothing: its address is not known, it has to show itself or dial us",
                    "to do: switch the device on and check that it is in the same network, or give its address");
        });
    }

    @Test
    void givenTheirRefusal() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2').answering(talk -> {
                talk.pending();
                talk.say(1, "{'connectionHello':[{'phase':'aborted'}]}");
                talk.leave(4452, "");
            });
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(30);
            SAID.require(
                    "It refuses us",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled once",
                    "address: memory:40001",
                    "last failure: 29 s ago, while both users' consent was asked for (ship.hello-ready-listen): "
                            + "expected connectionHello ready, got connectionHello aborted",
                    "whose doing: the device's (ship.hello.remote-denied)",
                    "next: dialled in 68 s, attempt 2",
                    "to do: approve this side on the device: look for our SKI in its list of partners");
        });
    }

    @Test
    void givenBusyDevice() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2').answering(Talk::close);
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(30);
            SAID.require(
                    "It takes the connection and hangs up",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 4 times",
                    "address: memory:40001",
                    "last failure: 4 s ago, at the first SHIP message (ship.cmi-client-wait): expected "
                            + "connection mode 00 00, got the end of the connection",
                    "whose doing: the network's, or the device's own (net.ended-by-peer)",
                    "next: dialled in 12 s, attempt 5",
                    "to do: it may be busy, restarting or refusing us: wait a minute, then look for us among its "
                            + "partners or see its log");
        });
    }

    @Test
    void givenAnotherShipId() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(5);
            device.answering(talk -> talk.as("new").complete().stay());
            hub.peer(device.ski()).disconnect();
            scene.pass(100);
            SAID.require(
                    "It has another SHIP ID than when it was paired",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 2 times",
                    "address: memory:40001, SHIP ID i:2",
                    "last failure: 2 s ago, while telling each other's SHIP ID (ship.access-methods-request): "
                            + "expected SHIP ID i:2, got SHIP ID new",
                    "whose doing: this hub's, as its rules demand (ship.access.id-mismatch)",
                    "next: dialled in 86 s, attempt 3",
                    "to do: if the device was replaced or reset, remove it from the trusted devices and pair it "
                            + "again");
        });
    }

    @Test
    void givenSilentDevice() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(5);
            device.vanish();
            scene.network().darken(device.ski());
            scene.pass(61);
            SAID.require(
                    "It fell silent a minute ago",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 2 times",
                    "address: memory:40001, SHIP ID i:2",
                    "last failure: 0 s ago, while reaching its address (tcp): expected a connection, got a refusal",
                    "whose doing: the network's, or the device's own (net.connection-refused)",
                    "next: dialled in 19 s, attempt 3",
                    "to do: check the port and whether the device is switched on");
        });
    }

    @Test
    void givenLeftAlone() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(5);
            hub.hub().disconnect(device.ski());
            scene.pass(600);
            SAID.require(
                    "It was disconnected on purpose",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected",
                    "address: memory:40001, SHIP ID i:2",
                    "next: nothing until somebody asks for it: it was disconnected on purpose",
                    "to do: connect it again when it is wanted");
        });
    }
}
