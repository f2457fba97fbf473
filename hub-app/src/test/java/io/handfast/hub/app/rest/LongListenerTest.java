// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.testkit.SeededEntropy;
import io.handfast.testkit.VirtualTime;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A browser's tab that somebody forgets. */
class LongListenerTest {
    private static final int HOUR_MINUTES = 60;

    /** Counts what it is told; an event is one write. */
    private static final class Tab extends OutputStream {
        private final AtomicInteger events = new AtomicInteger();
        private final AtomicInteger heartbeats = new AtomicInteger();

        @Override
        public void write(int one) {
            throw new UnsupportedOperationException("whole events are written");
        }

        @Override
        public void write(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            (text.startsWith(": heartbeat") ? heartbeats : events).incrementAndGet();
        }
    }

    @Test
    void givenATabLeftOpen_whenADayPasses_thenItHearsAllUntilItsSessionEndsAndNothingIsLeftOfIt() throws Exception {
        VirtualTime time = new VirtualTime();
        Environment environment = Environment.of(time, new SeededEntropy(1));
        Tab tab = new Tab();
        time.run(() -> {
            try (environment) {
                Scope scope = new Scope("log", time);
                EventLog log = new EventLog("run", time, scope);
                Sessions sessions = new Sessions(environment);
                Sessions.Session session = sessions.begin();
                EventStream stream = new EventStream(
                        log,
                        Optional.empty(),
                        Optional.empty(),
                        time,
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(10),
                        () -> sessions.isOpen(session));
                try (DeadlineGuard.Watch watch = environment.guard().watch(() -> {
                    throw new AssertionError("it takes everything at once");
                })) {
                    time.enrol("tab", () -> stream.run(tab, watch));
                    for (int minute = 1; minute <= 24 * HOUR_MINUTES; minute++) {
                        time.pass(Duration.ofMinutes(1));
                        log.add(Optional.empty(), "{\"minute\":" + minute + "}");
                        if (minute == 11 * HOUR_MINUTES) {
                            assertThat(log.listening()).isEqualTo(1);
                        }
                    }
                    time.pass(Duration.ofSeconds(1));
                    assertThat(log.listening()).isZero();
                }
                assertThat(sessions.find(session.secret())).isEmpty();
                assertThat(log.latest()).isEqualTo(24 * HOUR_MINUTES);
                log.close();
            }
        });
        assertThat(time.leftovers()).isEmpty();
        int before = (int) Sessions.LASTING.toMinutes() - 1; // each minute one, and the hello
        assertThat(tab.events.get()).isBetween(before, before + 2);
        assertThat(tab.heartbeats.get()).isGreaterThan(2 * before - 2);
    }
}
