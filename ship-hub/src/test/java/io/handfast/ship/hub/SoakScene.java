// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Environment;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Admission;
import io.handfast.engine.time.Signal;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.ShipTimers;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** One hub and many devices on one virtual clock that counts the hub's threads. Half of the devices dial. */
final class SoakScene {
    private static final int PAUSE_SECONDS = 15;

    private final VirtualTime time = new VirtualTime(Duration.ofMinutes(1));
    private final WallClock calendar = new WallClock(time);
    private final Census census = new Census(calendar);
    private final Environment environment;
    private final PipeNetwork network = new PipeNetwork(time);
    private final VirtualHub hub;
    private final List<Device> devices = new ArrayList<>();
    private final Random random;
    private int strangers;
    private boolean over;

    SoakScene(long seed, int size) {
        this.random = new Random(seed);
        this.environment = Environment.of(census, new SeededEntropy(seed));
        this.hub =
                new VirtualHub(network, 'f', ShipTimers.usual(), environment).limits(new Admission.Limits(size + 5, 5));
        for (int number = 0; number < size; number++) {
            devices.add(new Device(number));
        }
    }

    /** The hub's threads that live, by what they do. */
    private static final class Census implements TimeSource {
        private final TimeSource time;
        private final Map<String, Integer> alive = new ConcurrentSkipListMap<>();

        private Census(TimeSource time) {
            this.time = time;
        }

        @Override
        public Thread start(String name, Runnable body) {
            String kind = name.replaceAll("[0-9a-f]{4,}.*", "…");
            alive.merge(kind, 1, Integer::sum);
            return time.start(name, () -> {
                try {
                    body.run();
                } finally {
                    alive.merge(kind, -1, Integer::sum);
                }
            });
        }

        private Map<String, Integer> alive() {
            Map<String, Integer> now = new TreeMap<>(alive);
            now.values().removeIf(number -> number == 0);
            return now;
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Instant wallClock() {
            return time.wallClock();
        }

        @Override
        public Signal newSignal(ReentrantLock lock) {
            return time.newSignal(lock);
        }
    }

    /** Trusted; answers, or dials until it is through and again after an end. */
    private final class Device {
        private final ScriptedNode node;
        private final boolean dials;
        private boolean on = true;

        private Device(int number) {
            this.node = new ScriptedNode(network, new Ski("%040x".formatted(0x1000L + number)), time, environment);
            this.dials = number % 2 == 0;
            hub.trusting(node, !dials);
        }

        private void start() {
            if (dials) {
                time.enrol("device", this::dialAgainAndAgain);
            } else {
                answer();
            }
        }

        private void answer() {
            node.answering(SoakScene::live);
        }

        private void dialAgainAndAgain() throws InterruptedException {
            while (!over) {
                if (on) {
                    stayAsLongAsItMay();
                }
                time.pass(Duration.ofSeconds(PAUSE_SECONDS));
            }
        }

        private void stayAsLongAsItMay() throws InterruptedException {
            try {
                live(node.reach(hub));
            } catch (HandshakeException _) {
                // the hub is off, or has no room
            }
        }

        private void off() {
            on = false;
            node.vanish();
            network.darken(node.ski());
        }

        private void on() {
            on = true;
            if (!dials) {
                answer();
            }
        }
    }

    /** Until the connection ends, however it does. */
    private static void live(Talk talk) {
        try {
            talk.complete().stay();
        } catch (IOException | AssertionError _) {
            talk.close(); // broken, refused, or nothing was heard for long
        }
    }

    /**
     * What can be counted of a hub.
     *
     * @param threads by what they do; a connection has several
     * @param devices of which something is known
     * @param places taken by connections
     * @param connected devices, as the application sees it
     */
    record Sizes(Map<String, Integer> threads, int devices, int places, int connected) {}

    Sizes sizes() {
        return new Sizes(
                census.alive(),
                hub.hub().devices().size(),
                hub.hub().placesTaken(),
                hub.connected().size());
    }

    VirtualHub hub() {
        return hub;
    }

    /** All on, faults for that long, all on again for half an hour; then the end. */
    void play(Duration lasting, List<Sizes> seen) throws Exception {
        time.run(() -> {
            try (Environment _ = environment) {
                hub.start();
                devices.forEach(Device::start);
                time.pass(Duration.ofMinutes(30));
                seen.add(sizes());
                long end = time.nanos() + lasting.toNanos();
                while (time.nanos() < end) {
                    time.pass(Duration.ofSeconds(30 + random.nextInt(1500)));
                    fault();
                }
                time.pass(Duration.ofMinutes(30));
                seen.add(sizes());
                over = true;
                hub.stop();
                time.pass(Duration.ofMinutes(2));
            }
        });
    }

    List<String> leftovers() {
        return time.leftovers();
    }

    private void fault() throws Exception {
        Device one = devices.get(random.nextInt(devices.size()));
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> network.cut(hub.ski(), one.node.ski());
            case 3, 4, 5 -> network.darken(hub.ski(), one.node.ski());
            case 6 -> away(true);
            case 7 -> away(false);
            case 8 -> {
                one.off();
                time.pass(Duration.ofSeconds(1 + random.nextInt(1800)));
                one.on();
            }
            case 9, 10 -> knock();
            case 11 -> calendar.shift(Duration.ofDays(random.nextInt(800) - 400));
            case 12 -> restart();
            default -> slow();
        }
    }

    private void away(boolean silently) throws InterruptedException {
        int seconds = 1 + random.nextInt(900);
        if (silently) {
            network.swallow(true);
        } else {
            network.away(true);
        }
        time.pass(Duration.ofSeconds(seconds));
        network.swallow(false);
        network.away(false);
    }

    /** Many that nobody knows, each with a key of its own; they stay as long as they may. */
    private void knock() throws InterruptedException {
        int crowd = 5 + random.nextInt(40);
        for (int i = 0; i < crowd; i++) {
            strangers++;
            Ski ski = new Ski("%040x".formatted(0xabcd_0000L + strangers));
            ScriptedNode stranger = new ScriptedNode(network, ski, time, environment);
            try {
                stranger.dial(hub, talk -> {
                    try {
                        talk.pending().stay();
                    } catch (AssertionError _) {
                        talk.close(); // nothing was heard for long
                    }
                });
            } catch (HandshakeException _) {
                // no room for so many
            }
        }
        time.pass(Duration.ofSeconds(1));
    }

    private void restart() throws Exception {
        hub.stop();
        time.pass(Duration.ofSeconds(random.nextInt(120)));
        hub.start();
    }

    private void slow() {
        int most = 1 + random.nextInt(500);
        Random delays = new Random(random.nextLong());
        network.latency(_ -> Duration.ofMillis(1 + delays.nextInt(most)));
    }
}
