// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Stopping at any moment: in good order, in time, and nothing happens afterwards. A scene fails on any thread left. */
class StopScenariosTest {
    @Test
    void givenConnectedDevices_whenStopped_thenEachHearsAnAnnouncementAndTheApplicationOneEnd() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub one = scene.hub('2').trusting(hub, false).start();
            VirtualHub other = scene.hub('3').trusting(hub, false).start();
            hub.trusting(one, true).trusting(other, true).start();
            scene.pass(5);
            assertThat(hub.stop()).isTrue();
            assertThat(hub.calls()).containsExactlyInAnyOrder("+2", "+3", "-2", "-3");
            scene.pass(5);
            assertThat(one.events(HubEvent.Kind.DISCONNECTED).getFirst().text())
                    .isEqualTo("ANNOUNCED_BY_PEER: unspecific");
            assertThat(other.calls()).containsExactly("+1", "-1");
            assertThat(hub.events(HubEvent.Kind.STOPPED).getFirst().text()).isEqualTo("in good order");
        });
    }

    @Test
    void givenDialPlanned_whenStopped_thenNeverDialledAgain() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trusting(device, true).start();
            scene.pass(30);
            assertThat(hub.stop()).isTrue();
            int dials = hub.events(HubEvent.Kind.DIALLING).size();
            device.start();
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSize(dials);
            assertThat(scene.network().lines()).isEmpty();
        });
    }

    @Test
    void givenEachMomentOfADialAndHandshake_whenStopped_thenWithinASecondAndNothingIsLeft() throws Exception {
        for (int millis : IntStream.range(0, 200).filter(n -> n % 3 == 0).toArray()) {
            HubScene.play(scene -> {
                scene.network().latency(_ -> Duration.ofMillis(10));
                VirtualHub hub = scene.hub('1');
                VirtualHub device = scene.hub('2').trusting(hub, true).start();
                hub.trusting(device, true).start();
                scene.passMillis(millis);
                long began = scene.time().nanos();
                assertThat(hub.stop()).isTrue();
                assertThat(Duration.ofNanos(scene.time().nanos() - began)).isLessThan(Duration.ofSeconds(1));
                assertThat(hub.connected()).isEmpty();
                assertThat(hub.hub().placesTaken()).isZero();
                hub.start();
                scene.pass(25);
                assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            });
        }
    }

    @Test
    void givenDialThatHangsForAMinute_whenStopped_thenNotWaitedFor() throws Exception {
        HubScene.play(scene -> {
            scene.network().latency(_ -> Duration.ofMinutes(1));
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(10);
            long began = scene.time().nanos();
            assertThat(hub.stop()).isTrue();
            assertThat(scene.time().nanos() - began).isZero();
        });
    }

    @Test
    void givenDeviceThatHearsNothing_whenStopped_thenOnlyAsLongAsAnnounced() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            scene.network().darken(hub.ski());
            long began = scene.time().nanos();
            assertThat(hub.stop()).isTrue();
            assertThat(Duration.ofNanos(scene.time().nanos() - began))
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(4));
            assertThat(hub.calls()).containsExactly("+2", "-2");
        });
    }

    @Test
    void givenConnectedDevices_whenStoppedTwiceAtOnce_thenBothReturnAfterTheSameEnd() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            scene.network().latency(_ -> Duration.ofMillis(100));
            scene.time().enrol("another stop", () -> assertThat(hub.stop()).isTrue());
            assertThat(hub.stop()).isTrue();
            assertThat(hub.calls()).containsExactly("+2", "-2");
            assertThat(hub.hub().placesTaken()).isZero();
            scene.pass(1);
            assertThat(device.events(HubEvent.Kind.DISCONNECTED).getFirst().text())
                    .isEqualTo("ANNOUNCED_BY_PEER: unspecific");
        });
    }

    @Test
    void givenStoppedHub_whenAnythingIsAskedOfIt_thenNothingHappens() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            hub.stop();
            hub.hub().connect(device.ski());
            hub.hub().trust(VirtualHub.device(hub.ski()));
            hub.hub().found(device.ski(), java.util.List.of(device.address()));
            hub.hub().disconnectAll();
            hub.hub().forget(device.ski());
            assertThat(hub.stop()).isTrue();
            scene.pass(60);
            assertThat(hub.calls()).containsExactly("+2", "-2");
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSize(1);
            assertThat(hub.hub().placesTaken()).isZero();
        });
    }

    @Test
    void givenApplicationThatBlocksForAnHour_whenStopped_thenStopReturnsAndSaysSo() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.application((_, _) -> {
                try {
                    scene.time().pass(Duration.ofHours(1));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            hub.trusting(device, true).start();
            scene.pass(5);
            device.peer(hub).send(RawJson.parse("{}"));
            scene.pass(1);
            long began = scene.time().nanos();
            assertThat(hub.stop()).isFalse();
            assertThat(Duration.ofNanos(scene.time().nanos() - began)).isLessThan(Duration.ofSeconds(17));
            assertThat(hub.events(HubEvent.Kind.STOPPED).getFirst().text())
                    .isEqualTo("some devices did not answer in time");
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.calls()).containsExactly("+2", "-2");
            assertThat(hub.hub().placesTaken()).isZero();
        });
    }
}
