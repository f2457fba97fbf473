// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.ship.ShipTimers;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Some hubs in one network on one virtual clock. After a scene all hubs are stopped and no thread is left. */
final class HubScene {
    /** What happens, on the thread {@code test}. */
    @FunctionalInterface
    interface Course {
        void play(HubScene scene) throws Exception;
    }

    private final VirtualTime time = new VirtualTime();
    private final WallClock clock = new WallClock(time);
    private final Environment environment;
    private final PipeNetwork network = new PipeNetwork(time);
    private final List<VirtualHub> hubs = new ArrayList<>();

    private HubScene(long seed) {
        this.environment = Environment.of(clock, new SeededEntropy(seed));
    }

    static void play(Course course) throws Exception {
        play(1, course);
    }

    static void play(long seed, Course course) throws Exception {
        HubScene scene = new HubScene(seed);
        scene.time.run(() -> {
            try (Environment _ = scene.environment) {
                course.play(scene);
                for (VirtualHub hub : scene.hubs) {
                    hub.stop();
                }
                scene.pass(2); // the other ends of what the hubs have ended
            }
        });
        assertThat(scene.time.leftovers()).isEmpty();
    }

    /** A hub that is not started. */
    VirtualHub hub(char digit) {
        VirtualHub hub = new VirtualHub(network, digit, ShipTimers.usual(), environment);
        hubs.add(hub);
        return hub;
    }

    /** A node that does and says what a test tells it. */
    ScriptedNode node(char digit) {
        return new ScriptedNode(network, new Ski(String.valueOf(digit).repeat(40)), time, environment);
    }

    /** One of many that nobody knows. */
    ScriptedNode stranger(int number) {
        return new ScriptedNode(network, new Ski("%040x".formatted(0xabcd_0000L + number)), time, environment);
    }

    Environment environment() {
        return environment;
    }

    PipeNetwork network() {
        return network;
    }

    VirtualTime time() {
        return time;
    }

    /** Somebody sets the calendar clock; nothing else notices. */
    void setWallClock(Duration shift) {
        clock.shift(shift);
    }

    Instant now() {
        return clock.wallClock();
    }

    void pass(int seconds) throws InterruptedException {
        time.pass(Duration.ofSeconds(seconds));
    }

    void passMillis(int millis) throws InterruptedException {
        time.pass(Duration.ofMillis(millis));
    }
}
