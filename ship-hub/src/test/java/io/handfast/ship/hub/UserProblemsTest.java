// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users of other hubs reported, by the numbers of {@code docs/protocol/user-problems.md}; most have tests of old. */
class UserProblemsTest {
    @Test
    void u6_givenADeviceThatIsOffForTheFirst90Seconds_whenItComes_thenItIsStillTrusted() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trusting(device, true).start();
            scene.pass(90);
            assertThat(hub.hub().isTrusted(device.ski())).isTrue();
            device.start();
            scene.pass(25);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(hub.events(HubEvent.Kind.PENDING)).isEmpty();
        });
    }

    @Test
    void u20_givenAConnectedDevice_whenItIsTrustedAndConnectedOnceMore_thenItsSessionStays() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, true);
            hub.trusting(device, true).start();
            device.start();
            scene.pass(10);
            ShipPeer peer = hub.peer(device);
            List<String> calls = List.copyOf(hub.calls());
            hub.trust(device);
            hub.hub().connect(device.ski());
            hub.hub().found(device.ski(), List.of(device.address()));
            scene.pass(60);
            assertThat(hub.peer(device)).isSameAs(peer);
            assertThat(hub.calls()).as(hub.log()).isEqualTo(calls);
        });
    }

    @Test
    void u24_givenADeviceThatEndsAfterTenIdleMinutes_whenDiscoveryIsSilent_thenConnectedAgainAtOnce() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device = scene.node('2').answering(talk -> {
                talk.complete();
                scene.time().enrol("idle watch", () -> {
                    scene.pass(600);
                    talk.leave(1000, "idle");
                });
                talk.stay();
            });
            hub.trusting(device, true).start();
            scene.pass(2 * 600 + 60);
            assertThat(hub.calls()).as(hub.log()).containsExactly("+2", "-2", "+2", "-2", "+2");
            device.answering(talk -> talk.complete().stay());
            scene.pass(600); // the last idle watch
        });
    }

    @Test
    void u31_givenTenDevicesThatCannotBeReached_whenTheHubStarts_thenAtOnceAndForTheOneThatCan() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub there = scene.hub('2').trusting(hub, false).start();
            hub.trusting(there, true);
            for (char digit : "3456789abc".toCharArray()) {
                hub.trusting(scene.hub(digit), true); // never switched on
            }
            long before = scene.time().nanos();
            hub.start();
            assertThat(scene.time().nanos() - before).isZero();
            scene.pass(5);
            assertThat(hub.isConnected(there)).as(hub.log()).isTrue();
        });
    }

    @Test
    void u37_givenTwoDevices_whenOneGoesAndComesAndGoes_thenTheOtherNoticesNothing() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub first = scene.hub('2').trusting(hub, false).start();
            VirtualHub second = scene.hub('3').trusting(hub, false).start();
            hub.trusting(first, true).trusting(second, true).start();
            scene.pass(5);
            for (int time = 0; time < 3; time++) {
                first.stop();
                scene.pass(30);
                first.start();
                scene.pass(30);
            }
            assertThat(hub.calls()).filteredOn(call -> call.endsWith("3")).containsExactly("+3");
            assertThat(hub.calls()).filteredOn(call -> call.endsWith("2")).hasSizeGreaterThan(5);
        });
    }

    @Test
    void u38_givenAnApplicationThatAsksOnEachConnection_whenTheSecondOneComes_thenItWorksAsTheFirstDid()
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub device = scene.hub('2');
            VirtualHub hub = scene.hub('1').application(new HubApplication() {
                @Override
                public void connected(ShipPeer peer) {
                    send(peer, "{\"read\":1}");
                }

                @Override
                public void received(ShipPeer peer, RawJson payload) {}
            });
            device.application((peer, payload) -> send(peer, "{\"reply\":" + payload.text() + "}"));
            device.trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(30);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
            assertThat(hub.received()).containsExactly("2 {\"reply\":{\"read\":1}}", "2 {\"reply\":{\"read\":1}}");
        });
    }

    private static void send(ShipPeer peer, String text) {
        try {
            peer.send(RawJson.parse(text));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (MalformedMessage e) {
            throw new IllegalStateException(e);
        }
    }
}
