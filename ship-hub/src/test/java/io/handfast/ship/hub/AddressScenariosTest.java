// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What discovery says of addresses: nothing, too late, something wrong. */
class AddressScenariosTest {
    @Test
    void givenNoAddress_whenTrusted_thenNotDialledAndItSaysWhy() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trust(device);
            scene.time().pass(Duration.ofMinutes(10));
            assertThat(hub.events(HubEvent.Kind.DIALLING)).isEmpty();
            assertThat(hub.explain(device.ski()).toString()).contains("its address is not known");
            hub.hub().found(device.ski(), List.of(device.address()));
            scene.pass(4);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenDeviceThatMoved_whenDiscoverySeesIt_thenDialledThereWithinSeconds() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.hub().found(device.ski(), List.of(Address.of("memory", 7)));
            hub.trust(device);
            scene.time().pass(Duration.ofMinutes(10));
            assertThat(hub.codes()).containsOnly("net.connection-refused");
            hub.hub().found(device.ski(), List.of(device.address()));
            scene.pass(4);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            hub.hub().found(device.ski(), List.of());
            scene.pass(60);
            assertThat(hub.calls()).as("an address is for dialling only").containsExactly("+2");
        });
    }

    @Test
    void givenAddressOfAnotherDevice_whenDialled_thenSlowlyUntilDiscoverySeesTheRightOne() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            VirtualHub other = scene.hub('3').start();
            hub.hub().found(device.ski(), List.of(other.address()));
            hub.trust(device);
            scene.time().pass(Duration.ofMinutes(30));
            assertThat(hub.codes()).containsOnly("tls.wrong-ski").hasSizeBetween(12, 31);
            hub.hub().found(device.ski(), List.of(device.address()));
            scene.pass(4);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenOurOwnAddress_whenDialled_thenNoConnectionWithOurselves() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.hub().found(device.ski(), List.of(hub.address()));
            hub.trust(device);
            scene.time().pass(Duration.ofMinutes(10));
            assertThat(hub.calls()).isEmpty();
            assertThat(hub.codes()).containsOnly("tls.own-ski").hasSizeLessThan(11);
            assertThat(hub.hub().placesTaken()).isZero();
        });
    }

    @Test
    void givenStaticAddress_whenDiscoveryLosesTheDevice_thenStillDialled() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            hub.hub().found(device.ski(), List.of());
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(20);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
        });
    }

    /** Discovery that repeats itself must not turn three ranges of waits into a storm. */
    @Test
    void givenDeviceOff_whenDiscoveryRepeatsItEverySecond_thenDialledAtTheUsualPace() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            hub.trust(device);
            for (int i = 0; i < 600; i++) {
                hub.hub().found(device.ski(), List.of(device.address()));
                scene.pass(1);
            }
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSizeBetween(30, 63);
        });
    }

    /** A record that flaps (two interfaces, two daemons). */
    @Test
    void givenDeviceOff_whenDiscoveryFlapsEverySecond_thenDialledNotMoreOftenThanEveryThreeSeconds() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            hub.trust(device);
            for (int i = 0; i < 600; i++) {
                List<Address> where = i % 2 == 0 ? List.of(device.address()) : List.of();
                hub.hub().found(device.ski(), where);
                scene.pass(1);
            }
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSizeBetween(1, 200);
        });
    }

    /** Anybody on the network can announce a device's key, under a new address each time. */
    @Test
    void givenDeviceOff_whenAForgerAnnouncesANewAddressEverySecond_thenDialledAtNearlyTheUsualPace() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trust(device);
            for (int i = 0; i < 1800; i++) {
                hub.hub().found(device.ski(), List.of(Address.of("memory", 10_000 + i), device.address()));
                scene.pass(1);
            }
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSizeBetween(90, 270);
            device.start();
            for (int i = 0; i < 25; i++) {
                hub.hub().found(device.ski(), List.of(Address.of("memory", 20_000 + i), device.address()));
                scene.pass(1);
            }
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenForgersWithKeysOfTheirOwn_whenTheyTakeTurnsEverySecond_thenDialledTwiceAMinuteAtMost() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            List<VirtualHub> forgers =
                    List.of(scene.hub('3').start(), scene.hub('4').start());
            hub.trust(device);
            for (int i = 0; i < 1800; i++) {
                hub.hub().found(device.ski(), List.of(forgers.get(i % 2).address()));
                scene.pass(1);
            }
            assertThat(hub.codes()).containsOnly("tls.wrong-ski").hasSizeBetween(15, 65);
        });
    }

    @Test
    void givenStaticPeerNobodyTrusts_whenStarted_thenToldAndNotDialled() throws Exception {
        HubScene.play(scene -> {
            VirtualHub device = scene.hub('2').start();
            VirtualHub hub = scene.hub('1').knowing(device).start();
            scene.pass(60);
            assertThat(hub.events(HubEvent.Kind.REFUSED).getFirst().text())
                    .isEqualTo("static peer at memory:40001 is not among the trusted devices: not dialled");
            assertThat(scene.network().lines()).isEmpty();
        });
    }
}
