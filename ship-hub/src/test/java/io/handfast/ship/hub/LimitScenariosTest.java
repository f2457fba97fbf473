// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.net.Admission;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More devices than places: who gets one, and that none is lost. */
class LimitScenariosTest {
    private static final String DIGITS = "123456789abcdef";

    private static List<VirtualHub> devices(HubScene scene, int number) {
        List<VirtualHub> devices = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            devices.add(scene.hub(DIGITS.charAt(i)));
        }
        return devices;
    }

    @Test
    void givenFourteenDevicesAtOnce_whenTenPlaces_thenNeverMoreThanTenAndTheOthersAreToldBusy() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('0');
            List<VirtualHub> devices = devices(scene, 14);
            devices.forEach(device -> hub.trusting(device, false));
            hub.start();
            for (VirtualHub device : devices) {
                device.trusting(hub, true).start();
            }
            for (int i = 0; i < 1000; i++) {
                scene.passMillis(20);
                assertThat(hub.hub().placesTaken()).isLessThanOrEqualTo(10);
                assertThat(hub.connected()).hasSizeLessThanOrEqualTo(10);
            }
            assertThat(hub.connected()).hasSize(10);
            List<VirtualHub> outside =
                    devices.stream().filter(device -> !device.isConnected(hub)).toList();
            assertThat(outside)
                    .hasSize(4)
                    .allSatisfy(device -> assertThat(device.codes()).containsOnly("ws.busy"));
            devices.stream()
                    .filter(device -> device.isConnected(hub))
                    .findFirst()
                    .orElseThrow()
                    .stop();
            scene.pass(25);
            assertThat(hub.connected()).hasSize(10);
        });
    }

    @Test
    void givenMoreDevicesThanPlaces_whenDialled_thenTheyQueueAndComeInTurn() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('0').limits(new Admission.Limits(2, 1));
            List<VirtualHub> devices = devices(scene, 4);
            for (VirtualHub device : devices) {
                device.trusting(hub, false).start();
                hub.trusting(device, true);
            }
            hub.start();
            scene.pass(10);
            assertThat(hub.connected()).hasSize(2);
            assertThat(hub.hub().queue()).hasSize(2);
            VirtualHub waiting = devices.stream()
                    .filter(device -> !hub.isConnected(device))
                    .findFirst()
                    .orElseThrow();
            assertThat(hub.explain(waiting.ski()).toString())
                    .contains("dialled as soon as one of the connections is free", "raise max_connections");
            devices.stream()
                    .filter(hub::isConnected)
                    .forEach(device -> hub.hub().disconnect(device.ski()));
            scene.pass(5);
            assertThat(hub.connected()).as(hub.log()).hasSize(2);
            assertThat(hub.hub().queue()).isEmpty();
            hub.hub().limit(new Admission.Limits(1, 0));
            scene.pass(60);
            assertThat(hub.connected()).as("nobody is sent away").hasSize(2);
            devices.forEach(device -> hub.hub().connect(device.ski()));
            scene.pass(60);
            assertThat(hub.connected()).hasSize(2);
            hub.hub().limit(new Admission.Limits(10, 0));
            scene.pass(5);
            assertThat(hub.connected()).as(hub.log()).hasSize(4);
            hub.hub().disconnectAll();
            scene.pass(5);
            assertThat(hub.hub().placesTaken()).isZero();
        });
    }

    @Test
    void givenAllPlacesTaken_whenAConnectedDeviceComesAnew_thenItReplacesItself() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('0').limits(new Admission.Limits(1, 0));
            PeerModel device = new PeerModel(scene, '2', hub, PeerModel.Rule.OLDEST_AT_BIGGER);
            hub.trusting(device.node(), false).start();
            device.node().dial(hub, talk -> talk.complete().stay());
            scene.pass(5);
            scene.network().darken(device.node().ski());
            device.node().dial(hub, talk -> talk.complete().stay());
            scene.pass(5);
            assertThat(hub.calls()).as(hub.log()).containsExactly("+2", "-2", "+2");
            assertThat(hub.hub().placesTaken()).isEqualTo(1);
        });
    }

    @Test
    void givenStrangersInPlenty_whenTrustedDeviceComesLate_thenItHasItsPlace() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('0').limits(new Admission.Limits(6, 4));
            VirtualHub late = scene.hub('f').trusting(hub, true);
            hub.trusting(late, false).start();
            List<VirtualHub> strangers = devices(scene, 12);
            for (VirtualHub stranger : strangers) {
                stranger.trusting(hub, true).start();
            }
            scene.pass(120);
            assertThat(hub.hub().pending()).hasSize(4);
            assertThat(hub.hub().placesTaken()).isEqualTo(4);
            late.start();
            scene.pass(2);
            assertThat(hub.isConnected(late)).as(hub.log()).isTrue();
            hub.trust(strangers.getLast());
            scene.pass(25);
            assertThat(hub.isConnected(strangers.getLast())).as(hub.log()).isTrue();
            assertThat(hub.hub().devices()).hasSize(6);
        });
    }

    /** 1000 certificates knock; a stranger costs nothing to make up. */
    @Test
    void givenAThousandKeys_whenTheyKnock_thenFewAreRememberedAndTheTrustedOneIsServed() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('0');
            ScriptedNode device = scene.node('f');
            hub.trusting(device, false).start();
            device.dial(hub, talk -> talk.complete().stay());
            for (int i = 0; i < 1000; i++) {
                ScriptedNode stranger = scene.stranger(i);
                try {
                    stranger.dial(hub, talk -> talk.pending().stay());
                } catch (io.handfast.engine.failure.PeerRefused _) {
                    // no room
                }
                scene.passMillis(50);
            }
            assertThat(hub.hub().devices()).hasSizeLessThanOrEqualTo(10);
            assertThat(hub.hub().placesTaken()).isLessThanOrEqualTo(10);
            assertThat(hub.calls()).containsExactly("+f");
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(2);
            device.dial(hub, talk -> talk.complete().stay());
            scene.pass(2);
            assertThat(hub.calls()).containsExactly("+f", "-f", "+f");
        });
    }
}
