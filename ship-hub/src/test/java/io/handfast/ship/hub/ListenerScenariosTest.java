// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications and listeners that throw, block, or take their time: whom that harms, and whom not. */
class ListenerScenariosTest {
    /** Where an application can misbehave. */
    enum Place {
        MAY_WAIT,
        CONNECTED,
        RECEIVED,
        DISCONNECTED
    }

    /** What it does there, to one device or all. */
    private record Misbehaving(Place place, Runnable what) implements HubApplication {
        @Override
        public boolean allowWaitingForTrust(Ski ski) {
            at(Place.MAY_WAIT);
            return true;
        }

        @Override
        public void connected(ShipPeer peer) {
            at(Place.CONNECTED);
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            at(Place.RECEIVED);
        }

        @Override
        public void disconnected(ShipPeer peer) {
            at(Place.DISCONNECTED);
        }

        private void at(Place here) {
            if (here == place) {
                what.run();
            }
        }
    }

    @Test
    void givenListenerThatThrows_whenDevicesComeAndGo_thenTheHubGoesOn() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').listener(_ -> {
                throw new IllegalStateException("a listener's bug");
            });
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(10);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
            assertThat(hub.events(HubEvent.Kind.CONNECTED)).hasSize(2);
        });
    }

    @Test
    void givenListenerThatBlocksForAnHour_whenDevicesComeAndGo_thenTheHubGoesOnAndTheOldestAreLost() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            hub.listener(event -> {
                if (event.kind() == HubEvent.Kind.LISTENING) {
                    waitFor(scene, Duration.ofHours(1));
                }
            });
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            for (int i = 0; i < 100; i++) {
                scene.pass(20);
                scene.network().cut(hub.ski(), device.ski());
            }
            assertThat(hub.calls().size()).isGreaterThan(150);
            assertThat(hub.events(HubEvent.Kind.CONNECTED)).isEmpty();
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.events(HubEvent.Kind.CONNECTED)).hasSizeBetween(20, 99);
        });
    }

    @ParameterizedTest
    @EnumSource
    void givenApplicationThatThrows_whenDevicesComeAndGo_thenTheHubGoesOn(Place place) throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').application(new Misbehaving(place, () -> {
                throw new IllegalStateException("an application's bug");
            }));
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            VirtualHub stranger = scene.hub('3');
            hub.trusting(device, true).start();
            stranger.trusting(hub, true).start();
            scene.pass(5);
            device.peer(hub).send(RawJson.parse("{}"));
            scene.pass(5);
            scene.network().cut(hub.ski(), device.ski());
            scene.pass(10);
            assertThat(hub.calls()).as(hub.log()).containsExactly("+2", "-2", "+2");
            hub.hub().trust(VirtualHub.device(stranger.ski()));
            scene.pass(25);
            assertThat(hub.connected()).as(hub.log()).hasSize(2);
            assertThat(hub.stop()).isTrue();
            assertThat(hub.hub().placesTaken()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTED", "RECEIVED"})
    void givenApplicationThatBlocksOnOneDevice_whenOthersComeAndGo_thenOnlyThatOneIsHeldUp(Place place)
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub slow = scene.hub('2').trusting(hub, false).start();
            VirtualHub other = scene.hub('3').trusting(hub, false).start();
            Misbehaving blocks = new Misbehaving(place, () -> waitFor(scene, Duration.ofMinutes(10)));
            hub.application(new ForOne(slow.ski(), blocks));
            hub.trusting(slow, true).trusting(other, true).start();
            scene.pass(5);
            slow.peer(hub).send(RawJson.parse("{\"n\":1}"));
            for (int i = 0; i < 10; i++) {
                other.peer(hub).send(RawJson.parse("{\"n\":2}"));
                scene.pass(1);
            }
            assertThat(hub.received().stream().filter(text -> text.startsWith("3")))
                    .hasSize(10);
            scene.time().pass(Duration.ofMinutes(11));
            assertThat(hub.connected()).as(hub.log()).hasSize(2);
            assertThat(hub.received()).contains("2 {\"n\":1}");
        });
    }

    /** What one sends that is not taken ends its connection, and says whose doing it was. */
    @Test
    void givenApplicationThatTakesNothing_whenTheDeviceFloods_thenThatConnectionEndsAsSlowConsumer() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.application(new Misbehaving(Place.RECEIVED, () -> waitFor(scene, Duration.ofMinutes(2))));
            hub.trusting(device, true).start();
            scene.pass(5);
            RawJson large = RawJson.parse("{\"text\":\"" + "x".repeat(90_000) + "\"}");
            for (int i = 0; i < 8; i++) {
                device.peer(hub).send(large);
            }
            scene.pass(20);
            assertThat(device.isConnected(hub)).as(device.log()).isFalse();
            scene.pass(1200);
            assertThat(hub.codes()).as(hub.log()).contains("engine.slow-consumer");
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    private record ForOne(Ski ski, HubApplication then) implements HubApplication {
        @Override
        public void connected(ShipPeer peer) {
            if (peer.ski().equals(ski)) {
                then.connected(peer);
            }
        }

        @Override
        public void received(ShipPeer peer, RawJson payload) {
            if (peer.ski().equals(ski)) {
                then.received(peer, payload);
            }
        }
    }

    private static void waitFor(HubScene scene, Duration duration) {
        try {
            scene.time().pass(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
