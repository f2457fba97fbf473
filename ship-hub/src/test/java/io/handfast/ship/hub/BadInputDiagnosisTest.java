// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Strangers, devices that change, forgeries, odd clocks and networks: what becomes of it, and what the hub says of the
 * device; all of it is also in target/diagnosis-bad-input.md.
 */
class BadInputDiagnosisTest {
    private static final Said SAID = new Said();

    @AfterAll
    static void print() throws IOException {
        SAID.print("What a hub says of bad input", "diagnosis-bad-input.md");
    }

    @Test
    void givenStrangerThatKnocksTenTimesASecond_whenRefused_thenNothingIsKeptOfIt() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode stranger = scene.node('2');
            VirtualHub device = scene.hub('3');
            VirtualHub hub =
                    scene.hub('1').refusingStrangers().trusting(device, false).start();
            device.trusting(hub, true).start();
            scene.pass(5);
            for (int i = 0; i < 600; i++) {
                stranger.dial(hub, talk -> talk.pending().stay());
                scene.passMillis(100);
            }
            scene.pass(60);
            assertThat(hub.hub().device(stranger.ski())).isEmpty();
            assertThat(hub.codes()).containsOnly("ship.hello.not-trusted").hasSizeGreaterThan(500);
            SAID.require(
                    "A stranger knocks ten times a second: of a trusted device",
                    hub,
                    device.ski(),
                    "device 3 (33333333): trusted, connected for 2 min",
                    "address: not known, SHIP ID i:3",
                    "next: nothing, data may flow",
                    "to do: nothing");
        });
    }

    @Test
    void givenDeviceThatMoved_whenItIsNotAtItsOldAddress_thenItSaysWhereItWasSought() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(Address.of("memory", 7)));
            scene.pass(100);
            SAID.require(
                    "Its address has changed",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 8 times",
                    "address: memory:7",
                    "last failure: 4 s ago, while reaching its address (tcp): expected a connection, got a refusal",
                    "whose doing: the network's, or the device's own (net.connection-refused)",
                    "next: dialled in 13 s, attempt 9",
                    "to do: check the port and whether the device is switched on");
            hub.hub().found(device.ski(), List.of(device.address()));
            scene.pass(10);
            SAID.require(
                    "Its new address is announced",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, connected for 9 s",
                    "address: memory:40002, SHIP ID i:2",
                    "next: nothing, data may flow",
                    "to do: nothing");
        });
    }

    @Test
    void givenDeviceWithANewKey_whenItComesAndIsDialled_thenBothKeysSayWhatToDo() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode old = scene.node('2');
            ScriptedNode renewed =
                    scene.node('3').answering(talk -> talk.pending().stay());
            VirtualHub hub = scene.hub('1').trusting(old, false).start();
            hub.hub().found(old.ski(), List.of(renewed.address()));
            renewed.dial(hub, talk -> talk.pending().stay());
            scene.pass(30);
            SAID.require(
                    "It has a new key: of the old one",
                    hub,
                    old.ski(),
                    "device 2 (22222222): trusted, not connected, dialled once",
                    "address: memory:40002",
                    "last failure: 27 s ago, while proving who is who (tls): expected SKI "
                            + "2222222222222222222222222222222222222222, got SKI 3333333333333333333333333333333333333333",
                    "whose doing: this hub's, as its rules demand (tls.wrong-ski)",
                    "next: dialled in 66 s, attempt 2",
                    "to do: if the device was reset or replaced, remove it here and pair it again; else correct "
                            + "its address");
            SAID.require(
                    "It has a new key: of the new one",
                    hub,
                    renewed.ski(),
                    "3333333333333333333333333333333333333333: asks to be trusted, waiting for 29 s",
                    "address: not known",
                    "next: it is let through as soon as somebody trusts it",
                    "to do: compare the SKI with the one on the device, then trust or refuse it");
        });
    }

    @Test
    void givenTwoDevicesWithOneShipId_whenConnected_thenBothServedAndBothSayTheId() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode one =
                    scene.node('2').answering(talk -> talk.as("same").complete().stay());
            ScriptedNode other =
                    scene.node('3').answering(talk -> talk.as("same").complete().stay());
            VirtualHub hub =
                    scene.hub('1').trusting(one, true).trusting(other, true).start();
            scene.pass(30);
            SAID.require(
                    "Two devices have one SHIP ID: of the first",
                    hub,
                    one.ski(),
                    "device 2 (22222222): trusted, connected for 29 s",
                    "address: memory:40001, SHIP ID same",
                    "next: nothing, data may flow",
                    "to do: nothing");
            SAID.require(
                    "Two devices have one SHIP ID: of the second",
                    hub,
                    other.ski(),
                    "device 3 (33333333): trusted, connected for 29 s",
                    "address: memory:40002, SHIP ID same",
                    "next: nothing, data may flow",
                    "to do: nothing");
        });
    }

    @Test
    void givenAnnouncementThatLeadsToUs_whenDialled_thenItSaysSo() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(hub.address()));
            scene.pass(30);
            SAID.require(
                    "Its announcement leads to ourselves",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled once",
                    "address: memory:40002",
                    "last failure: 27 s ago, while proving who is who (tls): expected another node, got our own "
                            + "SKI 1111111111111111111111111111111111111111",
                    "whose doing: this hub's, as its rules demand (tls.own-ski)",
                    "next: dialled in 66 s, attempt 2",
                    "to do: correct the address, it is our own; if two nodes use the same certificate files, "
                            + "give one new ones");
        });
    }

    @Test
    void givenForgedAddresses_whenOneIsNew_thenTheDeviceIsReachedAllTheSame() throws Exception {
        HubScene.play(scene -> {
            VirtualHub forger = scene.hub('3').start();
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trusting(device, false).start();
            hub.hub().found(device.ski(), List.of(forger.address(), device.address()));
            scene.pass(30);
            SAID.require(
                    "Somebody else announces its key too, it is off",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled once",
                    "address: memory:40001 and 1 more",
                    "last failure: 27 s ago, while proving who is who (tls): expected SKI "
                            + "2222222222222222222222222222222222222222, got SKI 3333333333333333333333333333333333333333 "
                            + "(tried memory:40001 tls.wrong-ski, memory:40003 net.connection-refused)",
                    "whose doing: this hub's, as its rules demand (tls.wrong-ski)",
                    "next: dialled in 66 s, attempt 2",
                    "to do: if the device was reset or replaced, remove it here and pair it again; else correct "
                            + "its address");
            device.start();
            scene.pass(150);
            SAID.require(
                    "Somebody else announces its key too, it is on",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, connected for 82 s",
                    "address: memory:40001 and 1 more, SHIP ID i:2",
                    "next: nothing, data may flow",
                    "to do: nothing");
        });
    }

    @Test
    void givenListenerThatThrowsAndBlocks_whenTheDeviceComes_thenTheDeviceDoesNotNotice() throws Exception {
        HubScene.play(scene -> {
            AtomicBoolean over = new AtomicBoolean();
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true)
                    .listener(event -> {
                        hub.hub().devices();
                        if (event.kind() == HubEvent.Kind.DIALLING) {
                            throw new IllegalStateException("a listener's bug");
                        }
                        if (!over.get()) {
                            block(scene, Duration.ofSeconds(20));
                        }
                    })
                    .start();
            scene.pass(30);
            SAID.require(
                    "Our listener calls back, throws and blocks",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, connected for 29 s",
                    "address: memory:40002, SHIP ID i:2",
                    "next: nothing, data may flow",
                    "to do: nothing");
            over.set(true);
            scene.pass(30);
        });
    }

    @Test
    void givenCalendarSetBackAndForth_whenExplained_thenNoDurationIsMadeUp() throws Exception {
        HubScene.play(scene -> {
            ScriptedNode device = scene.node('2');
            VirtualHub hub = scene.hub('1').trusting(device, true).start();
            scene.pass(100);
            scene.setWallClock(Duration.ofDays(-400));
            SAID.require(
                    "The calendar was set back",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 9 times",
                    "address: memory:40001",
                    "last failure: at 2026-01-01T00:01:35Z, while reaching its address (tcp): expected a "
                            + "connection, got a refusal",
                    "whose doing: the network's, or the device's own (net.connection-refused)",
                    "next: dialled soon, attempt 10",
                    "to do: check the port and whether the device is switched on");
            scene.setWallClock(Duration.ofDays(800));
            SAID.require(
                    "The calendar was set forth",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 9 times",
                    "address: memory:40001",
                    "last failure: 400 days ago, while reaching its address (tcp): expected a connection, got a "
                            + "refusal",
                    "whose doing: the network's, or the device's own (net.connection-refused)",
                    "next: dialled soon, attempt 10",
                    "to do: check the port and whether the device is switched on");
        });
    }

    @Test
    void givenNetworkThatIsGone_whenAnHourPassed_thenTheRedialGoesOnAndEndsInAConnection() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(30);
            scene.network().swallow(true);
            scene.time().pass(Duration.ofHours(1));
            SAID.require(
                    "The network has been gone for an hour",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, not connected, dialled 142 times",
                    "address: memory:40002, SHIP ID i:2",
                    "last failure: 8 s ago, while reaching its address (tcp): expected a connection, got nothing",
                    "whose doing: the network's, or the device's own (net.connect-timeout)",
                    "next: dialled in 3 s, attempt 143",
                    "to do: check the address and any firewall between the two");
            scene.network().swallow(false);
            scene.pass(30);
            SAID.require(
                    "The network is back",
                    hub,
                    device.ski(),
                    "device 2 (22222222): trusted, connected for 26 s",
                    "address: memory:40002, SHIP ID i:2",
                    "next: nothing, data may flow",
                    "to do: nothing");
        });
    }

    private static void block(HubScene scene, Duration duration) {
        try {
            scene.time().pass(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
