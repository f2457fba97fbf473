// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.net.Admission;
import io.handfast.ship.PinDemand;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.message.Pin;
import io.handfast.ship.message.RawJson;
import io.handfast.testkit.SeededEntropy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The ten things that keep a device from being connected, or that look like it: what the hub says of each, word by word.
 * All of it is also in target/diagnosis.md.
 */
class DiagnosisTest {
    private static final Said SAID = new Said();

    @AfterAll
    static void print() throws IOException {
        SAID.print("Ten texts: what a hub says of a device", "diagnosis.md");
    }

    @Test
    void givenDeviceOff() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(300);
            SAID.require(
                    "The device is off",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 23 times",
                    "address: memory:40001",
                    "last failure: 4 s ago, while reaching its address (tcp): expected a connection, got a refusal",
                    "whose doing: the network's, or the device's own (net.connection-refused)",
                    "next: dialled in 15 s, attempt 24",
                    "to do: check the port and whether the device is switched on");
        });
    }

    @Test
    void givenPortBlocked() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.network().swallow(true);
            scene.pass(300);
            SAID.require(
                    "Its port is blocked",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, connecting (tcp), dialled 14 times",
                    "address: memory:40001",
                    "last failure: 13 s ago, while reaching its address (tcp): expected a connection, got nothing",
                    "whose doing: the network's, or the device's own (net.connect-timeout)",
                    "next: this attempt goes on",
                    "to do: check the address and any firewall between the two");
        });
    }

    @Test
    void givenTlsRefused() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2').refusingTls();
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(300);
            SAID.require(
                    "It takes no TLS of ours",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 23 times",
                    "address: memory:40001",
                    "last failure: 4 s ago, while proving who is who (tls): expected a completed handshake, got "
                            + "alert bad_certificate",
                    "whose doing: the device's (tls.refused)",
                    "next: dialled in 15 s, attempt 24",
                    "to do: the device expects another certificate than ours: remove this node on it and pair "
                            + "again, or see its log");
        });
    }

    @Test
    void givenAnotherDeviceAtItsAddress() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            ScriptedNode other = scene.node('3').answering(Talk::stay);
            VirtualHub hub = scene.hub('1').trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(other.address()));
            scene.pass(300);
            SAID.require(
                    "Another device answers at its address",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 4 times",
                    "address: memory:40002",
                    "last failure: 36 s ago, while proving who is who (tls): expected SKI "
                            + "2222222222222222222222222222222222222222, got SKI 3333333333333333333333333333333333333333",
                    "whose doing: this hub's, as its rules demand (tls.wrong-ski)",
                    "next: dialled in 80 s, attempt 5",
                    "to do: if the device was reset or replaced, remove it here and pair it again; else correct "
                            + "its address");
        });
    }

    @Test
    void givenOurTrustMissing() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').start();
            device.dial(hub, talk -> talk.pending().stay());
            scene.pass(30);
            SAID.require(
                    "Nobody has decided about it here",
                    hub,
                    device.ski(),
                    "2222222222222222222222222222222222222222: asks to be trusted, waiting for 29 s",
                    "address: not known",
                    "next: it is let through as soon as somebody trusts it",
                    "to do: compare the SKI with the one on the device, then trust or refuse it");
        });
    }

    @Test
    void givenTheirTrustMissing() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.pending().stay());
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(30);
            SAID.require(
                    "Nobody has decided about us there",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, waiting for the device's user for 29 s",
                    "address: memory:40001",
                    "next: the device's own user has to accept us",
                    "to do: accept this hub on the device, in its app or on its display");
        });
    }

    @Test
    void givenPinWanted() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            PinPenalties ledger = new PinPenalties(scene.time(), new SeededEntropy(1));
            PinDemand demand = new PinDemand(true, new Pin("12345678"), ledger);
            device.pins(hub, PinTerms.NONE.demanding(demand)).start();
            hub.trusting(device, true).start();
            scene.pass(30);
            SAID.require(
                    "It wants a PIN",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, waiting for the device's PIN for 29 s",
                    "address: memory:40002",
                    "next: it goes on as soon as somebody enters the device's PIN",
                    "to do: enter the PIN that the device shows or that is printed on it");
        });
    }

    @Test
    void givenLimitReached() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode first =
                    scene.node('3').answering(talk -> talk.complete().stay());
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            VirtualHub hub = scene.hub('1')
                    .limits(new Admission.Limits(1, 1))
                    .trusting(first, true)
                    .start();
            scene.pass(5);
            hub.hub().found(device.ski(), List.of(device.address()));
            hub.hub().trust(VirtualHub.device(device.ski()));
            scene.pass(30);
            SAID.require(
                    "All places are taken",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected",
                    "address: memory:40002",
                    "next: dialled as soon as one of the connections is free",
                    "to do: raise max_connections, or remove a device");
        });
    }

    @Test
    void givenDoubleConnection() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(30);
            device.dial(hub, talk -> talk.complete().stay());
            scene.pass(30);
            SAID.require(
                    "It came anew while it was connected",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, connected for 59 s",
                    "address: memory:40001, SHIP ID i:2",
                    "next: nothing, data may flow",
                    "to do: nothing");
            assertThat(hub.log())
                    .contains("DOUBLE 2 established a second connection got through: it dialled us")
                    .contains("DISCONNECTED 2 established replaced by a newer connection");
        });
    }

    @Test
    void givenSlowConsumer() throws Exception {
        HubScene.play(scene -> {
            VirtualHub device = scene.hub('2');
            VirtualHub hub = scene.hub('1').trusting(device, false).start();
            hub.application((_, _) -> {
                try {
                    scene.pass(60);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            device.trusting(hub, true).start();
            scene.pass(5);
            RawJson large = RawJson.parse("{\"text\":\"" + "x".repeat(90_000) + "\"}");
            for (int i = 0; i < 8; i++) {
                device.peer(hub).send(large);
            }
            device.stop();
            scene.time().pass(Duration.ofMinutes(15));
            SAID.require(
                    "Our application was too slow for it",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected",
                    "address: not known, SHIP ID i:2",
                    "last failure: 12 min ago, while connected: expected data, got an application of ours that "
                            + "took nothing for 5 s",
                    "whose doing: this hub's (engine.slow-consumer)",
                    "next: nothing: its address is not known, it has to show itself or dial us",
                    "to do: the application on this side is too slow: restart it, or see what it does with messages");
        });
    }
}
