// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Entropy;
import io.handfast.engine.Environment;
import io.handfast.engine.time.SystemTime;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.PinDemand;
import io.handfast.ship.PinPenalties;
import io.handfast.ship.PinTerms;
import io.handfast.ship.ShipTimers;
import io.handfast.ship.message.RawJson;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every public call of a hub from inside every callback, while devices come and go, and its stop from each of them.
 * Virtual time finds a deadlock by itself; on the machine's clock a watchdog does.
 */
class DeadlockTest {
    private static final int CALLS = 6000;
    /** Where calls come from as devices come and go; that a PIN lifts a restriction has to be brought about. */
    private static final Set<EagerCaller.Place> OFTEN =
            EnumSet.complementOf(EnumSet.of(EagerCaller.Place.NOWHERE, EagerCaller.Place.RESTRICTION_CHANGED));

    @ParameterizedTest
    @EnumSource
    void givenCallsFromEveryCallback_whenDevicesComeAndGo_thenTheHubGoesOnAndStops(EagerCaller.Place stopsAt)
            throws Exception {
        HubScene.play(scene -> {
            VirtualHub hub = scene.hub('5');
            List<VirtualHub> devices = List.of(scene.hub('2'), scene.hub('3'), scene.hub('8'));
            EagerCaller eager = eager(hub, devices, scene.time());
            VirtualHub stranger = scene.hub('7').trusting(hub, true).start(); // makes it ask its application
            for (int i = 0; i < 200; i++) {
                scene.pass(3);
                scene.network().cut(hub.ski(), stranger.ski());
                disturb(scene.network(), hub, devices.get(i % devices.size()), i);
            }
            assertThat(eager.calls()).as("calls made").isGreaterThan(300);
            for (EagerCaller.Place place : OFTEN) {
                requireEachMethod(eager, place);
            }
            stranger.stop();
            requireOrderAfterRest(scene, hub, devices, eager);

            VirtualHub wantsPin = devices.getFirst();
            hub.hub().forget(wantsPin.ski());
            hub.trust(wantsPin);
            scene.pass(130);
            assertThat(hub.peer(wantsPin).restriction().ofUs()).isTrue();
            if (stopsAt == EagerCaller.Place.NOWHERE) {
                eager.wake(CALLS);
                hub.hub().enterPin(wantsPin.ski(), EagerCaller.PIN);
                scene.pass(2);
                requireEachMethod(eager, EagerCaller.Place.RESTRICTION_CHANGED);
                requireOrderAfterRest(scene, hub, devices, eager);
            }

            eager.stopAt(stopsAt);
            scene.hub('9').trusting(hub, true).start(); // a stranger, who makes the hub ask its application
            devices.getFirst().peer(hub).send(RawJson.parse("{}"));
            scene.pass(2);
            hub.hub().enterPin(wantsPin.ski(), EagerCaller.PIN);
            scene.pass(2);
            scene.network().cut(hub.ski(), devices.getLast().ski());
            scene.pass(60);
            if (stopsAt != EagerCaller.Place.NOWHERE) {
                assertThat(hub.events(HubEvent.Kind.STOPPED)).as(hub.log()).isNotEmpty();
                assertThat(hub.connected()).isEmpty();
                assertThat(hub.hub().placesTaken()).isZero();
            }
            eager.stopAt(EagerCaller.Place.NOWHERE);
        });
    }

    private static void requireEachMethod(EagerCaller eager, EagerCaller.Place place) {
        assertThat(eager.methodsAt(place)).as("methods called from %s", place).isEqualTo(EagerCaller.methods());
    }

    private static void requireOrderAfterRest(
            HubScene scene, VirtualHub hub, List<VirtualHub> devices, EagerCaller eager) throws Exception {
        eager.rest();
        hub.hub().limit(new io.handfast.engine.net.Admission.Limits(10, 10));
        for (VirtualHub device : devices) {
            hub.trust(device);
            hub.hub().connect(device.ski());
            device.hub().connect(hub.ski());
        }
        scene.pass(130);
        assertThat(hub.connected()).as(hub.log()).hasSize(3);
        assertThat(hub.calls()).doesNotContain("connected twice", "disconnected another one");
    }

    private static EagerCaller eager(VirtualHub hub, List<VirtualHub> devices, TimeSource time) throws IOException {
        EagerCaller eager = new EagerCaller(hub, devices.getFirst().ski(), CALLS);
        hub.application(eager).listener(eager).met(eager::met);
        PinPenalties ledger = new PinPenalties(time, Entropy.secure());
        PinDemand demand = new PinDemand(false, EagerCaller.PIN, ledger);
        devices.getFirst().pins(hub, PinTerms.NONE.demanding(demand));
        for (VirtualHub device : devices) {
            hub.trusting(device, true);
            device.trusting(hub, true).start();
        }
        hub.start();
        return eager;
    }

    private static void disturb(PipeNetwork network, VirtualHub hub, VirtualHub device, int round) throws Exception {
        if (hub.isConnected(device)) {
            if (round % 2 == 0) {
                network.cut(hub.ski(), device.ski());
            } else if (device.isConnected(hub)) {
                device.peer(hub).send(RawJson.parse("{\"round\":" + round + "}"));
            }
        }
    }

    /** A public method that is added has to be called here too. */
    @Test
    void givenThePublicMethods_whenComparedWithTheCalls_thenEachIsCalled() {
        Set<String> methods = Arrays.stream(ShipHub.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        methods.remove("stop"); // called from each place by the test above
        assertThat(EagerCaller.methods()).isEqualTo(methods);
        assertThat(EagerCaller.Place.values())
                .as("a place for each callback")
                .hasSize(1 + callbacks(HubApplication.class) + callbacks(HubListener.class) + 1);
    }

    private static int callbacks(Class<?> of) {
        return of.getDeclaredMethods().length;
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givenTheMachinesClock_whenCalledBackAndStoppedFromACallback_thenNoThreadHangs() throws Exception {
        TimeSource time = new SystemTime();
        try (Environment environment = Environment.of(time, Entropy.secure())) {
            PipeNetwork network = new PipeNetwork(time);
            List<VirtualHub> devices = new ArrayList<>();
            for (char digit : new char[] {'2', '3', '8'}) {
                devices.add(new VirtualHub(network, digit, ShipTimers.usual(), environment));
            }
            VirtualHub hub = new VirtualHub(network, '5', ShipTimers.usual(), environment);
            EagerCaller eager = eager(hub, devices, time);
            for (int i = 0; i < 40; i++) {
                pass(time, Duration.ofMillis(50));
                disturb(network, hub, devices.get(i % devices.size()), i);
            }
            eager.stopAt(EagerCaller.Place.TOLD);
            hub.hub().connect(devices.getFirst().ski());
            hub.hub().trust(VirtualHub.device(hub.ski()));
            for (VirtualHub device : devices) {
                device.stop();
            }
            hub.stop();
            assertThat(eager.calls()).isGreaterThan(20);
            assertThat(hub.connected()).isEmpty();
            assertThat(hub.hub().placesTaken()).isZero();
        }
    }

    private static void pass(TimeSource time, Duration duration) throws InterruptedException {
        new io.handfast.engine.Inbox<Object>(time, 0).await(time.in(duration));
    }
}
