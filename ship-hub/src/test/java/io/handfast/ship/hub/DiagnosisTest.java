// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.net.Admission;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a hub says of a device that does not connect, word by word; all of it is also in target/diagnosis.md. */
class DiagnosisTest {
    private static final Map<String, List<String>> SAID = new TreeMap<>();

    private static void requireSaid(String situation, VirtualHub hub, ScriptedNode device, String... lines) {
        List<String> said = hub.explain(device.ski());
        SAID.put(situation, said);
        assertThat(said).as(hub.log()).containsExactly(lines);
    }

    @AfterAll
    static void print() throws IOException {
        StringBuilder text = new StringBuilder("# What a hub says of a device\n");
        SAID.forEach((situation, lines) -> {
            text.append("\n").append(situation).append("\n\n```\n");
            lines.forEach(line -> text.append(line).append("\n"));
            text.append("```\n");
        });
        Path target = Files.createDirectories(Path.of("target"));
        Files.writeString(target.resolve("diagnosis.md"), text);
    }

    @Test
    void givenDeviceOff() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(300);
            requireSaid(
                    "The device is off",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled 23 times",
                    "address: memory:40001",
                    "last failure: 4 s ago, while reaching its address (tcp): expected a connection, "
                            + "got a refusal",
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
            requireSaid(
                    "Its port is blocked",
                    hub,
                    device,
                    "device 2 (22222222): trusted, connecting (tcp), dialled 14 times",
                    "address: memory:40001",
                    "last failure: 13 s ago, while reaching its address (tcp): expected a connection, got nothing",
                    "whose doing: the network's, or the device's own (net.connect-timeout)",
                    "next: this attempt goes on",
                    "to do: check the address and any firewall between the two");
        });
    }

    @Test
    void givenAddressNotKnown() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').trusting(device, false).start();
            scene.pass(300);
            requireSaid(
                    "Its address is not known",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected",
                    "address: not known",
                    "next: nothing: its address is not known, it has to show itself or dial us",
                    "to do: switch the device on and check that it is in the same network, or give its address");
        });
    }

    @Test
    void givenTlsRefused() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2').refusingTls();
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(300);
            requireSaid(
                    "It takes no TLS of ours",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled 23 times",
                    "address: memory:40001",
                    "last failure: 4 s ago, while proving who is who (tls): expected a TLS session, "
                            + "got alert bad_certificate",
                    "whose doing: the device's (tls.refused)",
                    "next: dialled in 15 s, attempt 24",
                    "to do: see the peer's own log; often it expects another certificate than ours");
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
            requireSaid(
                    "Another device answers at its address",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled 4 times",
                    "address: memory:40002",
                    "last failure: 36 s ago, while proving who is who (tls): expected SKI "
                            + "2222222222222222222222222222222222222222, got 3333333333333333333333333333333333333333",
                    "whose doing: a rule of this hub (tls.wrong-ski)",
                    "next: dialled in 80 s, attempt 5",
                    "to do: the address now belongs to another device, or the device has a new "
                            + "identity: pair again");
        });
    }

    @Test
    void givenOurTrustMissing() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').start();
            device.dial(hub, talk -> talk.pending().stay());
            scene.pass(30);
            requireSaid(
                    "Nobody has decided about it here",
                    hub,
                    device,
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
            requireSaid(
                    "Nobody has decided about us there",
                    hub,
                    device,
                    "device 2 (22222222): trusted, waiting for the device's user for 29 s",
                    "address: memory:40001",
                    "next: the device's own user has to accept us",
                    "to do: accept this hub on the device, in its app or on its display");
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
            requireSaid(
                    "It refuses us",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled once",
                    "address: memory:40001",
                    "last failure: 29 s ago, while both users' consent was asked for "
                            + "(ship.hello-ready-listen): expected connectionHello ready, got "
                            + "ConnectionHello[phase=ABORTED, waiting=Optional.empty, prolongationRequest=false]",
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
            requireSaid(
                    "It takes the connection and hangs up",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled 4 times",
                    "address: memory:40001",
                    "last failure: 4 s ago, at the first SHIP message (ship.cmi-client-wait): "
                            + "expected connection mode 00 00, got the end of the connection",
                    "whose doing: the network's, or the device's own (net.ended-by-peer)",
                    "next: dialled in 12 s, attempt 5",
                    "to do: see the peer's own log; it may be busy, restarting or refusing us");
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
            requireSaid(
                    "All places are taken",
                    hub,
                    device,
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
            requireSaid(
                    "It came anew while it was connected",
                    hub,
                    device,
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
            requireSaid(
                    "Our application was too slow for it",
                    hub,
                    scene.node('2'),
                    "device 2 (22222222): trusted, not connected",
                    "address: not known, SHIP ID i:2",
                    "last failure: 12 min ago, while connected: expected data, got a full inbox for 5 s",
                    "whose doing: a rule of this hub (engine.slow-consumer)",
                    "next: nothing: its address is not known, it has to show itself or dial us",
                    "to do: the application on this side is too slow: see what it does with messages");
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
            requireSaid(
                    "It has another SHIP ID than when it was paired",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled 2 times",
                    "address: memory:40001, SHIP ID i:2",
                    "last failure: 2 s ago, while telling each other's SHIP ID "
                            + "(ship.access-methods-request): expected SHIP ID i:2, got SHIP ID new",
                    "whose doing: a rule of this hub (ship.access.id-mismatch)",
                    "next: dialled in 86 s, attempt 3",
                    "to do: if the device was replaced or reset, remove it from the trusted devices "
                            + "and pair it again");
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
            requireSaid(
                    "It fell silent a minute ago",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected, dialled 2 times",
                    "address: memory:40001, SHIP ID i:2",
                    "last failure: 0 s ago, while reaching its address (tcp): expected a connection, "
                            + "got a refusal",
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
            requireSaid(
                    "It was disconnected on purpose",
                    hub,
                    device,
                    "device 2 (22222222): trusted, not connected",
                    "address: memory:40001, SHIP ID i:2",
                    "next: nothing until somebody asks for it: it was disconnected on purpose",
                    "to do: connect it again when it is wanted");
        });
    }
}
