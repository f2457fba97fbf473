// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Scope;
import io.handfast.engine.time.Deadline;
import io.handfast.testkit.LastingPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub's process and fifty devices in this one, in real time: faults for most of each minute, then all have to come
 * back, then the figures. The hub is killed and started again in the first half only, so that the second half shows
 * whether one process grows. {@code bin/soak} runs it for an hour; the table is in {@code target/soak.md}.
 */
@Tag("long")
@Tag("waits")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SoakLongTest {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 4);
    private static final int DEVICES = 50;
    private static final Duration FAULTS = Duration.ofSeconds(38);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** The longest pause of a device, a handshake that has to be given up first, and a machine that is busy. */
    private static final Duration ALL_BACK = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Random random = new Random(1);
    private final Set<Integer> off = new TreeSet<>();
    private final List<String> rows = new ArrayList<>();
    private int faults;
    private int kills;
    private int strangers;
    private double slowestReturn;

    @Test
    void givenFiftyDevices_whenFaultsGoOn_thenAllComeBackAndNothingGrows() throws Exception {
        int port = LastingPort.choose();
        try (Swarm swarm = new Swarm(DEVICES, port);
                HubAtWork hub = HubAtWork.start(folder, port, swarm.skis())) {
            hub.killAndStart(); // the first start made the identity; this one is like all later ones
            begin(swarm, hub);
            List<HubAtWork.Figures> grown = new ArrayList<>();
            for (int minute = 1; minute <= MINUTES; minute++) {
                HubAtWork.Figures figures = live(swarm, hub, minute);
                if (minute > MINUTES / 2) {
                    grown.add(figures);
                }
            }
            requireNoGrowth(grown.getFirst(), grown.getLast());
            assertThat(hub.terminate()).as(hub.errors()).isZero();
            say("verdict: nothing has grown; " + faults + " faults, " + kills + " kills, " + strangers + " strangers, "
                    + swarm.losses() + " connections lost; all were back after "
                    + String.format(Locale.ROOT, "%.1f", slowestReturn) + " s at the most");
        } finally {
            Files.createDirectories(Path.of("target"));
            Files.write(Path.of("target/soak.md"), rows);
        }
    }

    private void say(String row) {
        rows.add(row);
        System.out.println(row);
    }

    private HubAtWork.Figures row(String moment, HubAtWork hub, double seconds) throws IOException {
        HubAtWork.Figures figures = hub.figures();
        say(String.format(
                Locale.ROOT,
                "| %s | %.1f | %.0f | %.1f | %d | %d | %.1f |",
                moment,
                seconds,
                figures.rssKib() / 1024.0,
                figures.heapKib() / 1024.0,
                figures.threads(),
                figures.files(),
                figures.cpuMillis() / 1000.0));
        return figures;
    }

    // ---- before the faults

    private void begin(Swarm swarm, HubAtWork hub) throws Exception {
        say("| moment | took s | RSS MB | live heap MB | threads | open files | CPU s so far |");
        say("|---|---:|---:|---:|---:|---:|---:|");
        swarm.pass(Duration.ofSeconds(5));
        row("listening, nobody there", hub, hub.millisToListening() / 1000.0);
        swarm.on();
        row(DEVICES + " devices have come", hub, secondsUntilAllAreConnected(swarm));
        swarm.pass(Duration.ofSeconds(10));
        row(DEVICES + " devices, ten seconds later", hub, 10);
    }

    private double secondsUntilAllAreConnected(Swarm swarm) throws InterruptedException {
        long began = swarm.environment().time().nanos();
        assertThat(swarm.awaitConnected(ALL_BACK))
                .as("all connected; there are %d", swarm.connected())
                .isTrue();
        return (swarm.environment().time().nanos() - began) / 1e9;
    }

    // ---- a minute

    private HubAtWork.Figures live(Swarm swarm, HubAtWork hub, int minute) throws Exception {
        Deadline end = swarm.environment().time().in(MINUTE);
        Deadline enough = swarm.environment().time().in(FAULTS);
        Scope crowd = new Scope("crowd", swarm.environment().time());
        try (SlowStrangers slow = new SlowStrangers(swarm.environment())) {
            if (minute <= MINUTES / 2 && (minute == 1 || random.nextInt(3) == 0)) {
                kills++;
                hub.killAndStart();
            }
            while (!enough.passed(swarm.environment().time())) {
                faults++;
                fault(swarm, hub, crowd, slow);
                swarm.pass(Duration.ofMillis(200 + random.nextInt(2500)));
            }
        } finally {
            crowd.cancel();
        }
        off.forEach(swarm::on);
        off.clear();
        double back = secondsUntilAllAreConnected(swarm);
        slowestReturn = Math.max(slowestReturn, back);
        swarm.pass(end.remaining(swarm.environment().time()).plusSeconds(1));
        assertThat(hub.isAlive()).as(hub.errors()).isTrue();
        return row("minute " + minute, hub, back);
    }

    private void fault(Swarm swarm, HubAtWork hub, Scope crowd, SlowStrangers slow) throws InterruptedException {
        int one = random.nextInt(DEVICES);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                if (off.add(one)) {
                    swarm.off(one);
                }
            }
            case 3 -> {
                int crowdSize = 20 + random.nextInt(60);
                strangers += crowdSize;
                swarm.knock(crowdSize, crowd);
            }
            case 4 -> slow.inTls(10, hub.port());
            case 5 -> slow.inWebSocket(5, hub.port());
            case 6 -> slow.inRest(10, hub.consolePort());
            case 7 -> {
                for (int each = 0; each < DEVICES; each++) {
                    cut(swarm, each);
                }
            }
            default -> cut(swarm, one);
        }
    }

    private void cut(Swarm swarm, int one) {
        if (!off.contains(one)) {
            swarm.cut(one);
        }
    }

    /** A platform thread more or less is a pool's; the heap holds events and remembered strangers, both bounded. */
    private static void requireNoGrowth(HubAtWork.Figures first, HubAtWork.Figures last) {
        assertThat(last.threads()).as("threads").isLessThanOrEqualTo(first.threads() + 3);
        assertThat(last.files()).as("open files").isLessThanOrEqualTo(first.files() + 5);
        assertThat(last.heapKib()).as("live heap, KiB").isLessThan(first.heapKib() * 11 / 10 + 2048);
        assertThat(last.rssKib()).as("RSS, KiB").isLessThan(first.rssKib() * 12 / 10 + 8192);
    }
}
