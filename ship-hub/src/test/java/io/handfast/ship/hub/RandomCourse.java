// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.net.Admission;
import io.handfast.ship.message.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Some hubs, and all that can happen to them, in an order drawn from a seed. When the faults are over and some minutes
 * have passed, each two that trust each other are connected exactly once, and nobody else is.
 */
final class RandomCourse {
    private static final Admission.Limits PLENTY = new Admission.Limits(10, 10);

    private final Random random;
    private final HubScene scene;
    private final List<VirtualHub> hubs = new ArrayList<>();
    private final List<VirtualHub> off = new ArrayList<>();
    private final List<VirtualHub> stopping = new ArrayList<>();
    private final List<String> schedule = new ArrayList<>();

    private int operating = 2;

    RandomCourse(long seed, HubScene scene) {
        this.random = new Random(seed);
        this.scene = scene;
    }

    /** What happened, one line each. */
    String schedule() {
        return String.join("\n", schedule);
    }

    void play() throws Exception {
        begin();
        scene.time().enrol("another operator", this::operate);
        operate();
        while (operating > 0) {
            scene.pass(1);
        }
        repair();
        scene.pass(300);
        requireOrder();
        end();
    }

    /** Two do this at the same time. */
    private void operate() throws Exception {
        int steps = 5 + random.nextInt(15);
        for (int i = 0; i < steps; i++) {
            pass();
            step();
        }
        operating--;
    }

    private void begin() throws Exception {
        int number = 2 + random.nextInt(4);
        for (int i = 1; i <= number; i++) {
            VirtualHub hub = scene.hub((char) ('0' + i));
            if (random.nextInt(5) == 0) {
                hub.rule(random.nextBoolean() ? DoubleConnections.RECENT : DoubleConnections.INITIATOR);
            }
            hubs.add(hub);
        }
        for (VirtualHub one : hubs) {
            for (VirtualHub other : hubs) {
                if (one != other && random.nextInt(10) < 8) {
                    one.knowing(other);
                }
                if (one != other && random.nextInt(10) < 7) {
                    one.trusting(other, one.knows(other));
                }
            }
        }
        for (VirtualHub one : hubs) {
            note("start " + one.digit());
            one.start();
            pass();
        }
    }

    private void pass() throws InterruptedException {
        int millis = random.nextInt(4) == 0 ? random.nextInt(90_000) : random.nextInt(2_000);
        scene.passMillis(millis);
    }

    private void step() throws Exception {
        VirtualHub one = hubs.get(random.nextInt(hubs.size()));
        VirtualHub other = hubs.get((hubs.indexOf(one) + 1 + random.nextInt(hubs.size() - 1)) % hubs.size());
        String names = " " + one.digit() + " " + other.digit();
        switch (random.nextInt(20)) {
            case 0 -> stop(one);
            case 1 -> crash(one);
            case 2, 3 -> startAgain();
            case 4 -> {
                note("forget" + names);
                one.hub().forget(other.ski());
            }
            case 5, 6 -> {
                note("trust" + names);
                one.trust(other);
            }
            case 7 -> {
                note("refuse" + names);
                one.hub().refuse(other.ski());
            }
            case 8 -> {
                note("disconnect" + names);
                one.hub().disconnect(other.ski());
            }
            case 9 -> {
                note("connect" + names);
                one.hub().connect(other.ski());
            }
            case 10 -> limit(one, new Admission.Limits(1 + random.nextInt(3), random.nextInt(3)));
            case 11, 12 -> {
                note("cut" + names);
                scene.network().cut(one.ski(), other.ski());
            }
            case 13, 14 -> {
                note("darken" + names);
                scene.network().darken(one.ski(), other.ski());
            }
            case 15 -> away();
            case 16 -> slow();
            case 17 -> found(one, other);
            case 18 -> leave(one, other);
            default -> send(one, other);
        }
    }

    private void stop(VirtualHub one) throws InterruptedException {
        if (stopping.contains(one)) {
            return;
        }
        note("stop " + one.digit());
        stopping.add(one);
        one.stop();
        stopping.remove(one);
        assertThat(one.connected()).as("connected when stopped").isEmpty();
        assertThat(one.hub().placesTaken()).as("places of a stopped hub").isZero();
        if (!off.contains(one)) {
            off.add(one);
        }
    }

    private void crash(VirtualHub one) throws InterruptedException {
        note("crash " + one.digit());
        scene.network().darken(one.ski());
        stop(one);
    }

    private void startAgain() throws Exception {
        if (!off.isEmpty()) {
            VirtualHub one = off.removeFirst();
            note("start " + one.digit());
            one.start();
        }
    }

    private void limit(VirtualHub one, Admission.Limits limits) {
        note("limit " + one.digit() + " " + limits);
        one.hub().limit(limits);
    }

    private void away() throws InterruptedException {
        boolean silently = random.nextBoolean();
        int seconds = 1 + random.nextInt(200);
        note("network away for " + seconds + (silently ? " s, silently" : " s"));
        if (silently) {
            scene.network().swallow(true);
        } else {
            scene.network().away(true);
        }
        scene.pass(seconds);
        scene.network().swallow(false);
        scene.network().away(false);
    }

    private void slow() {
        long seed = random.nextLong();
        int most = random.nextInt(800);
        note("latency up to " + most + " ms");
        Random delays = new Random(seed);
        scene.network().latency(_ -> Duration.ofMillis(1 + delays.nextInt(1 + most)));
    }

    private void found(VirtualHub one, VirtualHub other) {
        List<Address> where = switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> List.of(one.address());
            case 2 -> List.of(Address.of("memory", 1));
            default -> List.of(other.address());
        };
        note(one.digit() + " finds " + other.digit() + " at " + where);
        one.hub().found(other.ski(), where);
    }

    private void leave(VirtualHub one, VirtualHub other) {
        if (one.isConnected(other)) {
            note("application of " + one.digit() + " leaves " + other.digit());
            one.peer(other).disconnect();
        }
    }

    private void send(VirtualHub one, VirtualHub other) throws Exception {
        if (one.isConnected(other)) {
            one.peer(other).send(RawJson.parse("{\"n\":0}"));
        }
    }

    private void repair() throws Exception {
        note("repair");
        while (!off.isEmpty()) {
            startAgain();
        }
        for (VirtualHub one : hubs) {
            limit(one, PLENTY);
            for (VirtualHub other : hubs) {
                one.hub().found(other.ski(), List.of());
                one.hub().connect(other.ski());
            }
        }
    }

    private void requireOrder() throws Exception {
        for (VirtualHub one : hubs) {
            for (VirtualHub other : hubs) {
                if (one != other) {
                    boolean both = one.trusts(other) && other.trusts(one);
                    boolean found = one.knows(other) || other.knows(one); // else by what discovery said for a while
                    boolean expected = both && (found || other.isConnected(one));
                    assertThat(one.isConnected(other))
                            .as("%s connected to %s%n%s", one.digit(), other.digit(), one.log())
                            .isEqualTo(expected);
                }
            }
        }
        for (VirtualHub one : hubs) {
            requirePlaces(one);
            for (VirtualHub other : hubs) {
                if (one.isConnected(other)) {
                    requireExchange(one, other);
                }
            }
        }
    }

    private static void requirePlaces(VirtualHub one) {
        long busy = one.hub().devices().stream()
                .filter(device -> device.role().isPresent())
                .count();
        assertThat(one.hub().placesTaken())
                .as("places of %s%n%s%n%s", one.digit(), one.hub().devices(), one.log())
                .isEqualTo((int) busy);
    }

    private void requireExchange(VirtualHub one, VirtualHub other) throws Exception {
        assertThat(one.peer(other).role())
                .as("%s and %s", one.digit(), other.digit())
                .isNotEqualTo(other.peer(one).role());
        other.received().clear();
        one.peer(other).send(RawJson.parse("{\"ask\":1}"));
        scene.pass(3);
        assertThat(other.received())
                .as("what %s got%n%s", other.digit(), other.log())
                .containsExactly(one.digit() + " {\"ask\":1}");
    }

    private void end() throws InterruptedException {
        for (VirtualHub one : hubs) {
            stop(one);
            for (VirtualHub other : hubs) {
                requireAlternating(one, other);
                assertThat(one.states(other))
                        .as("states of %s at %s", other.digit(), one.digit())
                        .doesNotContain(-1);
            }
        }
    }

    private static void requireAlternating(VirtualHub one, VirtualHub other) {
        String calls = String.join(
                "",
                one.calls().stream()
                        .filter(call -> call.endsWith(String.valueOf(other.digit())))
                        .toList());
        String pair = "+" + other.digit() + "-" + other.digit();
        assertThat(calls.replace(pair, ""))
                .as("calls of %s: %s", one.digit(), calls)
                .isEmpty();
    }

    private void note(String what) {
        schedule.add(Duration.ofNanos(scene.time().nanos()) + " " + what);
    }
}
