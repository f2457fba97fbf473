// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trusted device that is off, away, busy, moved or hanging: when it is dialled, and that it is connected again. */
class RedialScenariosTest {
    @Test
    void givenDeviceOff_whenDialled_thenInThreeRangesAndConnectedSoonAfterItIsSwitchedOn() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trusting(device, true).start();
            scene.pass(600);
            List<Long> waits = hub.events(HubEvent.Kind.FAILED).stream()
                    .map(event -> event.nextAttempt().orElseThrow().toMillis())
                    .toList();
            assertThat(hub.codes()).containsOnly("net.connection-refused");
            assertThat(waits.getFirst()).isBetween(0L, 2_999L);
            assertThat(waits.get(1)).isBetween(3_000L, 9_999L);
            assertThat(waits.subList(2, waits.size())).hasSizeBetween(28, 60).allMatch(w -> w >= 10_000 && w < 20_000);
            device.start();
            scene.pass(21);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenDialPlanned_whenForgottenAndTrustedAgain_thenNotDialledAndDialled() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trusting(device, true).start();
            scene.pass(60);
            hub.hub().forget(device.ski());
            device.start();
            scene.pass(60);
            assertThat(scene.network().lines()).isEmpty();
            assertThat(hub.hub().device(device.ski())).isEmpty();
            hub.trust(device);
            scene.pass(1);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
        });
    }

    @Test
    void givenConnected_whenDisconnected_thenStaysAwayUntilConnect() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            device.trusting(hub, true);
            hub.trusting(device, true).start();
            device.start();
            scene.pass(30);
            hub.hub().disconnect(device.ski());
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.isConnected(device)).isFalse();
            assertThat(device.isConnected(hub)).isFalse();
            assertThat(hub.events(HubEvent.Kind.REFUSED)).as(hub.log()).hasSizeGreaterThan(10);
            assertThat(hub.explain(device.ski()).toString()).contains("it was disconnected on purpose");
            assertThat(hub.hub().connect(device.ski())).isTrue();
            scene.pass(5);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(device.isConnected(hub)).as(device.log()).isTrue();
        });
    }

    @Test
    void givenApplicationLeaves_whenDialledAgain_thenConnectedWithoutRestart() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            for (int i = 0; i < 5; i++) {
                scene.pass(25);
                hub.peer(device).disconnect();
            }
            scene.pass(25);
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2", "-2", "+2", "-2", "+2", "-2", "+2", "-2", "+2");
            assertThat(device.calls()).hasSize(11);
        });
    }

    @Test
    void givenDeviceThatDeniesTrust_whenDialledForHours_thenSlowlyAndItSaysWhy() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').refusingStrangers().start();
            hub.trusting(device, true).start();
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSizeBetween(25, 61);
            assertThat(hub.codes()).containsOnly("ship.hello.remote-denied");
            assertThat(hub.explain(device.ski()).toString()).contains("approve this side on the device");
        });
    }

    /** ship-go retries for ever every 10 to 20 s; somebody has to act first. */
    @Test
    void givenDeviceWhoseShipIdChanged_whenDialled_thenRefusedSlowlyAndItSaysWhatToDo() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            ScriptedNode device =
                    scene.node('2').answering(talk -> talk.complete().stay());
            hub.trusting(device, true).start();
            scene.pass(5);
            assertThat(hub.isConnected(device.ski())).isTrue();
            device.answering(talk -> talk.as("another").complete().stay());
            hub.peer(device.ski()).disconnect();
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.codes()).containsOnly("ship.access.id-mismatch");
            assertThat(hub.events(HubEvent.Kind.DIALLING)).hasSizeBetween(25, 62);
            assertThat(hub.calls()).containsExactly("+2", "-2");
            assertThat(hub.explain(device.ski()).toString())
                    .contains(
                            "expected SHIP ID i:2",
                            "got SHIP ID another",
                            "remove it from the trusted devices and pair it");
        });
    }

    @Test
    void givenLineForgottenWithoutNotice_whenAMinutePassed_thenEndedAndConnectedAgain() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false).start();
            hub.trusting(device, true).start();
            scene.pass(5);
            scene.network().darken(hub.ski(), device.ski());
            scene.pass(65);
            assertThat(hub.codes()).containsExactly("net.silent");
            scene.pass(20);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            assertThat(hub.calls()).containsExactly("+2", "-2", "+2");
            assertThat(device.calls()).containsExactly("+1", "-1", "+1");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenNetworkGoneForAnHour_whenItIsBack_thenAllAreConnectedWithinHalfAMinute(boolean silently)
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            List<VirtualHub> devices = List.of(scene.hub('2'), scene.hub('3'), scene.hub('4'));
            for (VirtualHub device : devices) {
                hub.trusting(device, true);
                device.trusting(hub, true).start();
            }
            hub.start();
            scene.pass(30);
            scene.network().swallow(silently);
            scene.network().away(!silently);
            scene.time().pass(Duration.ofHours(1));
            assertThat(hub.connected()).isEmpty();
            scene.network().swallow(false);
            scene.network().away(false);
            scene.pass(30);
            assertThat(hub.connected()).as(hub.log()).hasSize(3);
            assertThat(devices).allMatch(device -> device.isConnected(hub));
        });
    }

    /** N35: the cable is pulled in each millisecond of the handshake. */
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "false, 1", "false, 2"})
    void givenHandshakeUnderWay_whenCablePulledAtAnyMoment_thenConnectedAgain(boolean silently, char hubs)
            throws Exception {
        for (int millis : IntStream.range(0, 70).toArray()) {
            HubScene.play(scene -> {
                VirtualHub hub = scene.hub(hubs);
                VirtualHub device = scene.hub('3').trusting(hub, false).start();
                hub.trusting(device, true).start();
                scene.passMillis(millis);
                if (silently) {
                    scene.network().darken(hub.ski(), device.ski());
                } else {
                    scene.network().cut(hub.ski(), device.ski());
                }
                scene.pass(150);
                assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
                assertThat(device.isConnected(hub)).as(device.log()).isTrue();
                assertThat(hub.hub().placesTaken()).isEqualTo(1);
                assertThat(device.hub().placesTaken()).isEqualTo(1);
            });
        }
    }

    @Test
    void givenCalendarSetBackAndForth_whenDeviceComesAndGoes_thenNothingButTheDatesChange() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2').trusting(hub, false);
            hub.trusting(device, true).start();
            scene.pass(40);
            scene.setWallClock(Duration.ofDays(-400));
            assertThat(hub.explain(device.ski()))
                    .anyMatch(line -> line.startsWith("last failure: at 2026-01-01T00:00"))
                    .anyMatch(line -> line.startsWith("next: dialled soon, attempt"));
            scene.pass(20);
            device.start();
            scene.pass(20);
            assertThat(hub.isConnected(device)).as(hub.log()).isTrue();
            scene.setWallClock(Duration.ofDays(4000));
            scene.pass(300);
            scene.setWallClock(Duration.ofDays(-4000));
            scene.pass(300);
            assertThat(hub.calls()).containsExactly("+2");
            assertThat(hub.explain(device.ski()).getFirst()).contains("trusted, connected");
        });
    }

    @Test
    void givenDialThatHangs_whenTheDeviceComesByItself_thenTheDialIsGivenUp() throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1');
            VirtualHub device = scene.hub('2');
            scene.network().latency(ski -> Duration.ofMillis(ski.equals(hub.ski()) ? 8000 : 1));
            hub.trusting(device, true).start();
            device.trusting(hub, true).start();
            scene.pass(60);
            assertThat(hub.calls()).as(hub.log()).containsExactly("+2");
            assertThat(device.calls()).containsExactly("+1");
            assertThat(scene.network().lines()).hasSize(1);
            assertThat(hub.status(device).trouble()).isEmpty();
        });
    }

    /** The usual ranges end at 20 seconds, and at two minutes after a refusal. */
    @ParameterizedTest
    @CsvSource({"300, 20, 120", "4, 4, 4", "1, 1, 1"})
    void givenALongestPause_whenADeviceIsAbsentOrRefuses_thenNoPauseIsLonger(
            int longest, int absentSeconds, int refusedSeconds) throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('1').longestRedial(Duration.ofSeconds(longest));
            VirtualHub absent = scene.hub('2');
            VirtualHub refusing = scene.hub('3').refusingStrangers().start();
            hub.trusting(absent, true).trusting(refusing, true).start();
            scene.pass(600);
            for (VirtualHub device : List.of(absent, refusing)) {
                List<Duration> pauses = hub.events(HubEvent.Kind.FAILED).stream()
                        .filter(event -> event.ski().equals(java.util.Optional.of(device.ski())))
                        .map(event -> event.nextAttempt().orElseThrow())
                        .toList();
                int most = device == absent ? absentSeconds : refusedSeconds;
                assertThat(pauses).as(hub.log()).hasSizeGreaterThan(4);
                assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(most)) <= 0);
                assertThat(pauses).anyMatch(pause -> pause.compareTo(Duration.ofMillis(most * 400L)) > 0);
            }
        });
    }
}
