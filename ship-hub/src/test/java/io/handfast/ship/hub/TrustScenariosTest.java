// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is trusted, when, and what a device that is not sees. */
class TrustScenariosTest {
    @Test
    void givenDeviceThatWaits_whenTrusted_thenConnectedWithinTwoSeconds() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            device.trusting(hub, true).start();
            scene.pass(10);
            hub.trust(device);
            scene.pass(2);
            assertThat(hub.calls()).containsExactly("+2");
            assertThat(device.calls()).containsExactly("+1");
        });
    }

    @Test
    void givenDeviceThatWaitsForHours_whenItProlongs_thenAskedOnce() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            VirtualHub device = scene.hub('2');
            device.trusting(hub, true).start();
            scene.time().pass(Duration.ofMinutes(115));
            assertThat(hub.events(HubEvent.Kind.PENDING)).hasSize(1);
            assertThat(hub.hub().pending()).hasSize(1);
        });
    }

    @Test
    void givenTrustedDevices_whenHubIsRestarted_thenConnectedWithoutAQuestion() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub dialled = scene.hub('2').trusting(hub, false).start();
            VirtualHub dials = scene.hub('3');
            hub.trusting(dialled, true).trusting(dials, false).start();
            dials.trusting(hub, true).start();
            for (int i = 0; i < 3; i++) {
                scene.pass(25);
                assertThat(hub.connected()).as(hub.log()).hasSize(2);
                assertThat(hub.stop()).isTrue();
                assertThat(hub.connected()).isEmpty();
                hub.start();
            }
            scene.pass(25);
            assertThat(hub.connected()).as(hub.log()).hasSize(2);
            assertThat(hub.events(HubEvent.Kind.PENDING)).isEmpty();
            assertThat(dials.calls()).containsExactly("+1", "-1", "+1", "-1", "+1", "-1", "+1");
        });
    }

    @Test
    void givenShipIds_whenConnected_thenEachToldItsOwnAndKeptByTheOther() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            assertThat(hub.status(device).shipId()).contains("i:2");
            assertThat(device.status(hub).shipId()).contains("i:1");
        });
    }

    /** The moment of a user's no in a handshake of 48 ms. */
    @Test
    void givenDeviceOnItsWay_whenForgottenAtAnyMoment_thenNeverConnectedAfterwards() throws Exception {
        for (int millis : IntStream.range(0, 60).toArray()) {
            HubScene.play(scene -> {
                VirtualHub hub = scene.hub('1');
                VirtualHub device = scene.hub('2');
                hub.trusting(device, false).start();
                device.trusting(hub, true).start();
                scene.passMillis(millis);
                hub.hub().forget(device.ski());
                scene.pass(200);
                assertThat(hub.isConnected(device)).as(hub.log()).isFalse();
                assertThat(device.isConnected(hub)).as(device.log()).isFalse();
                assertThat(hub.hub().isTrusted(device.ski())).isFalse();
                assertThat(hub.hub().pending()).as(hub.log()).hasSize(1);
                assertThat(hub.calls()).isIn(List.of(), List.of("+2", "-2"));
            });
        }
    }

    @Test
    void givenDeviceOnItsWay_whenTrustedAtAnyMoment_thenConnected() throws Exception {
        for (int millis : IntStream.range(0, 60).toArray()) {
            HubScene.play(scene -> {
                VirtualHub hub = scene.hub('1').start();
                VirtualHub device = scene.hub('2');
                device.trusting(hub, true).start();
                scene.passMillis(millis);
                hub.trust(device);
                scene.pass(15);
                assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
                assertThat(device.isConnected(hub)).as(device.log()).isTrue();
                assertThat(hub.calls()).containsExactly("+2");
            });
        }
    }

    @Test
    void givenBothUsersStillAsked_whenBothApproveOneAfterTheOther_thenConnected() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').start();
            ScriptedNode device = scene.node('2');
            device.dial(hub, talk -> {
                talk.pending();
                scene.pass(20);
                talk.approve();
                talk.stay();
            });
            scene.pass(10);
            hub.hub().trust(VirtualHub.device(device.ski()));
            scene.pass(15);
            assertThat(hub.isConnected(device.ski())).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenKnownDevice_whenItIsConnectedASecondTime_thenTheApplicationHears() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            hub.trusting(device, false).start();
            device.trusting(hub, true).start();
            scene.pass(5);
            assertThat(device.stop()).isTrue();
            device.start();
            scene.pass(5);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
        });
    }

    /** Only the key identifies a device; a SHIP ID is what anybody may say. */
    @Test
    void givenTwoDevicesWithOneShipId_whenTrusted_thenBothConnected() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode one =
                    scene.node('2').answering(talk -> talk.as("twin").complete().stay());
            ScriptedNode other =
                    scene.node('3').answering(talk -> talk.as("twin").complete().stay());
            hub.trusting(one, true).trusting(other, true).start();
            scene.pass(5);
            assertThat(hub.connected()).containsExactlyInAnyOrder(one.ski(), other.ski());
            scene.network().cut(hub.ski(), one.ski());
            scene.pass(10);
            assertThat(hub.calls()).containsExactly("+2", "+3", "-2", "+2");
        });
    }

    @Test
    void givenDeviceWithANewKey_whenItComes_thenAStrangerAndTheOldOneSaysWhatToDo() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub replaced = scene.hub('3');
            hub.trusting(scene.node('2'), false).start();
            hub.hub().found(scene.node('2').ski(), List.of(replaced.address()));
            replaced.trusting(hub, true).start();
            scene.pass(100);
            assertThat(hub.hub().pending()).extracting(DeviceStatus::ski).containsExactly(replaced.ski());
            assertThat(hub.codes()).containsOnly("tls.wrong-ski");
            assertThat(hub.explain(scene.node('2').ski()).toString())
                    .contains(
                            "if the device was reset or replaced, remove it here and pair it again; else correct its address");
            hub.trust(replaced);
            scene.pass(1);
            assertThat(hub.calls()).containsExactly("+3");
        });
    }

    @Test
    void givenTrustedDevice_whenRefused_thenNothingHappens() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.passMillis(30);
            hub.hub().refuse(device.ski());
            scene.pass(300);
            hub.hub().refuse(device.ski());
            scene.pass(300);
            assertThat(hub.calls()).containsExactly("+2");
        });
    }
}
