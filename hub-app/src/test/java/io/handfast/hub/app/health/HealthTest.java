// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.crypto.Ski;
import io.handfast.engine.time.TimeSource;
import io.handfast.ship.hub.HubEvent;
import io.handfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a hub's numbers and its devices' ways mean. */
class HealthTest {
    private static final Ski SKI = Ski.parse("11".repeat(20));

    private static HubEvent event(HubEvent.Kind kind, TimeSource time) {
        return new HubEvent(time.wallClock(), kind, Optional.of(SKI), "", "", "", Optional.empty(), Optional.empty());
    }

    private static void at(Consumer<VirtualTime> course) throws Exception {
        VirtualTime time = new VirtualTime();
        time.run(() -> course.accept(time));
    }

    private static void pass(VirtualTime time, Duration duration) {
        try {
            time.pass(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2|10|0|2|10|30|400|true  | -",
                "0|10|0|0|10|30|400|true  | IDLE No active connections despite previous activity",
                "0|3|3|0|10|30|400|true   | -",
                "1|6|2|1|10|30|400|true   | SUCCESS Low connection success rate: 66%",
                "1|5|4|1|10|30|400|true   | -",
                "1|10|2|1|10|30|400|true  | -",
                "8|10|0|8|10|30|400|true  | LIMIT Approaching connection limit: 8/10",
                "18|18|0|18|20|30|400|true| LIMIT Approaching connection limit: 18/20",
                "7|10|0|7|10|30|400|true  | -",
                "1|1|0|1|10|101|400|true  | THREADS High goroutine count: 101",
                "1|1|0|1|10|30|12|true    | CERTIFICATE Certificate expires in 12 days - consider renewal",
                "1|1|0|1|10|30|400|false  | FILES Files cannot be written"
            })
    void givenNumbers_whenJudged_thenTheWarningOfTheExampleOrNone(
            long active,
            long total,
            long failed,
            int taken,
            int limit,
            int threads,
            long days,
            boolean writable,
            String expected)
            throws Exception {
        at(time -> {
            HealthCheck check = new HealthCheck(new Restless(time, _ -> true));
            Vitals vitals =
                    new Vitals(Duration.ofSeconds(61), active, total, failed, taken, limit, threads, days, writable);
            HealthReport report = check.report(vitals);
            if (expected == null) {
                assertThat(report.warnings()).isEmpty();
            } else {
                String[] warning = expected.split(" ", 2);
                assertThat(report.warnings()).containsOnlyKeys(Warning.valueOf(warning[0]));
                assertThat(report.warnings().get(Warning.valueOf(warning[0]))).startsWith(warning[1]);
            }
        });
    }

    @Test
    void givenNumbers_whenWrittenAsALine_thenInTheWordsOfTheExample() {
        Vitals vitals = new Vitals(Duration.ofSeconds(3725), 2, 10, 1, 2, 10, 23, 400, true);
        assertThat(vitals.line())
                .isEqualTo("Health Check: uptime=1h2m5s, connections=2, total=10, failed=1, goroutines=23");
        assertThat(Vitals.brief(Duration.ofSeconds(60))).isEqualTo("1m0s");
        assertThat(Vitals.brief(Duration.ofMillis(900))).isEqualTo("0s");
    }

    @Test
    void givenATroubleThatStays_whenChecked_thenItIsToldOnceAndAgainWhenItComesBack() throws Exception {
        at(time -> {
            HealthCheck check = new HealthCheck(new Restless(time, _ -> true));
            HealthReport full = check.report(new Vitals(Duration.ZERO, 1, 1, 0, 10, 10, 1, 400, true));
            HealthReport well = check.report(new Vitals(Duration.ZERO, 1, 1, 0, 1, 10, 1, 400, true));
            assertThat(check.check(full)).containsExactly("Approaching connection limit: 10/10");
            assertThat(check.check(full)).isEmpty();
            assertThat(check.check(well)).isEmpty();
            assertThat(check.check(full)).hasSize(1);
        });
    }

    @Test
    void givenAStrangerThatKnocksFiveTimes_whenItGoesOn_thenItIsToldOnceAnHour() throws Exception {
        at(time -> {
            Restless restless = new Restless(time, _ -> false);
            List<Boolean> told = java.util.stream.IntStream.range(0, 80)
                    .mapToObj(_ -> {
                        boolean now = restless.told(event(HubEvent.Kind.REFUSED, time))
                                .filter(text -> text.startsWith("Stranger " + SKI + " knocks repeatedly: 5 times"))
                                .isPresent();
                        pass(time, Duration.ofMinutes(1));
                        return now;
                    })
                    .toList();
            assertThat(told.subList(0, 4)).containsOnly(false);
            assertThat(told.get(4)).isTrue();
            assertThat(told.stream().filter(each -> each)).hasSize(2);
            assertThat(restless.warnings()).containsOnlyKeys(Warning.KNOCKING);
            pass(time, Duration.ofMinutes(11));
            assertThat(restless.warnings()).isEmpty();
        });
    }

    @Test
    void givenATrustedDeviceWhoseConnectionsEnd_whenFiveInTenMinutes_thenItFlapsAndKnockingIsNoMatter()
            throws Exception {
        at(time -> {
            Restless restless = new Restless(time, _ -> true);
            for (int i = 0; i < 4; i++) {
                assertThat(restless.told(event(HubEvent.Kind.KNOCKED, time))).isEmpty();
                assertThat(restless.told(event(HubEvent.Kind.DISCONNECTED, time)))
                        .isEmpty();
            }
            assertThat(restless.told(event(HubEvent.Kind.DISCONNECTED, time)).orElse(""))
                    .startsWith("Device " + SKI + " flaps: 5 of its connections ended within 10 minutes");
            assertThat(restless.warnings()).containsOnlyKeys(Warning.FLAPPING);
        });
    }

    @Test
    void givenFourKnocksAnHourApart_whenAFifthComes_thenNothingIsSaid() throws Exception {
        at(time -> {
            Restless restless = new Restless(time, _ -> false);
            for (int i = 0; i < 10; i++) {
                assertThat(restless.told(event(HubEvent.Kind.KNOCKED, time))).isEmpty();
                pass(time, Duration.ofHours(1));
            }
        });
    }

    @Test
    void givenConnections_whenTheyEnd_thenTheirLengthIsKnownAndAReplacedOneIsNotShort() throws Exception {
        at(time -> {
            Lifetimes lifetimes = new Lifetimes(time);
            lifetimes.told(event(HubEvent.Kind.CONNECTED, time));
            pass(time, Duration.ofSeconds(29));
            assertThat(lifetimes.told(event(HubEvent.Kind.DISCONNECTED, time)).orElseThrow())
                    .matches(Lifetimes.Lifetime::isShort)
                    .extracting(Lifetimes.Lifetime::lasted)
                    .isEqualTo(Duration.ofSeconds(29));
            lifetimes.told(event(HubEvent.Kind.CONNECTED, time));
            lifetimes.told(event(HubEvent.Kind.CONNECTED, time)); // the newer one is told of first
            assertThat(lifetimes
                            .told(event(HubEvent.Kind.DISCONNECTED, time))
                            .orElseThrow()
                            .isShort())
                    .isFalse();
            pass(time, Duration.ofSeconds(30));
            assertThat(lifetimes
                            .told(event(HubEvent.Kind.DISCONNECTED, time))
                            .orElseThrow()
                            .isShort())
                    .isFalse();
            assertThat(lifetimes.told(event(HubEvent.Kind.DISCONNECTED, time))).isEmpty();
        });
    }
}
